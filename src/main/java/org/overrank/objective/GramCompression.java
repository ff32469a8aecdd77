package org.overrank.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overrank.linalg.Cholesky;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.Storage;

/**
 * Many measurements as d1·d2 + 1 equivalent ones, in one pass (numerics, "Gram compression").
 *
 * <p>Any X̂ with X̂ᵀX̂ = XᵀX, X = [A y], gives ‖Â vec M − ŷ‖ = ‖A(M) − y‖ for every M, and the same
 * A*(r) and ⟨r, y⟩. Here X̂ is the Cholesky factor of the {@link GramMatrix}, or the roots of its
 * eigenvalues where that is not positive definite. As X̂ is a table of measurements too, every pass
 * over it is that of a dense block on the driver, and ‖r̂‖² a sum of squares, never a difference.
 *
 * <p>What is lost: forming XᵀX perturbs ‖r‖² by about u·(‖A‖‖M‖ + ‖y‖)², so {@link #digitsLost} is
 * the part of it that rounding may be. A certificate is made of the measurements themselves.
 */
public final class GramCompression {
  /** Rounding of a Gram matrix of well-scaled data, relative to its trace: some units. */
  private static final double ROUNDING = 0x1.0p-48;

  private final Objective objective;
  private final double targetNormSquared;
  private final double leastResidual;

  private GramCompression(Objective objective, double targetNormSquared, double leastResidual) {
    this.objective = objective;
    this.targetNormSquared = targetNormSquared;
    this.leastResidual = leastResidual;
  }

  /**
   * Compresses measurements; one pass.
   *
   * @param data measurements that are not entries
   * @return the equivalent problem
   */
  public static GramCompression of(Objective data) {
    ProblemShape shape = data.shape();
    Matrix gram = data.evaluate(new GramMatrix());
    double targetNormSquared = gram.get(gram.rows() - 1, gram.rows() - 1);
    Root root = Root.of(gram);
    Objective objective = new LocalObjective(shape, List.of(block(shape, root.rows)), List.of());
    return new GramCompression(objective, targetNormSquared, root.leastResidual);
  }

  /**
   * Rows of a matrix whose Gram matrix is a given one.
   *
   * @param rows of [Â ŷ]
   * @param leastResidual min ‖A(M) − y‖² over all M, 0 where it is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
  private record Root(double[][] rows, double leastResidual) {
    static Root of(Matrix gram) {
      Cholesky cholesky = new Cholesky(gram.rows());
      if (factor(cholesky, gram)) {
        int last = gram.rows() - 1;
        for (int i = 0; i <= last; i++) {
          Arrays.fill(cholesky.rows()[i], 0, i, 0);
        }
        double pivot = cholesky.rows()[last][last];
        return new Root(cholesky.rows(), pivot * pivot);
      }
      return ofEigenvalues(SymmetricEigen.of(symmetric(gram)));
    }

    /** Targets that can be met exactly leave a last pivot of rounding: one of its size will do. */
    private static boolean factor(Cholesky cholesky, Matrix gram) {
      int last = gram.rows() - 1;
      if (cholesky.factor(gram.data(), gram.rows())) {
        return true;
      }
      Matrix raised = gram.copy();
      raised.set(last, last, gram.get(last, last) * (1 + ROUNDING));
      return cholesky.factor(raised.data(), gram.rows());
    }

    private static Root ofEigenvalues(SymmetricEigen eigen) {
      int order = eigen.values().length;
      double[][] rows = new double[order][order];
      for (int k = 0; k < order; k++) {
        double scale = Math.sqrt(Math.max(0, eigen.values()[k]));
        for (int j = 0; j < order; j++) {
          rows[k][j] = scale * eigen.vectors().get(j, k);
        }
      }
      return new Root(rows, 0);
    }
  }

  private static Matrix symmetric(Matrix upper) {
    Matrix result = upper.copy();
    for (int i = 0; i < upper.rows(); i++) {
      for (int j = 0; j < i; j++) {
        result.set(i, j, upper.get(j, i));
      }
    }
    return result;
  }

  private static MatrixBlock block(ProblemShape shape, double[][] root) {
    List<Measurement> measurements = new ArrayList<>();
    for (double[] row : root) {
      int cells = row.length - 1;
      measurements.add(
          new Measurement(new SensingMatrix.Dense(Arrays.copyOf(row, cells)), row[cells], 1));
    }
    return new BlockSpec(MeasurementKind.DENSE, shape.rows(), shape.cols(), Storage.DOUBLE, 0)
        .build(measurements);
  }

  /**
   * The equivalent problem, in this JVM; a pass reads none of the measurements.
   *
   * @return an objective of the same shape, N included
   */
  public Objective objective() {
    return objective;
  }

  /**
   * What rounding may be of the objective's least value.
   *
   * @return at least the relative error of (1/N)‖r‖², in order of magnitude; infinite where the
   *     measurements can be met exactly, so that nothing is known
   */
  public double digitsLost() {
    return ROUNDING * targetNormSquared / leastResidual;
  }
}
