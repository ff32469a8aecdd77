package org.overrank.sensing;

import java.io.Serializable;
import org.overrank.linalg.Matrix;

/**
 * The measurements of one partition: {@code count} matrices A_i of shape d1 × d2 with targets y_i.
 *
 * <p>Weights are folded in: A_i and y_i stand for √w_i A_i and √w_i y_i (theory, section 1). Every
 * kind of measurement passes the same contract suite: forward and adjoint agree in inner products,
 * fused kernels agree with the composed ones, inputs are not modified.
 */
public interface MeasurementBlock extends Serializable {
  /**
   * How many measurements the block holds.
   *
   * @return count, possibly 0
   */
  int count();

  /**
   * The number of rows d1 of every A_i.
   *
   * @return d1
   */
  int rows();

  /**
   * The number of columns d2 of every A_i.
   *
   * @return d2
   */
  int cols();

  /**
   * The rows of a factor's gradient that this block can contribute to.
   *
   * @param side which factor
   * @return a range within [0, d1) or [0, d2)
   */
  RowRange touched(Side side);

  /**
   * One target.
   *
   * @param i index in the block, from 0
   * @return √w_i y_i
   */
  double target(int i);

  /**
   * The measurements themselves, however they are judged.
   *
   * @return the block whose matrices and targets these are; this one under squares
   */
  default MeasurementBlock linear() {
    return this;
  }

  /**
   * Half the slopes of the loss by the images: the residual r = A(L Rᵀ) − y under squares.
   *
   * @param left L, d1 × k, not modified
   * @param right R, d2 × k, not modified
   * @param out length count, overwritten
   */
  default void residual(Matrix left, Matrix right, double[] out) {
    forward(left, right, out);
    for (int i = 0; i < out.length; i++) {
      out[i] -= target(i);
    }
  }

  /**
   * The forward map: out_i = ⟨A_i, L Rᵀ⟩.
   *
   * @param left L, d1 × k, not modified
   * @param right R, d2 × k, not modified
   * @param out length count, overwritten
   */
  void forward(Matrix left, Matrix right, double[] out);

  /**
   * A product with the adjoint: out += A*(z) X for ROWS, out += A*(z)ᵀ X for COLUMNS.
   *
   * @param side which factor's shape the result has
   * @param z length count, not modified
   * @param x d2 × k for ROWS, d1 × k for COLUMNS, not modified
   * @param out touched(side).size() × k by rows, added to
   */
  void addAdjointTimes(Side side, double[] z, Matrix x, double[] out);

  /**
   * Loss and gradient in one go: with r = A(U Vᵀ) − y, adds A*(r) V and A*(r)ᵀ U.
   *
   * @param left U, d1 × R, not modified
   * @param right V, d2 × R, not modified
   * @param gradientLeft touched(ROWS).size() × R by rows, added to
   * @param gradientRight touched(COLUMNS).size() × R by rows, added to
   * @return ‖r‖²
   */
  double addLossAndGradient(
      Matrix left, Matrix right, double[] gradientLeft, double[] gradientRight);

  /**
   * Adds the coefficients of ‖r + ηb + η²c‖², with b = A(P Vᵀ + U Qᵀ) and c = A(P Qᵀ) (theory,
   * section 3): ‖r‖², 2⟨r,b⟩, ‖b‖² + 2⟨r,c⟩, 2⟨b,c⟩, ‖c‖².
   *
   * @param left U, not modified
   * @param right V, not modified
   * @param directionLeft P, not modified
   * @param directionRight Q, not modified
   * @param out length 5, by powers of η, added to
   */
  void addLineCoefficients(
      Matrix left, Matrix right, Matrix directionLeft, Matrix directionRight, double[] out);

  /**
   * Adds the diagonal of A*A, summed along rows and along columns.
   *
   * @param rowSums length touched(ROWS).size(), added to: Σ_b Σ_i (A_i)_{ab}² of those rows
   * @param colSums length touched(COLUMNS).size(), added to: Σ_a Σ_i (A_i)_{ab}²
   */
  void addCurvature(double[] rowSums, double[] colSums);

  /**
   * How many roundings an image ⟨A_i, M⟩ of this block takes at most once M's cells are known; what
   * the rounding of a residual grows with.
   *
   * @return a number of additions, not negative
   */
  long roundings();

  /**
   * How far the cells that are kept can be from those that were given, relative to their size.
   *
   * @return 0 where they are the same doubles
   */
  default double cellRounding() {
    return 0;
  }

  /**
   * Bytes of memory that the block holds.
   *
   * @return an estimate within a few per cent
   */
  long bytes();
}
