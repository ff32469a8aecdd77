package org.overrank.objective;

import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.LossBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * The data term's Hessian times a direction: with b = A(PVᵀ + UQᵀ), (2/N)(A*(b)V + A*(r)Q) and
 * (2/N)(A*(b)ᵀU + A*(r)ᵀP) (theory, section 3).
 *
 * @param point (U, V)
 * @param direction (P, Q)
 */
public record HessianProduct(Factors point, Factors direction) implements Request<Factors> {
  @Override
  public Partial contribute(MeasurementBlock block) {
    double[] residual = BlockResidual.at(block, point);
    double[] change = new double[block.count()];
    block.forward(
        direction.left().appendColumns(point.left()),
        point.right().appendColumns(direction.right()),
        change);
    if (block instanceof EntryBlock entries) {
      entries.toSlopes(residual);
      entries.toChanges(change);
    } else if (block instanceof LossBlock lossy) {
      lossy.bend(point.left(), point.right(), change);
    }
    return new Partial(
        new double[0],
        side(block, Side.ROWS, residual, change),
        side(block, Side.COLUMNS, residual, change));
  }

  private FactorSlice side(MeasurementBlock block, Side side, double[] residual, double[] change) {
    FactorSlice slice = new FactorSlice(block.touched(side), point.searchRank());
    block.addAdjointTimes(side, change, point.get(side.other()), slice.data());
    block.addAdjointTimes(side, residual, direction.get(side.other()), slice.data());
    return slice;
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    return shape.overlappingRows() * point.searchRank();
  }

  @Override
  public Factors answer(Partial total, ProblemShape shape) {
    double scale = 2.0 / shape.measurements();
    Matrix left = total.factorSlice(0).toMatrix(shape.rows(), scale);
    Factors ofEntries = new Factors(left, total.factorSlice(1).toMatrix(shape.cols(), scale));
    BackgroundTerm background = BackgroundTerm.of(shape, point);
    return background == null
        ? ofEntries
        : ofEntries.plus(1.0 / shape.measurements(), background.hessianTimes(direction));
  }
}
