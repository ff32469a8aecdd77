package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.sensing.EntryBlock;

class TransposedCopyTest {
  @TempDir Path dir;

  private record Entry(int row, int col, double target, double coefficient) {
    Entry transposed() {
      return new Entry(col, row, target, coefficient);
    }
  }

  private static List<Entry> entries(List<EntryBlock> blocks) {
    List<Entry> entries = new ArrayList<>();
    int end = 0;
    for (EntryBlock block : blocks) {
      assertThat(block.range().start()).isEqualTo(end);
      end = block.range().end();
      for (int k = 0; k < block.range().size(); k++) {
        for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
          int row = block.range().start() + k;
          entries.add(new Entry(row, block.columns()[e], block.targets()[e], block.coefficient(e)));
        }
      }
      assertThat(end).isLessThanOrEqualTo(block.rows());
    }
    assertThat(end).isEqualTo(blocks.get(0).rows());
    return entries;
  }

  @Test
  void holdsTheSameEntriesByColumns() {
    List<String> lines = PartitionIndependenceTest.rows(400);
    lines.addAll(PartitionIndependenceTest.rows(30));
    lines.replaceAll(line -> line + "," + (1 + line.length() % 3));
    lines.add(0, "row,col,value,w");
    String path = write(dir.resolve("in.csv"), lines.toArray(String[]::new));
    EntrySource source = EntrySource.of(path).withWeight("w");
    EntryOptions options =
        EntryOptions.defaults().withOnDuplicate(DuplicatePolicy.KEEP).withPartitions(3);

    try (EntryData data = EntryReader.read(LocalSpark.session(), source, options)) {
      List<Entry> byRows = entries(data.train().collect());
      List<Entry> byColumns = entries(data.transposed().collect());
      byRows.replaceAll(Entry::transposed);
      // A stable sort: measurements of one cell keep their order.
      byRows.sort(Comparator.comparingInt(Entry::row).thenComparingInt(Entry::col));
      assertThat(byColumns).hasSize(430).isEqualTo(byRows);
    }
  }
}
