package org.overrank.fit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.KinkWidths;
import org.overrank.loss.Loss;
import org.overrank.objective.RegularizedObjective;
import org.overrank.optim.StopReason;

/**
 * A loss with a kink is minimised with the kink rounded off as widely as the gap allows, since the
 * curvature there is one over the width: widely at first, and less where that holds the gap open.
 */
final class RoundedKink implements Rule {
  /** Of the asked gap: what a width may keep open, as long as the rest is not closed. */
  private static final double ALLOWED = 0.7;

  /** Of the asked gap: what may be kept open where f stands still. */
  private static final double ALLOWED_AT_REST = 0.1;

  /** Of the gap as it is: far from the optimum what is wide leads nearer to it in fewer passes. */
  private static final double MUCH = 0.05;

  /** Of the asked gap: what the next width is to keep open. */
  private static final double WANTED = 0.5;

  /** As much less it keeps open at the least: widths are left one after another. */
  private static final double AT_ONCE = 1 / 16.0;

  /** What is kept open grows with the width to this power, about. */
  private static final double POWER = 1.5;

  private final RegularizedObjective data;
  private final Loss loss;
  private final double relativeGap;
  private final SolverRelay relay;

  /**
   * The rule of one fit, which begins with the widest.
   *
   * @param data what is minimised; told the width
   * @param relativeGap the asked gap
   * @param relay whose turn it is
   */
  RoundedKink(RegularizedObjective data, double relativeGap, SolverRelay relay) {
    this.data = data;
    this.loss = data.data().shape().loss();
    this.relativeGap = relativeGap;
    this.relay = relay;
    if (loss.smoothing() > 0) {
      data.roundOff(KinkWidths.width(loss, KinkWidths.WIDEST));
    }
  }

  /**
   * Whether the width keeps the asked gap open, however well what is rounded off so is minimised.
   *
   * @param assessment of a point
   * @param relativeGap the asked gap
   * @return true where the kink is to be rounded off less
   */
  static boolean isTooWide(Assessment assessment, double relativeGap) {
    double kept = assessment.gapOfKink();
    return kept > ALLOWED * relativeGap && kept > MUCH * assessment.optimisticGap();
  }

  @Override
  public @Nullable GoOn after(Ending ending) {
    boolean binds = ending.reason() == StopReason.KINK_BINDS;
    if (loss.smoothing() == 0 || !(binds || ending.isStill())) {
      return null;
    }
    double kept = ending.gap().assess(ending.outcome().last()).gapOfKink();
    double width = data.data().shape().loss().smoothing();
    int exponent = Math.getExponent(width / loss.smoothing());
    if (kept <= ALLOWED_AT_REST * relativeGap || exponent <= KinkWidths.NARROWEST) {
      return null;
    }
    double wanted = Math.max(WANTED * relativeGap, AT_ONCE * kept);
    double factor = Math.min(0.5, Math.pow(wanted / kept, 1 / POWER));
    int next = Math.max(KinkWidths.NARROWEST, exponent + Math.getExponent(factor));
    double narrower = KinkWidths.width(loss, next);
    data.roundOff(narrower);
    String why =
        String.format(
            Locale.ROOT, "the kink of the loss rounded off over %.3g, not %.3g", narrower, width);
    return GoOn.from(ending.point(), relay.leg(), why);
  }
}
