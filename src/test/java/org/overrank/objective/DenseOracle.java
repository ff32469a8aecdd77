package org.overrank.objective;

import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryProblem;

/** The formulas of theory section 1, entry by entry, as plainly as they can be written. */
final class DenseOracle {
  private final EntryProblem problem;

  DenseOracle(EntryProblem problem) {
    this.problem = problem;
  }

  double value(Factors x) {
    double sum = 0;
    for (EntryProblem.Entry e : problem.entries()) {
      sum += residual(e, x) * residual(e, x);
    }
    return sum / problem.entries().size();
  }

  /** G = (2/N) Σ r_i A_i. */
  Matrix adjoint(Factors x) {
    Matrix g = Matrix.zeros(problem.rows(), problem.cols());
    for (EntryProblem.Entry e : problem.entries()) {
      double term = 2.0 / problem.entries().size() * residual(e, x) * e.coefficient();
      g.set(e.row(), e.col(), g.get(e.row(), e.col()) + term);
    }
    return g;
  }

  Factors gradient(Factors x) {
    Matrix g = adjoint(x);
    return new Factors(times(g, x.right()), times(g.transpose(), x.left()));
  }

  static Matrix times(Matrix a, Matrix b) {
    Matrix result = Matrix.zeros(a.rows(), b.cols());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.cols(); j++) {
        double sum = 0;
        for (int k = 0; k < a.cols(); k++) {
          sum += a.get(i, k) * b.get(k, j);
        }
        result.set(i, j, sum);
      }
    }
    return result;
  }

  private static double residual(EntryProblem.Entry e, Factors x) {
    return e.coefficient() * EntryProblem.dot(x.left(), e.row(), x.right(), e.col()) - e.target();
  }
}
