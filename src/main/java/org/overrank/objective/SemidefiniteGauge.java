package org.overrank.objective;

import org.overrank.linalg.Matrix;

/**
 * M = UUᵀ, so M ⪰ 0: pairs (U, U), one matrix that both sides share, and the trace. Every factor is
 * balanced: ‖U‖² = tr UUᵀ.
 */
class SemidefiniteGauge extends SquareGauge {
  @Override
  public Factors project(Factors pair) {
    return pair.isShared() ? pair : ofLeft(mean(pair.left(), pair.right()));
  }

  @Override
  public int columnsTogether() {
    return 1;
  }

  @Override
  public boolean isCone() {
    return true;
  }

  @Override
  Factors factors(Eigenpairs pairs) {
    Matrix u = pairs.vectors().copy();
    for (int k = 0; k < pairs.count(); k++) {
      u.scaleColumn(k, Math.sqrt(pairs.values()[k]));
    }
    return ofLeft(u);
  }

  @Override
  Factors ofLeft(Matrix left) {
    return Factors.shared(left);
  }
}
