package org.overrank.fit;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Which of several λ is taken, by their errors on a hold-out. */
public enum LambdaRule {
  /** The largest whose error is the least, as far as three digits tell. */
  BEST,

  /**
   * The largest whose error is within one standard error of the least: the simplest that is not
   * known to be worse.
   */
  ONE_STANDARD_ERROR;

  /** Errors that differ by less, relatively, are the same: the gaps on a path allow for more. */
  private static final double SAME = 1e-3;

  /**
   * The choice.
   *
   * @param tried at least one λ
   * @param standardError of the error of one of them, as a share of it; asked for where the rule is
   *     by it
   * @return the one that is taken
   */
  public LambdaTrial choose(List<LambdaTrial> tried, ToDoubleFunction<LambdaTrial> standardError) {
    LambdaTrial best =
        tried.stream().min(Comparator.comparingDouble(LambdaTrial::error)).orElseThrow();
    double least = best.error();
    double margin = this == BEST ? SAME : Math.max(SAME, standardError.applyAsDouble(best));
    return tried.stream()
        .filter(trial -> trial.error() <= least * (1 + margin))
        .max(Comparator.comparingDouble(LambdaTrial::lambda))
        .orElseThrow();
  }

  /**
   * The standard error of a root mean square of n errors against it, as for Gaussian ones.
   *
   * @param count n
   * @return √(1/(2n))
   */
  public static double relativeStandardError(long count) {
    return Math.sqrt(0.5 / count);
  }
}
