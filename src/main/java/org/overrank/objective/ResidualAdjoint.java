package org.overrank.objective;

import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * The matrix G = (2/N) A*(r) itself, r = A(U Vᵀ) − y, with the sums of the very same residual: what
 * an exact certificate needs. Sparse for entries, dense for every other kind.
 *
 * @param point (U, V)
 */
public record ResidualAdjoint(Factors point) implements Request<ResidualAdjoint.Answer> {
  /**
   * The residual seen through the adjoint.
   *
   * @param sums sums of the residual
   * @param adjoint G, d1 × d2
   */
  public record Answer(ResidualSums.Answer sums, ExplicitOperator adjoint) {}

  @Override
  public Partial contribute(MeasurementBlock block) {
    double[] residual = BlockResidual.at(block, point);
    double[] sums = ResidualSums.sums(block, residual);
    if (block instanceof EntryBlock entries) {
      for (int e = 0; e < residual.length; e++) {
        residual[e] *= entries.coefficient(e);
      }
      return new Partial(
          sums, new SparseSlice(entries.range(), entries.offsets(), entries.columns(), residual));
    }
    Partial dense =
        BlockResidual.product(block, residual, Side.ROWS, Matrix.identity(block.cols()));
    return new Partial(sums, dense.slice(0));
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    double scale = 2.0 / shape.measurements();
    ExplicitOperator adjoint =
        total.slice(0) instanceof SparseSlice sparse
            ? sparse.toMatrix(shape.cols(), scale)
            : new DenseOperator(total.factorSlice(0).toMatrix(shape.rows(), scale));
    return new Answer(BlockResidual.sums(total), adjoint);
  }
}
