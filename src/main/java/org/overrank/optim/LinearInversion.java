package org.overrank.optim;

import java.util.Optional;
import org.overrank.linalg.Axpy;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.Gauge;
import org.overrank.objective.Objective;
import org.overrank.objective.ValueAndGradient;

/**
 * The matrix that explains measurements best by squares, of no low rank, without a penalty and with
 * eigenvalues of any sign: what answers are compared with where matrices are small.
 *
 * <p>Conjugate gradients on all cells, M = M·I as factors of full width, from zero, so that of
 * several such matrices it is the least one. A pass an iteration; where measurements are complete
 * sets of settings there are as many as A*A has values, one more than qubits.
 */
public final class LinearInversion {
  private static final double TOLERANCE = 1e-9;
  private static final int MOST_PASSES = 200;

  private final Objective objective;
  private final Gauge gauge;
  private final int size;

  private LinearInversion(Objective objective, Gauge gauge) {
    this.objective = objective;
    this.gauge = gauge;
    this.size = objective.shape().rows();
  }

  /**
   * Solves A*(A(M) − y) = 0.
   *
   * @param objective of squares, n × n
   * @param gauge of square matrices, whose space M is in
   * @return M, n × n, in the units of the objective; empty where {@value #MOST_PASSES} passes do
   *     not bring the residual down to 10⁻⁹ of what it was
   */
  public static Optional<Matrix> of(Objective objective, Gauge gauge) {
    return new LinearInversion(objective, gauge).run();
  }

  private Optional<Matrix> run() {
    Matrix found = Matrix.zeros(size, size);
    Matrix start = gradient(found);
    Matrix rest = Matrix.zeros(size, size);
    add(-1, start, rest);
    Matrix direction = rest.copy();
    double square = Dot.sumOfSquares(rest.data());
    double enough = TOLERANCE * TOLERANCE * square;
    for (int pass = 1; square > enough && pass < MOST_PASSES; pass++) {
      Matrix image = gradient(direction);
      add(-1, start, image);
      double step = square / dot(direction, image);
      add(step, direction, found);
      add(-step, image, rest);
      double next = Dot.sumOfSquares(rest.data());
      Matrix turned = rest.copy();
      add(next / square, direction, turned);
      direction = turned;
      square = next;
    }
    return square <= enough ? Optional.of(found) : Optional.empty();
  }

  /** The gradient at a matrix: linear in it but for its value at zero. */
  private Matrix gradient(Matrix at) {
    Factors point = new Factors(at, Matrix.identity(size));
    return gauge.project(objective.evaluate(new ValueAndGradient(point)).gradient().left());
  }

  private static double dot(Matrix a, Matrix b) {
    return Dot.product(a.data(), 0, b.data(), 0, a.data().length);
  }

  private static void add(double factor, Matrix x, Matrix to) {
    Axpy.add(factor, x.data(), 0, to.data(), 0, x.data().length);
  }
}
