package org.overrank.objective;

import org.overrank.linalg.Matrix;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * A product with G = (2/N) A*(r), r = A(U Vᵀ) − y: G X for ROWS, Gᵀ X for COLUMNS.
 *
 * <p>The residual is computed again in each pass; for many products at one point use {@link
 * Objective#residual}.
 *
 * @param point (U, V)
 * @param side ROWS for G X, COLUMNS for Gᵀ X
 * @param x d2 × k for ROWS, d1 × k for COLUMNS
 */
public record AdjointProduct(Factors point, Side side, Matrix x) implements Request<Matrix> {
  @Override
  public Partial contribute(MeasurementBlock block) {
    return BlockResidual.product(block, BlockResidual.at(block, point), side, x);
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    return (long) (side == Side.ROWS ? shape.rows() : shape.cols()) * x.cols();
  }

  @Override
  public Matrix answer(Partial total, ProblemShape shape) {
    return BlockResidual.product(total, side, shape);
  }
}
