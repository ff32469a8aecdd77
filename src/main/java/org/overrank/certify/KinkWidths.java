package org.overrank.certify;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.overrank.loss.Loss;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * Over how wide a range the kink of a loss is rounded off: widths of the data times powers of two,
 * so that a proof that is made again finds the width of the first one.
 *
 * <p>Any width proves: the slopes of what is smoother are feasible for the loss itself (theory,
 * section 9). A wide one costs its own share of the gap; under a narrow one ‖G‖_op jumps wherever a
 * residual inside the kink changes its sign.
 */
public final class KinkWidths {
  /** log2 of the widest against that of the data: where a fit begins. */
  public static final int WIDEST = 5;

  /** The same of the narrowest: far below what a gap of 1e-6 takes. */
  public static final int NARROWEST = -20;

  private static final int COARSE = 3;

  private KinkWidths() {}

  /**
   * One width.
   *
   * @param loss of the data
   * @param exponent log2 of the width against that of the data
   * @return the width; 0 where there is no kink
   */
  public static double width(Loss loss, int exponent) {
    return Math.scalb(loss.smoothing(), exponent);
  }

  /**
   * Rounds off the kink so that a point's gap is the least: some assessments, none without a kink.
   *
   * @param objective told the width
   * @param point of which a certificate is to be made
   * @param seed of the assessments
   */
  public static void chooseFor(RegularizedObjective objective, Factors point, long seed) {
    Loss loss = objective.given().shape().loss();
    if (loss.smoothing() == 0) {
      return;
    }
    Map<Integer, Double> gaps = new HashMap<>();
    IntToDoubleFunction gap =
        exponent -> gaps.computeIfAbsent(exponent, e -> gap(objective, point, seed, e));
    int best = WIDEST;
    for (int step = COARSE; step > 0; step--) {
      for (int sign = -1; sign <= 1; sign += 2) {
        int next = best + sign * step;
        while (next >= NARROWEST && gap.applyAsDouble(next) < gap.applyAsDouble(best)) {
          best = next;
          next += sign * step;
        }
      }
    }
    objective.roundOff(width(loss, best));
  }

  private static double gap(
      RegularizedObjective objective, Factors point, long seed, int exponent) {
    objective.roundOff(width(objective.given().shape().loss(), exponent));
    try (Assessment there = new Certifier(objective, seed).assess(point)) {
      return there.optimisticGap();
    }
  }
}
