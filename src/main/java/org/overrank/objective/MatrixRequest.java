package org.overrank.objective;

import java.util.List;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.MatrixBlock;

/**
 * A request that some blocks answer from images of matrices and the adjoint of a residual, so that
 * many such requests share one reading of the measurements.
 */
interface MatrixRequest {
  /** Whether this block answers so. */
  boolean seesMatrix(MatrixBlock block);

  /** The matrices whose images are needed; where {@link #needsAdjoint}, one, M at the point. */
  List<Matrix> matrices();

  /** Whether r = A(M) − y and A*(r) are needed, or images alone. */
  boolean needsAdjoint();

  /**
   * The block's contribution.
   *
   * @param block measurements
   * @param images of the matrices; r in the place of the first where an adjoint is needed
   * @param adjoint A*(r), or nothing where none is needed
   * @return a new contribution, which may be made of the images and the adjoint
   */
  Partial contribute(MatrixBlock block, double[][] images, FactorSlice adjoint);
}
