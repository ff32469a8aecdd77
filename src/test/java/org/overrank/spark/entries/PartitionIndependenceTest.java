package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overrank.spark.entries.EntryTables.bytes;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.Regularizer;

/** Blocks do not depend on how Spark cuts the input, on the order of rows, or on cores. */
class PartitionIndependenceTest {
  private static final String HEADER = "row,col,value";

  static final EntryOptions OPTIONS =
      EntryOptions.defaults()
          .withPartitions(5)
          .withHoldout(0.2, 7)
          .withCenter(CenteringKind.BIASES)
          .withRegularizer(Regularizer.WEIGHTED)
          .withOnDuplicate(DuplicatePolicy.KEEP);

  @TempDir Path dir;

  @AfterEach
  void usualPieces() {
    LocalSpark.session().conf().unset("spark.sql.files.maxPartitionBytes");
    LocalSpark.session().conf().unset("spark.sql.files.openCostInBytes");
  }

  static List<String> rows(int count) {
    Random random = new Random(11);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add("r" + i % 37 + ",c" + i / 37 + "," + random.nextGaussian());
    }
    return rows;
  }

  static List<String> allBytes(EntryData data) {
    List<String> all = new ArrayList<>(bytes(data.train()));
    all.addAll(bytes(data.heldOut()));
    all.addAll(bytes(data.transposed()));
    return all;
  }

  private static String[] withHeader(List<String> rows) {
    List<String> lines = new ArrayList<>(rows);
    lines.add(0, HEADER);
    return lines.toArray(String[]::new);
  }

  private static List<String> blocksOf(String path) {
    try (EntryData data = read(path, OPTIONS)) {
      assertThat(data.train().getNumPartitions()).isEqualTo(5);
      assertThat(data.transposed().getNumPartitions()).isEqualTo(5);
      return allBytes(data);
    }
  }

  @Test
  void cutsDoNotMatter() {
    List<String> rows = rows(900);
    rows.addAll(rows.subList(100, 130));
    // With a quote the table is Spark's to cut.
    rows.set(450, '"' + rows.get(450).replaceFirst(",", "\","));
    String path = write(dir.resolve("in.csv"), withHeader(rows));
    List<String> expected = blocksOf(path);

    LocalSpark.session().conf().set("spark.sql.files.maxPartitionBytes", "1000b");
    LocalSpark.session().conf().set("spark.sql.files.openCostInBytes", "10b");
    assertThat(blocksOf(path)).hasSize(15).isEqualTo(expected);
  }

  @Test
  void filesAndTheOrderOfRowsDoNotMatter() {
    List<String> rows = rows(900);
    List<String> expected = blocksOf(write(dir.resolve("in.csv"), withHeader(rows)));

    Collections.shuffle(rows, new Random(3));
    write(dir.resolve("in/b.csv"), withHeader(rows.subList(0, 10)));
    write(dir.resolve("in/a.csv"), withHeader(rows.subList(10, 600)));
    write(dir.resolve("in/c.csv.gz"), withHeader(rows.subList(600, 900)));
    assertThat(blocksOf(dir.resolve("in").toString())).isEqualTo(expected);
  }

  @Test
  void coresDoNotMatter() throws Exception {
    String path = write(dir.resolve("in.csv"), withHeader(rows(900)));
    assertThat(OneCore.blocksOf(path)).isEqualTo(Integer.toHexString(blocksOf(path).hashCode()));
  }
}
