package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.overrank.sensing.RowRange;

class SortedEntriesTest {
  private static final RowRange RANGE = new RowRange(5, 25);

  private record Entry(int row, int col, double value, double weight, long order) {}

  private static List<Entry> entries(int count, long seed) {
    Random random = new Random(seed);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int row = RANGE.start() + random.nextInt(RANGE.size() - 1);
      double weight = random.nextInt(3) + 1;
      entries.add(
          new Entry(row, random.nextInt(12), random.nextGaussian(), weight, i * 10_000_000_000L));
    }
    return entries;
  }

  private static EntryChunk chunk(List<Entry> entries) {
    double[] values = entries.stream().mapToDouble(Entry::value).toArray();
    double[] weights = entries.stream().mapToDouble(Entry::weight).toArray();
    EntryChunk chunk = new EntryChunk(values, weights);
    for (int e = 0; e < values.length; e++) {
      Entry entry = entries.get(e);
      chunk.place(e, entry.row(), entry.col(), entry.order());
    }
    return chunk;
  }

  @Test
  void anyArrivalGivesTheSortedEntries() {
    List<Entry> entries = entries(700, 3);
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparingInt(Entry::row)
            .thenComparingInt(Entry::col)
            .thenComparingLong(Entry::order));
    for (int chunks = 1; chunks < 6; chunks++) {
      Collections.shuffle(entries, new Random(chunks));
      List<EntryChunk> arrived = new ArrayList<>();
      for (int c = 0; c < chunks; c++) {
        int size = entries.size();
        arrived.add(chunk(entries.subList(c * size / chunks, (c + 1) * size / chunks)));
      }
      check(SortedEntries.merge(RANGE, arrived), sorted);
    }
  }

  private static void check(SortedEntries merged, List<Entry> sorted) {
    assertThat(merged.count()).isEqualTo(sorted.size());
    assertThat(merged.offsets()[RANGE.size()]).isEqualTo(sorted.size());
    for (int k = 0; k < RANGE.size(); k++) {
      for (int e = merged.offsets()[k]; e < merged.offsets()[k + 1]; e++) {
        int row = RANGE.start() + k;
        double value = merged.values()[e];
        Entry found = new Entry(row, merged.cols()[e], value, merged.weight(e), merged.order(e));
        assertThat(found).isEqualTo(sorted.get(e));
      }
    }
  }

  @Test
  void splittingKeepsEveryEntryOnce() {
    List<Entry> entries = entries(300, 8);
    long[] counts = new long[RANGE.end()];
    entries.forEach(entry -> counts[entry.row()]++);
    RangeCut cut = RangeCut.balanced(counts, 6);
    EntryChunk[] parts = chunk(entries).split(cut);

    List<Entry> found = new ArrayList<>();
    for (int part = 0; part < parts.length; part++) {
      EntryChunk chunk = parts[part];
      for (int e = 0; chunk != null && e < chunk.size(); e++) {
        assertThat(cut.partOf(chunk.row(e))).isEqualTo(part);
        found.add(
            new Entry(
                chunk.row(e),
                chunk.col(e),
                chunk.value(e),
                chunk.weight(e),
                EntryChunk.number(chunk.order(e))));
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(entries);
  }

  @Test
  void noChunksGiveEmptyRows() {
    SortedEntries empty = SortedEntries.merge(RANGE, List.of());
    assertThat(empty.count()).isZero();
    assertThat(empty.offsets()).hasSize(RANGE.size() + 1).containsOnly(0);
    assertThat(empty.weights()).isNull();
  }
}
