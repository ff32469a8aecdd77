package org.overrank.certify;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.overrank.loss.QuantileLoss;
import org.overrank.sensing.LossProblem;

/**
 * min_M (1/N) Σ w ℓ(⟨A, M⟩, y) + 2λ‖M‖_* for the pinball loss ℓ itself, by the alternating
 * direction method of multipliers on M: images and M are split off, each has its proximal step, and
 * a linear system joins them. It knows neither factors nor duality nor a smoothing.
 *
 * <p>Reference: S. Boyd et al., "Distributed optimization and statistical learning via the
 * alternating direction method of multipliers", Found. Trends Mach. Learn. 3(1), 2011.
 */
final class QuantileOracle {
  /** Iterations after which the penalty parameter is kept. */
  private static final int TUNING = 1000;

  private static final int TUNE_EVERY = 50;
  private static final double UNEVEN = 3;

  private final double level;
  private final double lambda;
  private final int rows;
  private final int cols;
  private final DMatrixRMaj images;
  private final double[] targets;
  private final double[] weights;
  private final LinearSolverDense<DMatrixRMaj> solver;

  QuantileOracle(LossProblem problem, double lambda) {
    this.level = ((QuantileLoss) problem.loss()).level();
    this.lambda = lambda;
    this.rows = problem.rows();
    this.cols = problem.cols();
    int n = problem.measurements().size();
    this.images = new DMatrixRMaj(n, rows * cols);
    this.targets = new double[n];
    this.weights = new double[n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(problem.matrices().get(i), 0, images.data, i * rows * cols, rows * cols);
      targets[i] = problem.measurements().get(i).value();
      weights[i] = problem.measurements().get(i).weight() / n;
    }
    DMatrixRMaj system = new DMatrixRMaj(rows * cols, rows * cols);
    CommonOps_DDRM.multTransA(images, images, system);
    for (int j = 0; j < rows * cols; j++) {
      system.add(j, j, 1);
    }
    this.solver = LinearSolverFactory_DDRM.chol(rows * cols);
    if (!solver.setA(system)) {
      throw new IllegalStateException("A*A + 1 is not positive definite");
    }
  }

  /** F. */
  double value(DMatrixRMaj m) {
    double sum = 0;
    DMatrixRMaj at = imagesOf(m);
    for (int i = 0; i < targets.length; i++) {
      double above = at.get(i) - targets[i];
      sum += weights[i] * Math.max(-level * above, (1 - level) * above);
    }
    return sum + 2 * lambda * Arrays.stream(AcceleratedProximal.svd(m).getSingularValues()).sum();
  }

  /** The λ above which the answer is zero, or a little more: that of one slope at the kink. */
  double largest() {
    DMatrixRMaj slopes = new DMatrixRMaj(targets.length, 1);
    for (int i = 0; i < targets.length; i++) {
      slopes.set(i, 0, weights[i] * (targets[i] > 0 ? -level : 1 - level));
    }
    DMatrixRMaj g = new DMatrixRMaj(rows * cols, 1);
    CommonOps_DDRM.multTransA(images, slopes, g);
    DMatrixRMaj asMatrix = DMatrixRMaj.wrap(rows, cols, g.data);
    return Arrays.stream(AcceleratedProximal.svd(asMatrix).getSingularValues()).max().orElse(0) / 2;
  }

  private DMatrixRMaj imagesOf(DMatrixRMaj m) {
    DMatrixRMaj result = new DMatrixRMaj(targets.length, 1);
    CommonOps_DDRM.mult(images, DMatrixRMaj.wrap(rows * cols, 1, m.data), result);
    return result;
  }

  /** F at the best iterate: an upper bound of the optimum, and near it. */
  double optimum(int iterations) {
    int n = targets.length;
    double rho = 1.0 / n;
    DMatrixRMaj t = new DMatrixRMaj(n, 1);
    DMatrixRMaj z = new DMatrixRMaj(rows, cols);
    DMatrixRMaj u = t.copy();
    DMatrixRMaj w = z.copy();
    double best = value(z);
    for (int k = 1; k <= iterations; k++) {
      DMatrixRMaj m = joined(t, u, z, w);
      DMatrixRMaj at = imagesOf(m);
      DMatrixRMaj before = t;
      DMatrixRMaj zBefore = z;
      t = pinball(plus(at, 1, u), rho);
      z = AcceleratedProximal.shrink(plus(m, 1, w), 2 * lambda / rho);
      u = plus(plus(u, 1, at), -1, t);
      w = plus(plus(w, 1, m), -1, z);
      if (k % TUNE_EVERY == 0) {
        best = Math.min(best, value(z));
        double apart = norm(plus(at, -1, t)) + norm(plus(m, -1, z));
        double moved = norm(plus(t, -1, before)) + norm(plus(z, -1, zBefore));
        double factor = apart > UNEVEN * moved ? 2 : moved > UNEVEN * apart ? 0.5 : 1;
        if (k <= TUNING && factor != 1) {
          rho *= factor;
          CommonOps_DDRM.scale(1 / factor, u);
          CommonOps_DDRM.scale(1 / factor, w);
        }
      }
    }
    return best;
  }

  /** M with A(M) near t − u and M near z − w. */
  private DMatrixRMaj joined(DMatrixRMaj t, DMatrixRMaj u, DMatrixRMaj z, DMatrixRMaj w) {
    DMatrixRMaj right = new DMatrixRMaj(rows * cols, 1);
    CommonOps_DDRM.multTransA(images, plus(t, -1, u), right);
    for (int j = 0; j < rows * cols; j++) {
      right.add(j, 0, z.get(j) - w.get(j));
    }
    DMatrixRMaj m = new DMatrixRMaj(rows * cols, 1);
    solver.solve(right, m);
    return DMatrixRMaj.wrap(rows, cols, m.data);
  }

  /** The proximal step of the loss, measurement by measurement. */
  private DMatrixRMaj pinball(DMatrixRMaj from, double rho) {
    DMatrixRMaj to = from.copy();
    for (int i = 0; i < targets.length; i++) {
      double above = from.get(i) - targets[i];
      double reach = weights[i] / rho;
      double left = above - Math.max(-level * reach, Math.min((1 - level) * reach, above));
      to.set(i, 0, targets[i] + left);
    }
    return to;
  }

  private static DMatrixRMaj plus(DMatrixRMaj a, double factor, DMatrixRMaj b) {
    DMatrixRMaj sum = a.copy();
    CommonOps_DDRM.addEquals(sum, factor, b);
    return sum;
  }

  private static double norm(DMatrixRMaj a) {
    double sum = 0;
    for (int i = 0; i < a.getNumElements(); i++) {
      sum += a.get(i) * a.get(i);
    }
    return Math.sqrt(sum);
  }
}
