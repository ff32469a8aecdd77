package org.overrank.landscape;

import java.util.OptionalDouble;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.Svd;
import org.overrank.linalg.SymmetricEigen;

/** How alike two quantum states are, each held as ½[B −C; C B] (theory, section 10). */
public final class StateFidelity {
  private StateFidelity() {}

  /**
   * The fidelity (tr √(√ρ σ √ρ))² of two states, each scaled to trace 1.
   *
   * <p>With ρ = XXᵀ and σ = YYᵀ it is ‖XᵀY‖_*²/(‖X‖²‖Y‖²): the real matrices have each value of the
   * complex ones twice, halved.
   *
   * @param one X, 2n × 2r
   * @param other Y, 2n × 2R
   * @return from 0 to 1, up to rounding; empty where one of them is zero
   */
  public static OptionalDouble of(Matrix one, Matrix other) {
    double traces = squares(one) * squares(other);
    if (traces == 0) {
      return OptionalDouble.empty();
    }
    double amplitude = 0;
    for (double value : Svd.of(Multiply.atb(one, other)).values()) {
      amplitude += value;
    }
    return OptionalDouble.of(amplitude * amplitude / traces);
  }

  /**
   * What is positive in a symmetric matrix.
   *
   * @param matrix not modified
   * @return Y with YYᵀ its nearest positive semidefinite matrix
   */
  public static Matrix positivePart(Matrix matrix) {
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    Matrix factor = eigen.vectors().copy();
    for (int k = 0; k < factor.cols(); k++) {
      factor.scaleColumn(k, Math.sqrt(Math.max(0, eigen.values()[k])));
    }
    return factor;
  }

  private static double squares(Matrix x) {
    double sum = 0;
    for (double square : x.columnNormsSquared()) {
      sum += square;
    }
    return sum;
  }
}
