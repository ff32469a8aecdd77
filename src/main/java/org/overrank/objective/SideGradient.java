package org.overrank.objective;

import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * The gradient of the data term on one side of entries, from the copy where it is a slice a block.
 *
 * @param side which factor's gradient
 * @param point (U, V)
 */
public record SideGradient(Side side, Factors point) implements Request<SideGradient.Answer> {
  /**
   * Value and one-sided gradient.
   *
   * @param value the data term
   * @param gradient its gradient with respect to the factor of this side
   */
  public record Answer(double value, Matrix gradient) {}

  @Override
  public Side copy() {
    return side;
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    EntryBlock entries = (EntryBlock) block;
    FactorSlice gradient = new FactorSlice(entries.range(), point.searchRank());
    double loss =
        entries.addLossAndLeftGradient(point.get(side), point.get(side.other()), gradient.data());
    return new Partial(new double[] {loss}, gradient);
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    int rows = side == Side.ROWS ? shape.rows() : shape.cols();
    return new Answer(
        total.sum(0) / shape.measurements(),
        total.factorSlice(0).toMatrix(rows, 2.0 / shape.measurements()));
  }
}
