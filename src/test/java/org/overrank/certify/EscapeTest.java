package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.landscape.Instance;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.Ring;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.Svd;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.SensingMatrix;

/** The column along the leading pair of G (theory, section 3, "Escape"). */
class EscapeTest {
  private static final double LAMBDA = 0.01;

  private final Instance ring = new Ring(1, 7, 3);
  private final RegularizedObjective f =
      new RegularizedObjective(LocalProblem.of(ring).objective(), LAMBDA);

  private static Factors point(long seed) {
    return new Factors(
        GaussianNumbers.matrix(7, 2, seed, 1), GaussianNumbers.matrix(7, 2, seed, 2));
  }

  /** ‖A(abᵀ)‖², from the measurements one by one. */
  private double image(Matrix a, Matrix b) {
    double sum = 0;
    for (long i = 0; i < ring.count(); i++) {
      Measurement measurement = ring.measurement(i);
      SensingMatrix.Entry cell = (SensingMatrix.Entry) measurement.matrix();
      double value = cell.coefficient() * a.data()[cell.row()] * b.data()[cell.col()];
      sum += measurement.weight() * value * value;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theory3_escape_theAppendedColumnChangesFByTheFormula(long seed) {
    Factors point = point(seed);
    double before = f.valueAndGradient(point).value();
    try (Assessment assessment = new Certifier(f, 1).assess(point)) {
      Matrix g = assessment.adjoint().times(Matrix.identity(7));
      Svd svd = Svd.of(g);
      double sigma = svd.values()[0];
      Matrix a = svd.leftVectors().leadingColumns(1);
      Matrix b = svd.rightVectors().leadingColumns(1);
      double fourth = image(a, b) / ring.count();
      double best = (sigma - 2 * LAMBDA) / (2 * fourth);
      assertThat(best).isPositive();
      for (double t : new double[] {0.1 * best, best, 3 * best}) {
        double root = Math.sqrt(t);
        Factors wider =
            point.appendColumns(
                new Factors(Multiply.ab(a, scalar(-root)), Multiply.ab(b, scalar(root))));
        double change = f.valueAndGradient(wider).value() - before;
        assertThat(change)
            .isCloseTo(-t * (sigma - 2 * LAMBDA) + t * t * fourth, within(1e-11 * before));
      }
      Factors escaped = new Escape(f, 1).widen(assessment, 1);
      double decrease = (sigma - 2 * LAMBDA) * (sigma - 2 * LAMBDA) / (4 * fourth);
      assertThat(before - f.valueAndGradient(escaped).value())
          .isCloseTo(decrease, within(1e-3 * decrease));
    }
  }

  private static Matrix scalar(double value) {
    return Matrix.wrap(1, 1, new double[] {value});
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theory2_theTwinIsNeverAboveFAndEqualInTheBalancedGauge(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Factors point = point(seed);
    double scale = random.nextDouble(2, 5);
    Factors lopsided = new Factors(times(point.left(), scale), times(point.right(), 1 / scale));
    try (Assessment even = new Certifier(f, 1).assess(point);
        Assessment uneven = new Certifier(f, 1).assess(lopsided)) {
      assertThat(even.convexObjective()).isLessThanOrEqualTo(even.objective());
      assertThat(uneven.convexObjective()).isLessThan(uneven.objective());
      assertThat(uneven.convexObjective())
          .isCloseTo(even.convexObjective(), within(1e-12 * even.objective()));
    }
  }

  private static Matrix times(Matrix x, double factor) {
    Matrix result = x.copy();
    for (int i = 0; i < result.data().length; i++) {
      result.data()[i] *= factor;
    }
    return result;
  }
}
