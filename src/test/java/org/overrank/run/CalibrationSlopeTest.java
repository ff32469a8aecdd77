package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Matrix;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.Loss;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.EntryProblem.Entry;

/** The slope against a search by thirds over the same sum. */
class CalibrationSlopeTest {
  private static final int ROWS = 30;
  private static final int COLS = 20;
  private static final Loss LOSS = new LogisticLoss();

  private final Random random = new Random(11);
  private final Matrix left = EntryProblem.gaussian(ROWS, 2, random);
  private final Matrix right = EntryProblem.gaussian(COLS, 2, random);

  private double logOdds(int a, int b) {
    return EntryProblem.dot(left, a, right, b);
  }

  private List<Entry> labels(DoubleUnaryOperator told) {
    List<Entry> labels = new ArrayList<>();
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        double chance = LOSS.response(told.applyAsDouble(logOdds(a, b)));
        labels.add(new Entry(a, b, 1, random.nextDouble() < chance ? 1 : 0));
      }
    }
    return labels;
  }

  private static Objective objective(List<Entry> labels) {
    EntryProblem problem = new EntryProblem(ROWS, COLS, labels);
    return new LocalObjective(problem.blocks(2), problem.transposed().blocks(2)).under(LOSS, true);
  }

  private double slope(List<Entry> labels) {
    return CalibrationSlope.of(objective(labels), new Factors(left, right));
  }

  private double sum(List<Entry> labels, double slope) {
    return labels.stream()
        .mapToDouble(each -> LOSS.value(slope * logOdds(each.row(), each.col()), each.target()))
        .sum();
  }

  private double least(List<Entry> labels) {
    double low = 0;
    double high = 10;
    for (int k = 0; k < 100; k++) {
      double third = (high - low) / 3;
      if (sum(labels, low + third) < sum(labels, high - third)) {
        high -= third;
      } else {
        low += third;
      }
    }
    return low;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.9, 1, 1.3, 2.4, 3.5})
  void minimisesTheLoss(double planted) {
    List<Entry> labels = labels(m -> planted * m);
    assertThat(slope(labels)).isCloseTo(least(labels), within(0.01 * planted));
  }

  @Test
  void certainLabels_haveTheLargestSlope_andOppositeOnesTheLeast() {
    assertThat(slope(labels(m -> 1e3 * m))).isEqualTo(4);
    assertThat(slope(labels(m -> -m))).isEqualTo(0.25);
  }

  @Test
  void zero_staysAsItIs() {
    Factors zero = new Factors(Matrix.zeros(ROWS, 2), Matrix.zeros(COLS, 2));
    assertThat(CalibrationSlope.of(objective(labels(m -> m)), zero)).isEqualTo(1);
  }
}
