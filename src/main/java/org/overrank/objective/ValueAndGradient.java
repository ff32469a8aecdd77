package org.overrank.objective;

import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * The data term (1/N)‖A(U Vᵀ) − y‖² and its gradient (2/N)(A*(r)V, A*(r)ᵀU) (theory, section 1).
 *
 * @param point (U, V)
 */
public record ValueAndGradient(Factors point) implements Request<ValueAndGradient.Answer> {
  /**
   * Value and gradient.
   *
   * @param value the data term
   * @param gradient its gradient
   */
  public record Answer(double value, Factors gradient) {}

  @Override
  public Partial contribute(MeasurementBlock block) {
    FactorSlice left = new FactorSlice(block.touched(Side.ROWS), point.searchRank());
    FactorSlice right = new FactorSlice(block.touched(Side.COLUMNS), point.searchRank());
    double loss = block.addLossAndGradient(point.left(), point.right(), left.data(), right.data());
    return new Partial(new double[] {loss}, left, right);
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    return ((long) shape.rows() + shape.cols()) * point.searchRank();
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    double scale = 2.0 / shape.measurements();
    return new Answer(
        total.sum(0) / shape.measurements(),
        new Factors(
            total.factorSlice(0).toMatrix(shape.rows(), scale),
            total.factorSlice(1).toMatrix(shape.cols(), scale)));
  }
}
