package org.overrank.certify;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.SensingProblem;

/**
 * min_M F(M) = (1/N)‖A(M) − y‖² + 2λ‖M‖_* by accelerated proximal gradient steps on M with adaptive
 * restart: an independent second opinion that knows neither factors nor duality.
 */
public final class ProximalGradientOracle extends AcceleratedProximal {
  private static final int ITERATIONS = 4000;

  private final int rows;
  private final int cols;
  private final double[][] matrices;
  private final double[] targets;
  private final double lambda;
  private double length;

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
    length = 1 / lipschitz();
    return least(rows, cols, ITERATIONS);
  }

  @Override
  DMatrixRMaj step(DMatrixRMaj from) {
    DMatrixRMaj next = from.copy();
    CommonOps_DDRM.addEquals(next, -length, gradient(from));
    return shrink(next, 2 * lambda * length);
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

  @Override
  double value(DMatrixRMaj m) {
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
}
