package org.overrank.certify;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.overrank.loss.HuberLoss;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.PoissonLoss;
import org.overrank.sensing.LossProblem;
import org.overrank.sensing.Measurement;

/**
 * min_M (1/N) Σ w ℓ(⟨A, M⟩, y) + 2λ‖M‖_* by accelerated proximal gradient steps on M with
 * backtracking: it knows neither factors nor duality, and writes losses down as textbooks do.
 */
final class LossOracle extends AcceleratedProximal {
  private static final int ITERATIONS = 6000;

  private final LossProblem problem;
  private final double lambda;
  private final int rows;
  private final int cols;
  private double curvature;

  LossOracle(LossProblem problem, double lambda) {
    this.problem = problem;
    this.lambda = lambda;
    this.rows = problem.rows();
    this.cols = problem.cols();
  }

  private double loss(double m, double target) {
    double y = target;
    if (problem.loss() instanceof LogisticLoss) {
      double least = y > 0 && y < 1 ? -y * Math.log(y) - (1 - y) * Math.log(1 - y) : 0;
      return (m > 30 ? m : Math.log1p(Math.exp(m))) - y * m - least;
    }
    if (problem.loss() instanceof PoissonLoss) {
      return Math.exp(m) - y * m - (y > 0 ? y - y * Math.log(y) : 0);
    }
    if (problem.loss() instanceof HuberLoss huber) {
      double d = Math.abs(m - y);
      return d <= huber.width() ? d * d : 2 * huber.width() * d - huber.width() * huber.width();
    }
    return (m - y) * (m - y);
  }

  private double slope(double m, double y) {
    if (problem.loss() instanceof LogisticLoss) {
      return 1 / (1 + Math.exp(-m)) - y;
    }
    if (problem.loss() instanceof PoissonLoss) {
      return Math.exp(m) - y;
    }
    if (problem.loss() instanceof HuberLoss huber) {
      return 2 * Math.max(-huber.width(), Math.min(huber.width(), m - y));
    }
    return 2 * (m - y);
  }

  @Override
  double value(DMatrixRMaj m) {
    return dataTerm(m) + 2 * lambda * Arrays.stream(svd(m).getSingularValues()).sum();
  }

  private double dataTerm(DMatrixRMaj m) {
    double sum = 0;
    for (int i = 0; i < problem.measurements().size(); i++) {
      Measurement each = problem.measurements().get(i);
      sum += each.weight() * loss(image(i, m), each.value());
    }
    return sum / problem.measurements().size();
  }

  private double image(int i, DMatrixRMaj m) {
    double sum = 0;
    double[] cells = problem.matrices().get(i);
    for (int j = 0; j < cells.length; j++) {
      sum += cells[j] * m.get(j);
    }
    return sum;
  }

  private DMatrixRMaj gradient(DMatrixRMaj m) {
    DMatrixRMaj g = new DMatrixRMaj(rows, cols);
    int n = problem.measurements().size();
    for (int i = 0; i < n; i++) {
      Measurement each = problem.measurements().get(i);
      double z = each.weight() * slope(image(i, m), each.value()) / n;
      double[] cells = problem.matrices().get(i);
      for (int j = 0; j < cells.length; j++) {
        g.plus(j, z * cells[j]);
      }
    }
    return g;
  }

  /** The λ above which the answer is zero. */
  static double largest(LossProblem problem) {
    LossOracle any = new LossOracle(problem, 1);
    DMatrixRMaj g = any.gradient(new DMatrixRMaj(problem.rows(), problem.cols()));
    return Arrays.stream(svd(g).getSingularValues()).max().orElse(0) / 2;
  }

  /** F at the last iterate: an upper bound of the optimum, and near it to about twelve digits. */
  double optimum() {
    curvature = 1e-3;
    return least(rows, cols, ITERATIONS);
  }

  /** As short as the data term bends. */
  @Override
  DMatrixRMaj step(DMatrixRMaj from) {
    DMatrixRMaj gradient = gradient(from);
    double here = dataTerm(from);
    while (true) {
      DMatrixRMaj next = from.copy();
      CommonOps_DDRM.addEquals(next, -1 / curvature, gradient);
      next = shrink(next, 2 * lambda / curvature);
      if (isMajorized(from, here, gradient, next)) {
        return next;
      }
      curvature *= 1.5;
    }
  }

  private boolean isMajorized(
      DMatrixRMaj from, double value, DMatrixRMaj gradient, DMatrixRMaj to) {
    double linear = 0;
    double square = 0;
    for (int j = 0; j < rows * cols; j++) {
      double d = to.get(j) - from.get(j);
      linear += gradient.get(j) * d;
      square += d * d;
    }
    return dataTerm(to) <= value + linear + curvature / 2 * square + 1e-15 * Math.abs(value);
  }
}
