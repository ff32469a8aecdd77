package org.overrank.objective;

import org.overrank.linalg.CompensatedSum;
import org.overrank.sensing.MeasurementBlock;

/**
 * The two sums of the residual r = A(U Vᵀ) − y that the dual bound rests on (theory, section 2).
 *
 * @param point (U, V)
 */
public record ResidualSums(Factors point) implements Request<ResidualSums.Answer> {
  /**
   * Sums of the residual, each correct to about one rounding.
   *
   * @param residualDotTarget ⟨r, y⟩
   * @param residualNormSquared ‖r‖²
   * @param targetNormSquared ‖y‖²
   */
  public record Answer(
      double residualDotTarget, double residualNormSquared, double targetNormSquared) {}

  @Override
  public Partial contribute(MeasurementBlock block) {
    return BlockResidual.sums(block, BlockResidual.at(block, point));
  }

  static double[] sums(MeasurementBlock block, double[] residual) {
    CompensatedSum cross = new CompensatedSum();
    CompensatedSum square = new CompensatedSum();
    CompensatedSum target = new CompensatedSum();
    for (int i = 0; i < residual.length; i++) {
      double y = block.target(i);
      cross.addProduct(residual[i], y);
      square.addProduct(residual[i], residual[i]);
      target.addProduct(y, y);
    }
    return new double[] {cross.value(), square.value(), target.value()};
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    return BlockResidual.sums(total);
  }
}
