package org.overrank.optim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * No measurable progress: a step of length 0, or f fell by less than a relative amount over many
 * iterations and the gap is not closing either. The gap goes with the square root of what f has
 * still to fall, so it may close long after f stands still at its rounding.
 */
public final class Stall implements StoppingCriterion {
  /** A gap that kept this share of itself since f was last seen to stand still is not closing. */
  private static final double NOT_CLOSING = 0.8;

  private final int window;
  private final double tolerance;
  private final ToDoubleFunction<Progress> gap;
  private final Deque<Double> values = new ArrayDeque<>();
  private double gapBefore = Double.POSITIVE_INFINITY;

  /**
   * A criterion that has seen nothing yet.
   *
   * @param window how many iterations
   * @param tolerance such as 1e-14: f stands still when f(k) ≥ (1 − tolerance) f(k − window)
   * @param gap the gap of an iterate, which may cost a pass; asked for only where f stands still
   */
  public Stall(int window, double tolerance, ToDoubleFunction<Progress> gap) {
    this.window = window;
    this.tolerance = tolerance;
    this.gap = gap;
  }

  @Override
  public Optional<StopReason> check(Progress progress) {
    boolean noStep = !values.isEmpty() && progress.step() == 0;
    values.addLast(progress.value());
    boolean flat =
        values.size() > window && progress.value() >= (1 - tolerance) * values.removeFirst();
    return noStep || (flat && !isClosing(progress))
        ? Optional.of(StopReason.STALLED)
        : Optional.empty();
  }

  /** Whether the gap closes; if so the window begins anew. */
  private boolean isClosing(Progress progress) {
    double now = gap.applyAsDouble(progress);
    boolean closing = now <= NOT_CLOSING * gapBefore;
    gapBefore = now;
    values.clear();
    values.addLast(progress.value());
    return closing;
  }

  /**
   * What was seen so far.
   *
   * @return the gap when f last stood still, infinite before, and the last values of f, oldest
   *     first
   */
  public List<Double> seen() {
    List<Double> seen = new ArrayList<>(List.of(gapBefore));
    seen.addAll(values);
    return seen;
  }

  /**
   * Takes over what another criterion has seen.
   *
   * @param seen as {@link #seen} gave it
   */
  public void restore(List<Double> seen) {
    gapBefore = seen.get(0);
    values.clear();
    values.addAll(seen.subList(1, seen.size()));
  }
}
