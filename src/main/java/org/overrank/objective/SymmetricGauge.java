package org.overrank.objective;

import org.overrank.linalg.Matrix;

/**
 * M = Mᵀ of any signs: pairs (L, LS) with S = diag(1, −1, 1, −1, …), so that M is the difference of
 * two semidefinite matrices, of the even columns and of the odd ones, and ‖L‖² is at least ‖M‖_*.
 */
final class SymmetricGauge extends SquareGauge {
  @Override
  public Factors project(Factors pair) {
    return ofLeft(mean(pair.left(), signed(pair.right())));
  }

  @Override
  public int columnsTogether() {
    return 2;
  }

  @Override
  public boolean isCone() {
    return false;
  }

  @Override
  public boolean isSigned() {
    return true;
  }

  @Override
  Factors factors(Eigenpairs pairs) {
    int positive = 0;
    int negative = 0;
    int[] place = new int[pairs.count()];
    for (int k = 0; k < place.length; k++) {
      place[k] = pairs.values()[k] > 0 ? 2 * positive++ : 2 * negative++ + 1;
    }
    Matrix left = Matrix.zeros(pairs.vectors().rows(), 2 * Math.max(positive, negative));
    for (int k = 0; k < place.length; k++) {
      double root = Math.sqrt(Math.abs(pairs.values()[k]));
      for (int i = 0; i < left.rows(); i++) {
        left.set(i, place[k], root * pairs.vectors().get(i, k));
      }
    }
    return ofLeft(left);
  }

  @Override
  Factors ofLeft(Matrix left) {
    return new Factors(left, signed(left));
  }

  private static Matrix signed(Matrix left) {
    Matrix right = left.copy();
    for (int k = 1; k < left.cols(); k += 2) {
      right.scaleColumn(k, -1);
    }
    return right;
  }
}
