package org.overrank.objective;

import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.RidgeSweep;
import org.overrank.sensing.Side;

/**
 * Half an alternating sweep over entries: every row of one factor solved exactly, the other fixed.
 *
 * <p>Row a of U becomes the minimiser of Σ_b (c_ab u·v_b − y_ab)² + ridge ‖u‖²; the data term's
 * gradient on the same side at the point itself comes for free (numerics, "Entries").
 *
 * @param side the factor to solve for
 * @param point (U, V)
 * @param ridge λN, positive
 */
public record HalfSweep(Side side, Factors point, double ridge)
    implements Request<HalfSweep.Answer> {
  /**
   * The outcome of half a sweep.
   *
   * @param value the data term at the point
   * @param solved the new factor
   * @param gradient the data term's gradient on this side, at the point
   */
  public record Answer(double value, Matrix solved, Matrix gradient) {}

  @Override
  public Side copy() {
    return side;
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    EntryBlock entries = (EntryBlock) block;
    FactorSlice solved = new FactorSlice(entries.range(), point.searchRank());
    FactorSlice gradient = new FactorSlice(entries.range(), point.searchRank());
    double loss =
        new RidgeSweep(point.searchRank(), ridge)
            .solve(
                entries, point.get(side), point.get(side.other()), solved.data(), gradient.data());
    return new Partial(new double[] {loss}, solved, gradient);
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    int rows = side == Side.ROWS ? shape.rows() : shape.cols();
    return new Answer(
        total.sum(0) / shape.measurements(),
        total.factorSlice(0).toMatrix(rows, 1),
        total.factorSlice(1).toMatrix(rows, 2.0 / shape.measurements()));
  }
}
