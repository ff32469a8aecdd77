package org.overrank.data.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.loss.PoissonLoss;
import org.overrank.loss.QuantileLoss;

/** Errors in the words of a loss, against plain loops. */
class LossTotalsTest {
  private static final Loss LOGISTIC = new LogisticLoss();

  private static LabelScores labels(LossTotals totals) {
    return Objects.requireNonNull(errors(totals).labels());
  }

  private static LossErrors errors(LossTotals totals) {
    return Objects.requireNonNull(totals.errors());
  }

  @Test
  void labels_byAllPairs_inTwoParts() {
    Random random = new Random(1);
    int n = 500;
    double[] link = new double[n];
    double[] label = new double[n];
    LossTotals first = new LossTotals(LOGISTIC, 0.5, 0);
    LossTotals second = new LossTotals(LOGISTIC, 0.5, 0);
    double mean = 0;
    for (int i = 0; i < n; i++) {
      link[i] = Math.rint(4 * random.nextGaussian()) / 4; // Some are equal.
      label[i] = random.nextDouble() < 1 / (1 + Math.exp(-link[i])) ? 1 : 0;
      mean += Math.log1p(Math.exp(label[i] == 1 ? -link[i] : link[i])) / n;
      (i < 200 ? first : second).add(label[i], LOGISTIC.response(link[i]), true);
    }
    LossErrors errors = errors(first.plus(second));
    LabelScores scores = Objects.requireNonNull(errors.labels());
    double above = 0;
    double pairs = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (label[i] == 1 && label[j] == 0) {
          pairs++;
          above += link[i] > link[j] ? 1 : link[i] == link[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(errors.mean()).isCloseTo(mean, within(1e-12));
    assertThat(scores.auc()).isCloseTo(above / pairs, within(1e-12));
    assertThat(scores.calibration()).isBetween(0.0, 0.1);
  }

  @Test
  void shiftedOdds_areBadlyCalibrated_andOrderedAsWell() {
    Random random = new Random(2);
    LossTotals right = new LossTotals(LOGISTIC, 0.5, 0);
    LossTotals shifted = new LossTotals(LOGISTIC, 0.5, 0);
    for (int i = 0; i < 5000; i++) {
      double link = 2 * random.nextGaussian();
      double label = random.nextDouble() < 1 / (1 + Math.exp(-link)) ? 1 : 0;
      right.add(label, LOGISTIC.response(link), true);
      shifted.add(label, LOGISTIC.response(link + 2), true);
    }
    assertThat(labels(right).calibration()).isLessThan(0.03);
    assertThat(labels(shifted).calibration()).isGreaterThan(0.15);
    assertThat(labels(shifted).auc()).isCloseTo(labels(right).auc(), within(1e-12));
  }

  @Test
  void shrunkOdds_haveASlopeThatUndoesIt() {
    Random random = new Random(3);
    LossTotals right = new LossTotals(LOGISTIC, 0.5, 0);
    LossTotals shrunk = new LossTotals(LOGISTIC, 0.5, 0);
    for (int i = 0; i < 5000; i++) {
      double link = 2 * random.nextGaussian();
      double label = random.nextDouble() < 1 / (1 + Math.exp(-link)) ? 1 : 0;
      right.add(label, LOGISTIC.response(link), true);
      shrunk.add(label, LOGISTIC.response(0.4 * link), true);
    }
    double slope = Objects.requireNonNull(labels(right).slope());
    assertThat(slope).isBetween(0.95, 1.05);
    assertThat(labels(shrunk).slope()).isCloseTo(slope / 0.4, within(1e-9));
  }

  @Test
  void oddsThatAreAlwaysRight_haveNoSlope() {
    LossTotals sure = new LossTotals(LOGISTIC, 0.5, 0);
    sure.add(1, LOGISTIC.response(1), true);
    sure.add(0, LOGISTIC.response(-1), true);
    assertThat(labels(sure).slope()).isNull();
  }

  @Test
  void countsHaveTheirDeviance_squaresNoWordsOfTheirOwn() {
    LossTotals counts = new LossTotals(new PoissonLoss(), 1.5, 0);
    counts.add(3, 3, true);
    counts.add(0, 0.5, true);
    LossErrors errors = errors(counts);
    assertThat(errors.mean()).isCloseTo(0.25, within(1e-12));
    assertThat(errors.labels()).isNull();
    assertThat(new LossTotals(Losses.SQUARED, 0, 0).errors()).isNull();
  }

  /**
   * A row's mean is no quantile: moved by one number it is as good as a quantile of what is left.
   */
  @Test
  void quantiles_rivalsAreMovedToTheirs() {
    Random random = new Random(4);
    QuantileLoss loss = QuantileLoss.of(0.9);
    LossTotals totals = new LossTotals(loss, 0, 2);
    int n = 1000;
    double[] actual = random.doubles(n).toArray();
    for (double y : actual) {
      totals.add(y, 0.9, true, 0.5, y - 3);
    }
    LossErrors errors = errors(totals);
    double least =
        Arrays.stream(actual).map(m -> mean(actual, y -> loss.exactValue(m, y))).min().orElse(0);
    LossErrors.Rival constant = errors.rivals().get(0);
    assertThat(constant.loss()).isCloseTo(least, within(1e-12));
    assertThat(constant.gain()).isCloseTo(1 - errors.mean() / least, within(1e-12)).isNegative();
    assertThat(errors.rivals().get(1).loss()).isCloseTo(0, within(1e-15));
    double deviation =
        Math.sqrt(mean(actual, y -> Math.pow(loss.exactValue(0.9, y) - errors.mean(), 2)));
    assertThat(errors.standardError()).isCloseTo(deviation / Math.sqrt(n), within(1e-12));
  }

  private static double mean(double[] actual, DoubleUnaryOperator loss) {
    return Arrays.stream(actual).map(loss).sum() / actual.length;
  }

  /** A row of nothing but no says "surely no", for which a single yes would be charged hundreds. */
  @Test
  void labels_rivalsAreDrawnIntoTheRangeAndALittleToTheMean() {
    LossTotals totals = new LossTotals(LOGISTIC, 0.5, 2);
    totals.add(1, 0.5, true, 0, -3);
    totals.add(0, 0.5, true, 0, -3);
    List<LossErrors.Rival> rivals = errors(totals).rivals();
    double least = -(Math.log(0.025) + Math.log(0.975)) / 2;
    assertThat(rivals.get(0).loss()).isCloseTo(least, within(1e-12));
    assertThat(rivals.get(1)).isEqualTo(rivals.get(0));
    assertThat(rivals.get(0).gain()).isCloseTo(1 - Math.log(2) / least, within(1e-12));
  }
}
