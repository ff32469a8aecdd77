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
   * Sums of the residual, each correct to about one rounding. Squares that vanish do not make a sum
   * vanish: a norm is 0 only where all its terms are.
   *
   * @param residualDotTarget ⟨r, y⟩
   * @param residualNormSquared ‖r‖²
   * @param targetNormSquared ‖y‖²
   */
  public record Answer(
      double residualDotTarget, double residualNormSquared, double targetNormSquared) {}

  @Override
  public Partial contribute(MeasurementBlock block) {
    return new Partial(sums(block, BlockResidual.at(block, point)));
  }

  static double[] sums(MeasurementBlock block, double[] residual) {
    CompensatedSum cross = new CompensatedSum();
    CompensatedSum square = new CompensatedSum();
    CompensatedSum target = new CompensatedSum();
    double largestResidual = 0;
    double largestTarget = 0;
    for (int i = 0; i < residual.length; i++) {
      double y = block.target(i);
      cross.addProduct(residual[i], y);
      square.addProduct(residual[i], residual[i]);
      target.addProduct(y, y);
      largestResidual = Math.max(largestResidual, Math.abs(residual[i]));
      largestTarget = Math.max(largestTarget, Math.abs(y));
    }
    return new double[] {
      cross.value(), visible(square, largestResidual), visible(target, largestTarget)
    };
  }

  private static double visible(CompensatedSum squares, double largest) {
    return largest == 0 ? 0 : Math.max(squares.value(), Double.MIN_NORMAL);
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    return BlockResidual.sums(total);
  }
}
