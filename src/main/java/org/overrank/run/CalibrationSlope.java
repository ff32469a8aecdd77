package org.overrank.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.LineSamples;
import org.overrank.objective.LineSamples.Sample;
import org.overrank.objective.Objective;

/**
 * The factor that log-odds lack: a penalty on them makes all predictions less sure than they could
 * be. It minimises Σ ℓ(s m, y), a convex function of s, over measurements that the fit has not
 * seen.
 */
final class CalibrationSlope {
  /** Beyond the ends, what is held out says too little, or the opposite of what was fitted. */
  private static final List<Double> STEPS = List.of(0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0);

  private CalibrationSlope() {}

  /**
   * The slope; one pass.
   *
   * @param heldOut measurements
   * @param point (U, V), in the units of these
   * @return s, between a quarter and four; 1 where M is zero
   */
  static double of(Objective heldOut, Factors point) {
    Factors zero = new Factors(zeros(point.left()), point.right());
    Factors all = new Factors(point.left(), zeros(point.right()));
    List<Sample> samples = heldOut.evaluate(new LineSamples(zero, all, STEPS));
    if (samples.stream().allMatch(each -> each.slope() == 0)) {
      return 1;
    }
    int end = 0;
    while (end < samples.size() && samples.get(end).slope() < 0) {
      end++;
    }
    if (end == 0 || end == samples.size()) {
      return STEPS.get(Math.min(end, samples.size() - 1));
    }
    return samples.get(end - 1).leastBetween(samples.get(end));
  }

  /**
   * What is told of a point.
   *
   * @param point (U, V)
   * @param slope from {@link #of}, or null for the point itself
   * @return factors of the slope times UVᵀ
   */
  static Factors times(Factors point, @Nullable Double slope) {
    return slope == null ? point : point.times(Math.sqrt(slope));
  }

  private static Matrix zeros(Matrix like) {
    return Matrix.zeros(like.rows(), like.cols());
  }
}
