package org.overrank.certify;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.SensingProblem;

/**
 * min_M F(M) = (1/N)‖A(M) − y‖² + 2λ‖M‖_* by accelerated proximal gradient steps on M with adaptive
 * restart: an independent second opinion that knows neither factors nor duality.
 */
public final class ProximalGradientOracle {
  private static final int ITERATIONS = 4000;
  private static final double TOLERANCE = 1e-13;

  private final int rows;
  private final int cols;
  private final double[][] matrices;
  private final double[] targets;
  private final double lambda;

  /** Measurements as full matrices √w A_i by rows, with targets √w y_i. */
  public ProximalGradientOracle(
      int rows, int cols, double[][] matrices, double[] targets, double lambda) {
    this.rows = rows;
    this.cols = cols;
    this.matrices = matrices;
    this.targets = targets;
    this.lambda = lambda;
  }

  public ProximalGradientOracle(EntryProblem problem, double lambda) {
    this(
        problem.rows(),
        problem.cols(),
        problem.entries().stream().map(e -> cells(problem, e)).toArray(double[][]::new),
        problem.entries().stream().mapToDouble(EntryProblem.Entry::target).toArray(),
        lambda);
  }

  public ProximalGradientOracle(SensingProblem problem, double lambda) {
    this(
        problem.spec().rows(),
        problem.spec().cols(),
        problem.matrices(),
        problem.targets(),
        lambda);
  }

  private static double[] cells(EntryProblem problem, EntryProblem.Entry entry) {
    double[] cells = new double[problem.rows() * problem.cols()];
    cells[entry.row() * problem.cols() + entry.col()] = entry.coefficient();
    return cells;
  }

  /** F at the last iterate: an upper bound of the optimum, and near it to about twelve digits. */
  public double optimum() {
    double step = 1 / lipschitz();
    DMatrixRMaj m = new DMatrixRMaj(rows, cols);
    DMatrixRMaj ahead = m.copy();
    double momentum = 1;
    double value = value(m);
    for (int k = 0; k < ITERATIONS; k++) {
      DMatrixRMaj next = ahead.copy();
      CommonOps_DDRM.addEquals(next, -step, gradient(ahead));
      next = shrink(next, 2 * lambda * step);
      double nextValue = value(next);
      double change = relativeChange(next, m);
      double nextMomentum = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      if (nextValue > value) {
        nextMomentum = 1;
        ahead = m.copy();
      } else {
        ahead = next.copy();
        CommonOps_DDRM.scale(1 + (momentum - 1) / nextMomentum, ahead);
        CommonOps_DDRM.addEquals(ahead, -(momentum - 1) / nextMomentum, m);
        m = next;
        value = nextValue;
      }
      momentum = nextMomentum;
      if (change < TOLERANCE) {
        break;
      }
    }
    return value;
  }

  /** The largest eigenvalue of (2/N) A*A. */
  private double lipschitz() {
    DMatrixRMaj gram = new DMatrixRMaj(rows * cols, rows * cols);
    DMatrixRMaj all = new DMatrixRMaj(matrices);
    CommonOps_DDRM.multTransA(2.0 / targets.length, all, all, gram);
    double[] values = svd(gram).getSingularValues();
    return Arrays.stream(values).max().orElse(0) + 1e-300;
  }

  private double residual(int i, DMatrixRMaj m) {
    double sum = -targets[i];
    for (int j = 0; j < matrices[i].length; j++) {
      sum += matrices[i][j] * m.get(j);
    }
    return sum;
  }

  private DMatrixRMaj gradient(DMatrixRMaj m) {
    DMatrixRMaj g = new DMatrixRMaj(rows, cols);
    for (int i = 0; i < targets.length; i++) {
      double factor = 2 * residual(i, m) / targets.length;
      for (int j = 0; j < matrices[i].length; j++) {
        g.plus(j, factor * matrices[i][j]);
      }
    }
    return g;
  }

  private double value(DMatrixRMaj m) {
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      sum += residual(i, m) * residual(i, m);
    }
    double nuclear = 0;
    for (double s : svd(m).getSingularValues()) {
      nuclear += s;
    }
    return sum / targets.length + 2 * lambda * nuclear;
  }

  static DMatrixRMaj shrink(DMatrixRMaj m, double threshold) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd = svd(m);
    DMatrixRMaj w = svd.getW(null);
    for (int i = 0; i < Math.min(w.numRows, w.numCols); i++) {
      w.set(i, i, Math.max(0, w.get(i, i) - threshold));
    }
    DMatrixRMaj left = new DMatrixRMaj(1, 1);
    CommonOps_DDRM.mult(svd.getU(null, false), w, left);
    DMatrixRMaj result = new DMatrixRMaj(1, 1);
    CommonOps_DDRM.mult(left, svd.getV(null, true), result);
    return result;
  }

  static SingularValueDecomposition_F64<DMatrixRMaj> svd(DMatrixRMaj m) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(m.numRows, m.numCols, true, true, true);
    if (!svd.decompose(m.copy())) {
      throw new IllegalStateException("EJML's SVD failed");
    }
    return svd;
  }

  static double relativeChange(DMatrixRMaj a, DMatrixRMaj b) {
    double change = 0;
    double size = 1e-300;
    for (int i = 0; i < a.getNumElements(); i++) {
      change += Math.abs(a.get(i) - b.get(i));
      size += Math.abs(a.get(i));
    }
    return change / size;
  }
}
