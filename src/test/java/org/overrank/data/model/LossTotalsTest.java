package org.overrank.data.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.Losses;
import org.overrank.loss.PoissonLoss;

/** Errors in the words of a loss, against plain loops. */
class LossTotalsTest {
  private static LossErrors errors(LossTotals totals) {
    return Objects.requireNonNull(totals.errors());
  }

  @Test
  void labels_byAllPairs_inTwoParts() {
    Random random = new Random(1);
    int n = 500;
    double[] link = new double[n];
    double[] label = new double[n];
    LossTotals first = new LossTotals(new LogisticLoss());
    LossTotals second = new LossTotals(new LogisticLoss());
    double mean = 0;
    for (int i = 0; i < n; i++) {
      link[i] = Math.rint(4 * random.nextGaussian()) / 4; // Some are equal.
      label[i] = random.nextDouble() < 1 / (1 + Math.exp(-link[i])) ? 1 : 0;
      mean += Math.log1p(Math.exp(label[i] == 1 ? -link[i] : link[i])) / n;
      (i < 200 ? first : second).add(label[i], link[i], true);
    }
    LossErrors errors = errors(first.plus(second));
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
    assertThat(errors.auc()).isCloseTo(above / pairs, within(1e-12));
    assertThat(errors.calibration()).isBetween(0.0, 0.1);
  }

  @Test
  void shiftedOdds_areBadlyCalibrated_andOrderedAsWell() {
    Random random = new Random(2);
    LossTotals right = new LossTotals(new LogisticLoss());
    LossTotals shifted = new LossTotals(new LogisticLoss());
    for (int i = 0; i < 5000; i++) {
      double link = 2 * random.nextGaussian();
      double label = random.nextDouble() < 1 / (1 + Math.exp(-link)) ? 1 : 0;
      right.add(label, link, true);
      shifted.add(label, link + 2, true);
    }
    assertThat(errors(right).calibration()).isLessThan(0.03);
    assertThat(errors(shifted).calibration()).isGreaterThan(0.15);
    assertThat(errors(shifted).auc()).isCloseTo(errors(right).auc(), within(1e-12));
  }

  @Test
  void shrunkOdds_haveASlopeThatUndoesIt() {
    Random random = new Random(3);
    LossTotals right = new LossTotals(new LogisticLoss());
    LossTotals shrunk = new LossTotals(new LogisticLoss());
    for (int i = 0; i < 5000; i++) {
      double link = 2 * random.nextGaussian();
      double label = random.nextDouble() < 1 / (1 + Math.exp(-link)) ? 1 : 0;
      right.add(label, link, true);
      shrunk.add(label, 0.4 * link, true);
    }
    double slope = Objects.requireNonNull(errors(right).slope());
    assertThat(slope).isBetween(0.95, 1.05);
    assertThat(errors(shrunk).slope()).isCloseTo(slope / 0.4, within(1e-9));
  }

  @Test
  void oddsThatAreAlwaysRight_haveNoSlope() {
    LossTotals sure = new LossTotals(new LogisticLoss());
    sure.add(1, 1, true);
    sure.add(0, -1, true);
    assertThat(errors(sure).slope()).isNull();
  }

  @Test
  void countsHaveTheirDeviance_squaresNoWordsOfTheirOwn() {
    LossTotals counts = new LossTotals(new PoissonLoss());
    counts.add(3, Math.log(3), true);
    counts.add(0, Math.log(0.5), true);
    LossErrors errors = errors(counts);
    assertThat(errors.mean()).isCloseTo(0.25, within(1e-12));
    assertThat(errors.auc()).isNull();
    assertThat(new LossTotals(Losses.SQUARED).errors()).isNull();
  }
}
