package org.overrank.optim;

import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;

/** The mean curvature of a cell, by rows and by columns: what {@link RotatedDiagonal} scales by. */
final class CellCurvature {
  private final RegularizedObjective objective;
  private final double[] rows;
  private final double[] cols;

  /**
   * That of a problem; one pass the first time it is asked for.
   *
   * @param objective f
   */
  CellCurvature(RegularizedObjective objective) {
    Curvature.Answer curvature = objective.curvature();
    ProblemShape shape = objective.data().shape();
    double size = Math.sqrt(curvature.targetNormSquared() / shape.measurements());
    double usual = shape.loss().usualCurvature(shape.units().toResidual(size));
    double perMeasurement = 2.0 * usual / shape.measurements();
    this.objective = objective;
    this.rows = scaled(objective.rowCurvature(), perMeasurement / shape.cols());
    this.cols = scaled(curvature.colSums(), perMeasurement / shape.rows());
  }

  private static double[] scaled(double[] sums, double factor) {
    double[] result = sums.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] *= factor;
    }
    return result;
  }

  /**
   * The preconditioner at a point.
   *
   * @param point (U, V)
   * @param gradient ∇f there
   * @return an approximate inverse Hessian
   */
  RotatedDiagonal preconditioner(Factors point, Factors gradient) {
    return new RotatedDiagonal(rows, cols, objective, point, gradient);
  }
}
