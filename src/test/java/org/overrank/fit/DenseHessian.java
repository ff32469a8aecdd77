package org.overrank.fit;

import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/** The Hessian by differences of gradients: an oracle that shares no formula with the product. */
final class DenseHessian {
  private static final double STEP = 1e-4;

  private DenseHessian() {}

  static double leastCurvature(RegularizedObjective f, Factors x) {
    int order = (x.rows() + x.cols()) * x.searchRank();
    Matrix h = Matrix.zeros(order, order);
    for (int j = 0; j < order; j++) {
      Factors unit = Factors.zeros(x.rows(), x.cols(), x.searchRank());
      int split = x.left().data().length;
      if (j < split) {
        unit.left().data()[j] = 1;
      } else {
        unit.right().data()[j - split] = 1;
      }
      Factors change =
          f.valueAndGradient(x.plus(STEP, unit))
              .gradient()
              .plus(-1, f.valueAndGradient(x.plus(-STEP, unit)).gradient())
              .times(1 / (2 * STEP));
      for (int i = 0; i < order; i++) {
        double value = i < split ? change.left().data()[i] : change.right().data()[i - split];
        h.set(i, j, h.get(i, j) + value / 2);
        h.set(j, i, h.get(j, i) + value / 2);
      }
    }
    return SymmetricEigen.of(h).values()[0];
  }
}
