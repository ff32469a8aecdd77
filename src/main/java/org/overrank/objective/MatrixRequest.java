package org.overrank.objective;

import org.overrank.sensing.MatrixBlock;

/**
 * A request that some blocks answer from the residual and the adjoint at one matrix M, so that many
 * such requests share one reading of the measurements.
 */
interface MatrixRequest {
  /** Whether this block answers so. */
  boolean seesMatrix(MatrixBlock block);

  /** The point whose M = U Vᵀ it is. */
  Factors point();

  /**
   * The block's contribution.
   *
   * @param block measurements
   * @param residual r = A(M) − y
   * @param adjoint A*(r)
   * @return a new contribution over the adjoint
   */
  Partial contribute(MatrixBlock block, double[] residual, FactorSlice adjoint);
}
