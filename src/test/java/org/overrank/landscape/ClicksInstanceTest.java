package org.overrank.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.SensingMatrix;

/** What generated clicks promise: distinct cells, long tails, and one table for one seed. */
final class ClicksInstanceTest {
  private static List<Integer> cell(Measurement click) {
    assertThat(click.value()).isEqualTo(1);
    assertThat(click.weight()).isEqualTo(1);
    SensingMatrix.Entry entry = (SensingMatrix.Entry) click.matrix();
    assertThat(entry.coefficient()).isEqualTo(1);
    return List.of(entry.row(), entry.col());
  }

  private static List<List<Integer>> cells(Instance clicks) {
    return Instances.measurements(clicks).stream().map(ClicksInstanceTest::cell).toList();
  }

  /** How many clicks each row (side 0) or column (1) has, ascending. */
  private static int[] counts(List<List<Integer>> cells, int side, int size) {
    int[] counts = new int[size];
    cells.forEach(cell -> counts[cell.get(side)]++);
    Arrays.sort(counts);
    return counts;
  }

  /** A click depends on its number alone: who begins where, and in which order, does not matter. */
  @Test
  void clicksAreFunctionsOfTheirNumber_andOfTheSeed() {
    List<List<Integer>> inOrder = cells(new Clicks(40, 30, 2, 200, 7));
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
    Collections.reverse(numbers);
    Clicks backwards = new Clicks(40, 30, 2, 200, 7);
    for (int i : numbers) {
      assertThat(cell(backwards.measurement(i))).isEqualTo(inOrder.get(i));
      assertThat(cell(new Clicks(40, 30, 2, 200, 7).measurement(i))).isEqualTo(inOrder.get(i));
    }
    assertThat(cells(new Clicks(40, 30, 2, 200, 8))).isNotEqualTo(inOrder);
  }

  /** As few as there are rows, as many as a quarter of the cells, and shapes at the edge. */
  @ParameterizedTest
  @CsvSource({"50,40,50", "50,40,51", "50,40,333", "50,40,499", "50,40,500", "1,8,2", "9,1,9"})
  void noCellIsThereTwice_andNoRowIsEmptyOrTooFull(int rows, int cols, long count) {
    List<List<Integer>> cells = cells(new Clicks(rows, cols, 3, count, 5));
    assertThat(cells).hasSize((int) count);
    assertThat(new HashSet<>(cells)).hasSize((int) count);
    int[] counts = counts(cells, 0, rows);
    assertThat(counts[0]).isPositive();
    assertThat(counts[rows - 1]).isLessThanOrEqualTo(Math.max(1, cols / 4));
  }

  @Test
  void someRowsAndColumnsAreHeavy_andTheyAreAnywhere() {
    List<List<Integer>> cells = cells(new Clicks(1000, 500, 3, 20_000, 2));
    int[] rows = counts(cells, 0, 1000);
    int[] cols = counts(cells, 1, 500);
    assertThat(Arrays.stream(rows).skip(900).sum()).isGreaterThan(20_000 / 3);
    assertThat(Arrays.stream(cols).skip(450).sum()).isGreaterThan(20_000 / 3);
    assertThat(rows[500]).isLessThan(20);
    assertThat(cols[250]).isLessThan(40);
    assertThat(cells.stream().filter(cell -> cell.get(0) < 500).count()).isBetween(7000L, 13_000L);
    assertThat(cells.stream().filter(cell -> cell.get(1) < 250).count()).isBetween(7000L, 13_000L);
  }

  @ParameterizedTest
  @CsvSource({"50,40,3,49", "50,40,3,501", "50,40,0,100"})
  void whatCannotBeMade_isSaid(int rows, int cols, int rank, long count) {
    assertThatThrownBy(() -> new Clicks(rows, cols, rank, count, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "clicks: a 50 x 40 matrix takes from 50 to 500 clicks and a rank of at least 1, not "
                + count
                + " and "
                + rank);
  }
}
