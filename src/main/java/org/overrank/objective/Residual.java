package org.overrank.objective;

import org.overrank.linalg.LinearOperator;

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

  @Override
  void close();
}
