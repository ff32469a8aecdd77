package org.overrank.optim;

import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.Gauge;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.ResidualAdjoint;

/** A matrix M with what the convex twin is there: F, G, and its balanced factors. */
final class ConvexIterate {
  private final Matrix matrix;
  private final Factors slim;
  private final Factors factors;
  private final double nuclearNorm;
  private final double value;
  private final ExplicitOperator operator;
  private final Matrix adjoint;
  private final double lambda;
  private final Gauge gauge;

  /** Reads the measurements once, at balanced factors that have no needless columns. */
  private ConvexIterate(RegularizedObjective objective, Factors factors, double nuclearNorm) {
    ProblemShape shape = objective.data().shape();
    this.lambda = objective.lambda();
    this.gauge = objective.gauge();
    this.slim = factors;
    this.nuclearNorm = nuclearNorm;
    this.matrix = factors.product();
    this.factors = padded(factors, Math.min(shape.rows(), shape.cols()));
    objective.countPasses(1);
    ResidualAdjoint.Answer answer = objective.data().evaluate(new ResidualAdjoint(factors));
    this.operator = answer.adjoint();
    this.adjoint = operator.toDense();
    this.value =
        answer.sums().residualNormSquared() / shape.measurements() + 2 * lambda * nuclearNorm;
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("the objective is not finite (" + value + ")");
    }
  }

  /**
   * The iterate at M = UVᵀ; one pass.
   *
   * @param objective f
   * @param start (U, V)
   * @return the iterate, in balanced gauge
   */
  static ConvexIterate of(RegularizedObjective objective, Factors start) {
    return of(objective, objective.gauge().balanced(start));
  }

  /**
   * The iterate that {@link #slim} and {@link #nuclearNorm} were asked of; one pass.
   *
   * @param objective f
   * @param slim its factors
   * @param nuclearNorm ‖M‖_*
   * @return the iterate
   */
  static ConvexIterate again(RegularizedObjective objective, Factors slim, double nuclearNorm) {
    return new ConvexIterate(objective, slim, nuclearNorm);
  }

  /**
   * The proximal step: singular values of Y − ∇/L less 2λ/L; one pass.
   *
   * @param objective f
   * @param from Y
   * @param gradient the gradient of the data term at Y
   * @param curvature L
   * @return the iterate there
   */
  static ConvexIterate proximal(
      RegularizedObjective objective, Matrix from, Matrix gradient, double curvature) {
    Matrix shifted = from.copy();
    double[] data = shifted.data();
    for (int i = 0; i < data.length; i++) {
      data[i] -= gradient.data()[i] / curvature;
    }
    double threshold = 2 * objective.lambda() / curvature;
    return of(objective, objective.gauge().proximal(shifted, threshold));
  }

  private static ConvexIterate of(RegularizedObjective objective, Gauge.Balanced point) {
    return new ConvexIterate(objective, point.factors(), point.nuclearNorm());
  }

  private Factors padded(Factors factors, int width) {
    int together = gauge.columnsTogether();
    int missing = (width + together - 1) / together * together - factors.searchRank();
    return missing <= 0
        ? factors
        : factors.appendColumns(
            gauge.project(Factors.zeros(factors.rows(), factors.cols(), missing)));
  }

  /** Balanced factors of M without needless columns. */
  Factors slim() {
    return slim;
  }

  /** ‖M‖_*. */
  double nuclearNorm() {
    return nuclearNorm;
  }

  /** M, d1 × d2. */
  Matrix matrix() {
    return matrix;
  }

  /** Balanced factors of M, min(d1, d2) columns. */
  Factors factors() {
    return factors;
  }

  /** F(M), which is f at the balanced factors. */
  double value() {
    return value;
  }

  /** G = (2/N)A*(A(M) − y), d1 × d2. */
  Matrix adjoint() {
    return adjoint;
  }

  /** ∇f at the balanced factors: (GV + 2λU, GᵀU + 2λV). */
  Factors gradient() {
    return gauge
        .project(
            new Factors(operator.times(factors.right()), operator.transposedTimes(factors.left())))
        .plus(2 * lambda, factors);
  }
}
