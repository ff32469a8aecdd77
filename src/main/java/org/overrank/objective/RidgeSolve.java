package org.overrank.objective;

import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.RidgeSweep;
import org.overrank.sensing.Side;

/**
 * Every row of one factor solved exactly, the other fixed: a {@link HalfSweep} without value and
 * gradient.
 *
 * @param side the factor to solve for
 * @param other the fixed factor
 * @param ridge λN, positive
 */
public record RidgeSolve(Side side, Matrix other, double ridge) implements Request<Matrix> {
  @Override
  public Side copy() {
    return side;
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    EntryBlock entries = (EntryBlock) block;
    FactorSlice solved = new FactorSlice(entries.range(), other.cols());
    new RidgeSweep(other.cols(), ridge).solve(entries, other, solved.data());
    return new Partial(new double[0], solved);
  }

  /** The new factor. */
  @Override
  public Matrix answer(Partial total, ProblemShape shape) {
    return total.factorSlice(0).toMatrix(side == Side.ROWS ? shape.rows() : shape.cols(), 1);
  }
}
