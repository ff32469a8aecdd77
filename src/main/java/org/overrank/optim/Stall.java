package org.overrank.optim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * No measurable progress: a step of length 0, or f fell by less than a relative amount over many
 * iterations.
 */
public final class Stall implements StoppingCriterion {
  private final int window;
  private final double tolerance;
  private final Deque<Double> values = new ArrayDeque<>();

  /**
   * A criterion that has seen nothing yet.
   *
   * @param window how many iterations
   * @param tolerance such as 1e-14: stops when f(k) ≥ (1 − tolerance) f(k − window)
   */
  public Stall(int window, double tolerance) {
    this.window = window;
    this.tolerance = tolerance;
  }

  @Override
  public Optional<StopReason> check(Progress progress) {
    boolean noStep = !values.isEmpty() && progress.step() == 0;
    values.addLast(progress.value());
    boolean flat =
        values.size() > window && progress.value() >= (1 - tolerance) * values.removeFirst();
    return noStep || flat ? Optional.of(StopReason.STALLED) : Optional.empty();
  }

  /**
   * What was seen so far.
   *
   * @return the last values of f, oldest first
   */
  public List<Double> seen() {
    return List.copyOf(values);
  }

  /**
   * Takes over what another criterion has seen.
   *
   * @param seen as {@link #seen} gave it
   */
  public void restore(List<Double> seen) {
    values.clear();
    values.addAll(seen);
  }
}
