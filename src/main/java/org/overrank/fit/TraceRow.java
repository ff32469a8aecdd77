package org.overrank.fit;

import org.overrank.objective.Structure;
import org.overrank.objective.Units;

/**
 * One line of a run's trace: the state after an iteration. Quantities that were not computed at
 * this iteration are NaN.
 *
 * @param iteration iterations of the solver so far, 0 at the start
 * @param passes passes over the measurements so far
 * @param seconds wall-clock seconds since the solver began
 * @param objective f(U,V)
 * @param gradientNorm ‖∇f‖_F
 * @param step length of the step that led here
 * @param searchRank R at this point
 * @param convexObjective F(UVᵀ), where a certificate was computed
 * @param lowerBound D, where a certificate was computed
 * @param relativeGap (F − D)/F, where a certificate was computed
 * @param nu ‖G‖_op/(2λ), where a certificate was computed
 * @param gapBound "exact", "lanczos", or "estimate" where the gap rests on a lower end of ‖G‖_op
 *     only and proves nothing; empty without a certificate
 * @param event what happened here besides a step, such as "search rank 24 -> 36"; empty otherwise
 */
public record TraceRow(
    int iteration,
    long passes,
    double seconds,
    double objective,
    double gradientNorm,
    double step,
    int searchRank,
    double convexObjective,
    double lowerBound,
    double relativeGap,
    double nu,
    String gapBound,
    String event) {
  /**
   * The same row in the units of the user.
   *
   * @param units of the problem
   * @param solver whose steps they are
   * @return values in user units; a step along −∇f too; a multiple of another direction has none
   */
  TraceRow in(Units units, SolverKind solver) {
    return new TraceRow(
        iteration,
        passes,
        seconds,
        units.toValue(objective),
        units.toGradient(gradientNorm),
        switch (solver) {
          case GRADIENT_DESCENT -> units.toStep(step);
          case PROXIMAL_GRADIENT -> units.toMatrixStep(step);
          default -> step;
        },
        searchRank,
        units.toValue(convexObjective),
        units.toValue(lowerBound),
        relativeGap,
        nu,
        gapBound,
        event);
  }

  /** The same row with the columns of the search rank, where some of the solver's are one of it. */
  TraceRow of(Structure structure) {
    return new TraceRow(
        iteration,
        passes,
        seconds,
        objective,
        gradientNorm,
        step,
        searchRank / structure.columnsOfOne(),
        convexObjective,
        lowerBound,
        relativeGap,
        nu,
        gapBound,
        event);
  }
}
