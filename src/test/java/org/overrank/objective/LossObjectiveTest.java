package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.overrank.LocalSpark;
import org.overrank.loss.HuberLoss;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.loss.PoissonLoss;
import org.overrank.loss.QuantileLoss;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.EntryCells;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.LossProblem;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.DistributedObjective;

/** theory 9: the data term of every loss on every kind of measurement, against plain loops. */
class LossObjectiveTest {
  static Stream<Arguments> cases() {
    return LossProblem.KINDS.stream()
        .flatMap(
            kind ->
                Stream.of(
                        new HuberLoss(0.5),
                        new LogisticLoss(),
                        new PoissonLoss(),
                        new QuantileLoss(0.7, 0.2))
                    .flatMap(
                        loss ->
                            Stream.of(true, false)
                                .map(weighted -> Arguments.of(kind, loss, weighted))));
  }

  private static LossProblem problem(MeasurementKind kind, Loss loss, boolean weighted) {
    return LossProblem.random(kind, loss, 7, 5, 30, weighted, 11);
  }

  private static Factors point(long seed) {
    return point(seed, 7, 5);
  }

  private static Factors point(long seed, int rows, int cols) {
    Random random = new Random(seed);
    return new Factors(
            EntryProblem.gaussian(rows, 2, random), EntryProblem.gaussian(cols, 2, random))
        .times(0.6);
  }

  /** (1/N) Σ w ℓ, in the units of the user. */
  private static double plain(LossProblem problem, Factors x) {
    double[] cells = x.product().data();
    double sum = 0;
    for (int i = 0; i < problem.measurements().size(); i++) {
      Measurement each = problem.measurements().get(i);
      double m = 0;
      for (int j = 0; j < cells.length; j++) {
        m += problem.matrices().get(i)[j] * cells[j];
      }
      sum += each.weight() * problem.loss().value(m, each.value());
    }
    return sum / problem.measurements().size();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valueAndGradient(MeasurementKind kind, Loss loss, boolean weighted) {
    LossProblem problem = problem(kind, loss, weighted);
    Objective data = problem.objective();
    Units units = data.shape().units();
    Factors x = point(1);
    Factors inUnits = units.factorsOf(x);
    ValueAndGradient.Answer here = data.evaluate(new ValueAndGradient(inUnits));
    assertThat(units.toValue(here.value())).isCloseTo(plain(problem, x), within(1e-12));
    Factors direction = point(2);
    double h = 1e-6;
    double quotient =
        (plain(problem, x.plus(h, direction)) - plain(problem, x.plus(-h, direction))) / (2 * h);
    double slope = units.toValue(here.gradient().dot(units.factorsOf(direction)));
    assertThat(slope).isCloseTo(quotient, within(1e-6 * (1 + Math.abs(quotient))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hessianAndLine(MeasurementKind kind, Loss loss, boolean weighted) {
    Objective data = problem(kind, loss, weighted).objective();
    Factors x = data.shape().units().factorsOf(point(1));
    Factors d = data.shape().units().factorsOf(point(3));
    if (loss instanceof LogisticLoss || loss instanceof PoissonLoss) {
      HessianChecks.productIsTheDerivativeOfTheGradient(data, x, d);
    }
    Quartic model = data.evaluate(new LineSearchQuartic(x, d));
    ValueAndGradient.Answer here = data.evaluate(new ValueAndGradient(x));
    assertThat(model.c0()).isCloseTo(here.value(), within(1e-13 * (1 + here.value())));
    assertThat(model.c1()).isCloseTo(here.gradient().dot(d), within(1e-12));
    for (double step : new double[] {0.1, 0.5, 1}) {
      LineSamples.Sample at = data.evaluate(new LineSamples(x, d, List.of(step))).get(0);
      ValueAndGradient.Answer there = data.evaluate(new ValueAndGradient(x.plus(step, d)));
      assertThat(at.value()).isCloseTo(there.value(), within(1e-12 * (1 + there.value())));
      assertThat(at.slope())
          .isCloseTo(there.gradient().dot(d), within(1e-11 * (1 + Math.abs(at.slope()))));
      if (loss.curvatureBound().isPresent()) {
        assertThat(model.at(step)).isGreaterThanOrEqualTo(there.value() * (1 - 1e-12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theStepAlongALine_isTheBestOfMany(MeasurementKind kind, Loss loss, boolean weighted) {
    Objective data = problem(kind, loss, weighted).objective();
    RegularizedObjective f = new RegularizedObjective(data, 0.01);
    Factors x = point(4);
    Factors down = f.valueAndGradient(x).gradient().times(-1);
    double found = f.valueAndGradient(x.plus(f.stepAlong(x, down), down)).value();
    for (double step = 1e-3; step < 1e3; step *= 1.3) {
      double there = f.valueAndGradient(x.plus(step, down)).value();
      assertThat(found).isLessThanOrEqualTo(there + 2e-2 * (f.valueAndGradient(x).value() - found));
    }
  }

  @Test
  void throughSpark_theSameBits() {
    LossProblem problem =
        LossProblem.random(MeasurementKind.ENTRIES, new LogisticLoss(), 30, 20, 300, true, 5);
    assertSameBits(problem.objective(), throughSpark(problem));
  }

  @Test
  void roundedOffOtherwise_theSameBitsThroughSpark_andTheSameObjective() {
    Loss loss = Losses.of("absolute").forTargets(4);
    LossProblem problem = LossProblem.random(MeasurementKind.ENTRIES, loss, 30, 20, 300, true, 5);
    Objective wide = problem.objective().roundedBy(0.5);
    assertSameBits(wide, throughSpark(problem).roundedBy(0.5));
    Factors x = point(5, 30, 20);
    LossSums ofWide = sums(wide, x);
    LossSums ofNarrow = sums(problem.objective(), x);
    assertThat(ofWide.value()).isEqualTo(ofNarrow.value());
    assertThat(ofWide.slack()).isGreaterThan(10 * ofNarrow.slack()).isPositive();
    assertThat(problem.objective().roundedBy(loss.smoothing()).shape().loss()).isEqualTo(loss);
  }

  private static LossSums sums(Objective data, Factors x) {
    return Objects.requireNonNull(data.evaluate(new ResidualSums(x)).loss());
  }

  private static Objective throughSpark(LossProblem problem) {
    Objective local = problem.objective();
    List<EntryBlock> whole = List.of(EntryCells.scaled(problem.measurements()).byRows(30, 20));
    return new DistributedObjective(
            local.shape().under(Losses.SQUARED), LocalSpark.context().parallelize(whole, 1), null)
        .under(problem.loss(), true);
  }

  private static void assertSameBits(Objective local, Objective spread) {
    Factors x = point(1, 30, 20);
    ValueAndGradient.Answer here = local.evaluate(new ValueAndGradient(x));
    ValueAndGradient.Answer there = spread.evaluate(new ValueAndGradient(x));
    assertThat(there.value()).isEqualTo(here.value());
    assertThat(Arrays.equals(there.gradient().left().data(), here.gradient().left().data()))
        .isTrue();
    try (Residual a = local.residual(x, 0);
        Residual b = spread.residual(x, 0)) {
      assertThat(b.sums().value()).isEqualTo(a.sums().value());
      assertThat(b.gramTimes(x.right()).data()).isEqualTo(a.gramTimes(x.right()).data());
    }
  }
}
