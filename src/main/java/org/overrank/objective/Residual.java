package org.overrank.objective;

import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.Side;

/**
 * G = (2/N) A*(r) at one point, with r kept where the measurements are: a product costs O(nnz · k)
 * and not O(nnz · R). Close it to free the residual.
 */
public interface Residual extends LinearOperator, AutoCloseable {
  /**
   * The sums of this residual.
   *
   * @return ⟨r,y⟩, ‖r‖² and ‖y‖²
   */
  ResidualSums.Answer sums();

  /**
   * The lengths of the columns of U, where the blocks have solved for it.
   *
   * @return Σ_a u_ak² by column k; empty where U was given
   */
  double[] solvedColumns();

  /**
   * The size of the problem.
   *
   * @return d1, d2 and N
   */
  ProblemShape shape();

  /**
   * A product with G or its transpose.
   *
   * @param side ROWS for G X, COLUMNS for Gᵀ X
   * @param x d2 × k for ROWS, d1 × k for COLUMNS, not modified
   * @return a new d1 × k or d2 × k matrix
   */
  Matrix product(Side side, Matrix x);

  /**
   * How often {@link #gramTimes} reads all measurements.
   *
   * @return 1 where each block holds whole rows, else 2
   */
  default long passesOfGram() {
    return shape().sparse() ? 1 : 2;
  }

  @Override
  default int rows() {
    return shape().rows();
  }

  @Override
  default int cols() {
    return shape().cols();
  }

  @Override
  default Matrix times(Matrix x) {
    return product(Side.ROWS, x);
  }

  @Override
  default Matrix transposedTimes(Matrix y) {
    return product(Side.COLUMNS, y);
  }

  @Override
  void close();
}
