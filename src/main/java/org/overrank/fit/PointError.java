package org.overrank.fit;

import org.overrank.objective.Factors;

/** How far a point is off on measurements that its fit does not see; less is better. */
@FunctionalInterface
public interface PointError {
  /**
   * The error.
   *
   * @param point (U, V), in user units
   * @param lambda λ that it was fitted with
   * @return not negative
   */
  double of(Factors point, double lambda);
}
