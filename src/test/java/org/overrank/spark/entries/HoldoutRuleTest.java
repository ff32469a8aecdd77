package org.overrank.spark.entries;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.data.entries.SortedEntries;

/** Which cells are kept out of a fit. */
class HoldoutRuleTest {
  private static final int COLS = 9;

  @TempDir Path directory;

  /** Rows r0, r10, r20 … or also those between. */
  private Path table(int rows, int step) throws IOException {
    StringBuilder csv = new StringBuilder("row,col,value\n");
    for (int a = 0; a < rows; a += step) {
      for (int b = 0; b < COLS; b++) {
        csv.append(String.format(Locale.ROOT, "r%03d,c%d,%d\n", a, b, a + b));
      }
    }
    return Files.writeString(directory.resolve("t" + step + ".csv"), csv.toString());
  }

  private static Set<String> heldOut(Path table, HoldoutRule rule) throws IOException {
    EntryOptions options = EntryOptions.defaults().withHoldout(0.3, 4).withRule(rule);
    Set<String> cells = new TreeSet<>();
    try (EntryData data =
        EntryReader.read(LocalSpark.session(), EntrySource.of(table.toString()), options)) {
      for (SortedEntries held : Objects.requireNonNull(data.heldOutCells()).values().collect()) {
        for (int k = 0; k < held.range().size(); k++) {
          Object row = data.rows().idAt(held.range().start() + k);
          for (int e = held.offsets()[k]; e < held.offsets()[k + 1]; e++) {
            cells.add(row + " " + data.cols().idAt(held.cols()[e]));
          }
        }
      }
      try (EntryData whole = data.whole()) {
        assertThat(whole.counts().train()).isEqualTo(data.counts().train() + cells.size());
      }
    }
    return cells;
  }

  @Test
  void byIds_aTableThatHasGrown_holdsTheSameCellsOutAgain() throws IOException {
    Set<String> few = heldOut(table(300, 10), HoldoutRule.IDS);
    Set<String> many = heldOut(table(300, 5), HoldoutRule.IDS);
    assertThat(few).hasSizeBetween(60, 100);
    assertThat(many).containsAll(few).hasSizeBetween(130, 190);
    assertThat(many).filteredOn(cell -> cell.charAt(3) == '0').hasSameSizeAs(few);
    assertThat(heldOut(table(300, 5), HoldoutRule.CELLS))
        .isNotEqualTo(many)
        .doesNotContainSequence(few);
  }

  @Test
  void byBlocks_consecutiveRowsOfAColumn_goTheSameWay() throws IOException {
    int block = 6;
    Set<String> cells = heldOut(table(300, 5), new HoldoutRule(HoldoutKind.BLOCKS, null, block));
    assertThat(cells).hasSizeBetween(100, 220);
    for (int a = 0; a < 60; a++) {
      for (int b = 0; b < COLS; b++) {
        int first = a / block * block;
        assertThat(cells.contains(String.format(Locale.ROOT, "r%03d c%d", 5 * a, b)))
            .isEqualTo(cells.contains(String.format(Locale.ROOT, "r%03d c%d", 5 * first, b)));
      }
    }
  }

  @Test
  void perRow_eachRow_keepsItsShareRoundedDown() throws IOException {
    Set<String> cells = heldOut(table(300, 5), new HoldoutRule(HoldoutKind.PER_ROW, null, 1));
    assertThat(cells).hasSize(60 * (int) (0.3 * COLS));
    assertThat(cells.stream().collect(groupingBy(cell -> cell.substring(0, 4), counting())))
        .hasSize(60)
        .allSatisfy((row, count) -> assertThat(count).isEqualTo(2));
    assertThat(cells.stream().map(cell -> cell.substring(5)).distinct()).hasSize(COLS);
  }

  @Test
  void rows_go_whole() throws IOException {
    Set<String> cells = heldOut(table(300, 5), new HoldoutRule(HoldoutKind.ROWS, null, 1));
    assertThat(cells.stream().collect(groupingBy(cell -> cell.substring(0, 4), counting())))
        .hasSizeBetween(8, 30)
        .allSatisfy((row, count) -> assertThat(count).isEqualTo(COLS));
  }

  /** Times jump about, twice the same; a row of one cell keeps it. */
  @Test
  void last_ofEachRow_theCellWithTheLargestTimeAndOfEqualOnesTheLaterInTheInput()
      throws IOException {
    StringBuilder csv = new StringBuilder("row,col,value,when\n");
    Map<String, String> expected = new TreeMap<>();
    for (int b = 0; b < COLS; b++) {
      for (int a = 0; a < 40; a++) {
        int when = 7 * a * b % 5 + (a % 7);
        csv.append(String.format(Locale.ROOT, "r%02d,c%d,1,2024-01-%02d\n", a, b, when + 1));
      }
    }
    csv.append("alone,c3,1,2025-01-01\n");
    for (int a = 0; a < 40; a++) {
      int last = 0;
      for (int b = 0; b < COLS; b++) {
        last = 7 * a * b % 5 >= 7 * a * last % 5 ? b : last;
      }
      expected.put(String.format(Locale.ROOT, "r%02d", a), "c" + last);
    }
    Path table = Files.writeString(directory.resolve("times.csv"), csv.toString());
    for (int parts : new int[] {1, 3}) {
      EntryOptions options =
          EntryOptions.defaults()
              .withPartitions(parts)
              .withRule(new HoldoutRule(HoldoutKind.LAST, "when", 1));
      Map<String, String> found = new TreeMap<>();
      try (EntryData data =
          EntryReader.read(LocalSpark.session(), EntrySource.of(table.toString()), options)) {
        HeldOutValues.forEach(
            data,
            (row, col, value) ->
                found.put(data.rows().idAt(row).toString(), data.cols().idAt(col).toString()));
      }
      assertThat(found).isEqualTo(expected);
    }
  }
}
