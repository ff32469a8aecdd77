package org.overrank.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** theory 9: what every loss promises, by difference quotients and by trying out. */
class LossTest {
  static Stream<Loss> losses() {
    return Stream.of(
        Losses.SQUARED,
        new HuberLoss(0.7),
        new LogisticLoss(),
        new PoissonLoss(),
        new QuantileLoss(0.8, 0.3),
        new QuantileLoss(0.5, 1e-6));
  }

  /** Targets that a loss knows, its edges among them. */
  static double target(Loss loss, Random random) {
    if (loss instanceof LogisticLoss) {
      return List.of(0.0, 1.0, random.nextDouble()).get(random.nextInt(3));
    }
    if (loss instanceof PoissonLoss) {
      return random.nextInt(3) == 0 ? 0 : random.nextInt(20);
    }
    return random.nextGaussian();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void slopeAndCurvatureAreDerivatives(Loss loss) {
    Random random = new Random(1);
    double h = loss instanceof QuantileLoss q ? 1e-3 * q.smoothing() : 1e-5;
    for (int k = 0; k < 300; k++) {
      double y = target(loss, random);
      double m = y + 3 * (random.nextDouble() - 0.5);
      double quotient = (loss.value(m + h, y) - loss.value(m - h, y)) / (2 * h);
      double size = 1 + Math.abs(loss.slope(m, y));
      double kink = loss instanceof QuantileLoss || loss instanceof HuberLoss ? 2e-3 : 0;
      assertThat(quotient).isCloseTo(loss.slope(m, y), within(1e-8 * size + kink));
      double below = loss.slope(m - h, y);
      double above = loss.slope(m + h, y);
      double bent = (above - below) / (2 * h);
      boolean atKink =
          loss.curvature(m - h, y) != loss.curvature(m + h, y)
              && !loss.word().matches("log.*|poi.*");
      if (!atKink) {
        assertThat(bent).isCloseTo(loss.curvature(m, y), within(1e-5 * (1 + bent)));
      }
      assertThat(above).isGreaterThanOrEqualTo(below);
      loss.curvatureBound()
          .ifPresent(bound -> assertThat(loss.curvature(m, y)).isLessThanOrEqualTo(bound));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void valuesAreNotNegative_andComeNearTo0(Loss loss) {
    Random random = new Random(2);
    for (int k = 0; k < 50; k++) {
      double y = target(loss, random);
      double[] values =
          DoubleStream.iterate(-40, m -> m <= 40, m -> m + 1e-3)
              .map(m -> loss.exactValue(m, y))
              .toArray();
      assertThat(DoubleStream.of(values).min().orElseThrow()).isBetween(0.0, 2e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theConjugateIsTheLeastUpperBound(Loss loss) {
    Random random = new Random(3);
    for (int k = 0; k < 200; k++) {
      double y = target(loss, random);
      double at = y + 4 * (random.nextDouble() - 0.5);
      double z = 0.95 * random.nextDouble() * loss.slope(at, y);
      double conjugate = loss.conjugate(z, y);
      double best = Double.NEGATIVE_INFINITY;
      for (double m = -30; m <= 30; m += 1e-3) {
        best = Math.max(best, z * m - loss.exactValue(m, y));
      }
      assertThat(best).isLessThanOrEqualTo(conjugate + 1e-12 * (1 + loss.conjugateSize(z, y)));
      assertThat(best).isGreaterThanOrEqualTo(conjugate - 2e-3 - 1e-6 * Math.abs(conjugate));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void nearbyValuesAreBounded(Loss loss) {
    Random random = new Random(4);
    for (int k = 0; k < 500; k++) {
      double y = target(loss, random);
      double m = y + 3 * random.nextGaussian();
      double d = 2 * random.nextDouble() - 1;
      double bound =
          loss.exactValue(m, y) + loss.steepness(m, y) * Math.abs(d) + loss.bend(m, y) * d * d / 2;
      assertThat(loss.exactValue(m + d, y)).isLessThanOrEqualTo(bound * (1 + 1e-12) + 1e-12);
      assertThat(loss.value(m, y)).isLessThanOrEqualTo(loss.exactValue(m, y) * (1 + 1e-15));
    }
  }

  @Test
  void extremePredictions_giveNoNaN() {
    for (double m : new double[] {-1e308, -800, -40, 0, 40, 800, 1e308}) {
      assertThat(new LogisticLoss().value(m, 1)).isNotNaN().isNotNegative();
      assertThat(new LogisticLoss().slope(m, 0)).isBetween(0.0, 1.0);
      assertThat(new PoissonLoss().value(m, 3)).isNotNaN().isNotNegative();
      assertThat(new PoissonLoss().value(m, 0)).isNotNaN().isNotNegative();
    }
  }

  @Test
  void responsesAreProbabilitiesAndRates() {
    assertThat(new LogisticLoss().response(0)).isEqualTo(0.5);
    assertThat(new LogisticLoss().response(2) + new LogisticLoss().response(-2))
        .isCloseTo(1, within(1e-15));
    assertThat(new PoissonLoss().response(Math.log(7))).isCloseTo(7, within(1e-14));
    assertThat(new HuberLoss(1).response(3)).isEqualTo(3);
  }

  @Test
  void targetsThatALossCannotUse_areNamed() {
    assertThat(new LogisticLoss().refusal(2)).contains("label");
    assertThat(new LogisticLoss().refusal(-1)).isNull();
    assertThat(new PoissonLoss().refusal(-1)).contains("negative");
    assertThat(new PoissonLoss().refusal(2.5)).isNull();
    assertThat(Losses.SQUARED.refusal(-1e9)).isNull();
  }
}
