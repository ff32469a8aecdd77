package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.fit.Fit;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.loss.HuberLoss;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.SensingMatrix;

/** theory 9: values far from 1 are certified under Huber's loss as those near it are. */
class LossScaleTest {
  private static Certificate certified(int exponent) {
    Random random = new Random(5);
    List<Measurement> entries = new ArrayList<>();
    for (int a = 0; a < 12; a++) {
      for (int b = 0; b < 8; b++) {
        double spike = random.nextInt(10) == 0 ? 5 : 0;
        double value = Math.sin(a) * Math.cos(b) + 0.1 * random.nextGaussian() + spike;
        entries.add(
            new Measurement(new SensingMatrix.Entry(a, b, 1), Math.scalb(value, exponent), 1));
      }
    }
    Objective data =
        LocalObjective.ofEntries(12, 8, entries)
            .under(new HuberLoss(Math.scalb(0.3, exponent)), false);
    FitSettings settings =
        FitSettings.builder()
            .lambda(Math.scalb(0.01, exponent))
            .solver(SolverKind.SCALED_LBFGS)
            .relativeGap(1e-6)
            .build();
    return new Fit(data, settings, row -> {}).run().certificate();
  }

  @ParameterizedTest
  @ValueSource(ints = {-490, -200, 200, 480})
  void powersOfTwo_leaveTheProofWhatItIs(int exponent) {
    Certificate near = certified(0);
    Certificate far = certified(exponent);
    assertThat(far.relativeGap()).isLessThanOrEqualTo(1e-6);
    assertThat(Math.scalb(far.lowerBound(), -2 * exponent))
        .isPositive()
        .isLessThanOrEqualTo(near.convexObjective());
    assertThat(Math.scalb(far.convexObjective(), -2 * exponent))
        .isGreaterThanOrEqualTo(near.lowerBound());
  }
}
