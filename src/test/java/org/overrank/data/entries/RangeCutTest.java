package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.sensing.RowRange;

class RangeCutTest {
  @ParameterizedTest
  @CsvSource({"1,1", "1,5", "7,3", "7,7", "7,20", "1000,16", "1000,1"})
  void rangesTileTheRowsAndAreBalanced(int rows, int parts) {
    Random random = new Random(rows + 31L * parts);
    long[] counts = random.longs(rows, 1, 50).toArray();
    RangeCut cut = RangeCut.balanced(counts, parts);
    long total = Arrays.stream(counts).sum();

    assertThat(cut.parts()).isEqualTo(parts);
    int end = 0;
    for (int part = 0; part < parts; part++) {
      RowRange range = cut.range(part);
      assertThat(range.start()).isEqualTo(end);
      end = range.end();
      long inside = Arrays.stream(counts, range.start(), range.end()).sum();
      assertThat(inside).isBetween(0L, total / parts + 51);
      for (int row = range.start(); row < range.end(); row++) {
        assertThat(cut.partOf(row)).isEqualTo(part);
      }
    }
    assertThat(end).isEqualTo(rows);
  }

  @Test
  void aGiantRowIsAloneInItsRange() {
    RangeCut cut = RangeCut.balanced(new long[] {1, 1, 1_000_000_000_000L, 1, 1}, 4);
    assertThat(cut.partOf(1)).isLessThan(cut.partOf(2));
    assertThat(cut.partOf(3)).isGreaterThan(cut.partOf(2));
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "3,2,2",
    "137331,1461,4",
    "400000,9999,4",
    "400001,9999,5",
    "1000000,6040,10",
    "6400000,100000,64",
    "6400001,100000,65",
    "100000000,1000000,253",
    "1000000000,10000000,800",
    "10000000000,100000000,2530",
    "10000000000,300,300"
  })
  void theDefaultDependsOnTheDataOnly(long entries, int rows, int parts) {
    assertThat(RangeCut.defaultParts(entries, rows)).isEqualTo(parts);
  }
}
