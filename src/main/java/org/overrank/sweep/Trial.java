package org.overrank.sweep;

import java.util.Locale;
import java.util.OptionalInt;
import org.overrank.fit.SolverKind;
import org.overrank.fit.StartKind;

/**
 * One point of a sweep.
 *
 * @param searchRank R, or empty to search for it
 * @param lambda λ
 * @param solver what minimises
 * @param start where it begins: not at a model
 * @param seed of everything random
 */
public record Trial(
    OptionalInt searchRank, double lambda, SolverKind solver, StartKind start, long seed) {
  /**
   * What tells trials of one sweep apart, as it stands in results.
   *
   * @return one line
   */
  public String key() {
    return String.format(
        "R=%s lambda=%s solver=%s start=%s seed=%d",
        searchRank.isPresent() ? Integer.toString(searchRank.getAsInt()) : "auto",
        Double.toString(lambda),
        solver.word(),
        start.name().toLowerCase(Locale.ROOT),
        seed);
  }
}
