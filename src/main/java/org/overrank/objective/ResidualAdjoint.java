package org.overrank.objective;

import java.util.List;
import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SparseMatrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * The matrix G = (2/N) A*(r) itself, r = A(U Vᵀ) − y, with the sums of the very same residual: what
 * an exact certificate needs. Sparse for entries, dense for every other kind.
 *
 * @param point (U, V)
 */
public record ResidualAdjoint(Factors point)
    implements Request<ResidualAdjoint.Answer>, MatrixRequest {
  /**
   * The residual seen through the adjoint.
   *
   * @param sums sums of the residual
   * @param adjoint G, d1 × d2
   * @param terms how many products an entry of G sums at most; what its rounding grows with
   */
  public record Answer(ResidualSums.Answer sums, ExplicitOperator adjoint, long terms) {}

  @Override
  public Partial contribute(MeasurementBlock block) {
    if (block instanceof MatrixBlock matrices) {
      return SharedReading.of(matrices, List.of(this)).get(0);
    }
    BlockResidual here = BlockResidual.at(block, point, 0);
    return block.linear() instanceof MatrixBlock matrices
        ? dense(matrices, here)
        : sparse((EntryBlock) block.linear(), here);
  }

  @Override
  public boolean seesMatrix(MatrixBlock block) {
    return true;
  }

  @Override
  public List<Matrix> matrices() {
    return List.of(point.product());
  }

  @Override
  public boolean needsAdjoint() {
    return true;
  }

  @Override
  public Partial contribute(MatrixBlock block, double[][] images, FactorSlice adjoint) {
    return new Partial(ResidualSums.sums(block, images[0]), adjoint);
  }

  private static Partial dense(MatrixBlock block, BlockResidual here) {
    FactorSlice adjoint = new FactorSlice(block.touched(Side.ROWS), block.cols());
    block.addAdjoint(here.residual(), Matrix.wrap(block.rows(), block.cols(), adjoint.data()));
    return new Partial(here.sums(), adjoint);
  }

  private static Partial sparse(EntryBlock block, BlockResidual here) {
    double[] residual = here.residual();
    block.toSlopes(residual);
    for (int e = 0; e < residual.length; e++) {
      residual[e] *= block.coefficient(e);
    }
    return new Partial(
        here.sums(), new SparseSlice(block.range(), block.offsets(), block.columns(), residual));
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    return shape.sparse() ? 0 : shape.adjointSize();
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    double scale = 2.0 / shape.measurements();
    ResidualSums.Answer sums = ResidualSums.answer(total, shape, point);
    if (total.slice(0) instanceof SparseSlice sparse) {
      int terms = sparse.mostRepeats();
      SparseMatrix ofEntries = sparse.toMatrix(shape.cols(), scale);
      BackgroundTerm background = BackgroundTerm.of(shape, point);
      return background == null
          ? new Answer(sums, ofEntries, terms)
          : new Answer(sums, background.operator(ofEntries, scale), terms);
    }
    Matrix adjoint = total.factorSlice(0).toMatrix(shape.rows(), scale);
    return new Answer(sums, new DenseOperator(adjoint), shape.measurements());
  }
}
