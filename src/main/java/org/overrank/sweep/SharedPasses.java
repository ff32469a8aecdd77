package org.overrank.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overrank.objective.Answers;
import org.overrank.objective.Objective;
import org.overrank.objective.Request;

/**
 * Lets trials that wait for a pass wait for the same one (numerics, "One pass, many trials").
 *
 * <p>Each trial runs in a thread of its own on a {@link RidingObjective}. A pass begins when every
 * trial that is under way waits for one; it answers all of them together, and they go on at once.
 * What a trial is answered does not depend on the others at all.
 */
final class SharedPasses {
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<Rounded, Objective> rounded = new HashMap<>();
  private int underWay;
  private long passes;
  private long answered;

  /** Measurements with a kink that is rounded off. */
  private record Rounded(Objective measurements, double width) {}

  /** What one trial waits for. */
  private static final class Waiting {
    private final RidingObjective rider;
    private final List<? extends Request<?>> requests;
    private @Nullable Answers answers;
    private @Nullable Throwable failure;

    Waiting(RidingObjective rider, List<? extends Request<?>> requests) {
      this.rider = rider;
      this.requests = requests;
    }

    boolean isOver() {
      return answers != null || failure != null;
    }
  }

  /** The same objective for all trials that ask for one width. */
  synchronized Objective rounded(Objective measurements, double width) {
    return rounded.computeIfAbsent(
        new Rounded(measurements, width), key -> measurements.roundedBy(width));
  }

  /** A trial begins; no pass is made without it from now on. */
  synchronized void board() {
    underWay++;
  }

  /** A trial has ended; the others no longer wait for it. */
  synchronized void leave() {
    underWay--;
    passIfAllWait();
  }

  /**
   * Answers requests of one trial, together with those of all others under way.
   *
   * @param rider one trial that has boarded
   * @param requests its
   * @return the answers
   */
  synchronized Answers evaluate(RidingObjective rider, List<? extends Request<?>> requests) {
    Waiting own = new Waiting(rider, requests);
    waiting.add(own);
    passIfAllWait();
    rider.journal().onWork(List.of(rider.trial()));
    try {
      while (!own.isOver()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a pass", e);
    }
    if (own.answers == null) {
      throw failed(own.failure);
    }
    return own.answers;
  }

  private static RuntimeException failed(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException known
        ? known
        : new IllegalStateException("a shared pass failed", failure);
  }

  /** Makes a pass in the thread of the last trial to arrive; the others wait for its end. */
  private void passIfAllWait() {
    if (waiting.isEmpty() || waiting.size() < underWay) {
      return;
    }
    List<Waiting> served = new ArrayList<>(waiting);
    waiting.clear();
    while (!served.isEmpty()) {
      Objective measurements = served.get(0).rider.measurements();
      pass(
          measurements,
          served.stream().filter(w -> w.rider.measurements() == measurements).toList());
      served.removeIf(w -> w.rider.measurements() == measurements);
    }
    notifyAll();
  }

  private void pass(Objective measurements, List<Waiting> together) {
    List<Request<?>> all = new ArrayList<>();
    together.forEach(each -> all.addAll(each.requests));
    together.get(0).rider.journal().onWork(together.stream().map(w -> w.rider.trial()).toList());
    try {
      Answers answers = measurements.evaluate(all);
      together.forEach(each -> each.answers = answers);
    } catch (Throwable e) { // Spark throws exceptions that it does not declare.
      together.forEach(each -> each.failure = e);
    }
    passes++;
    answered += together.size();
  }

  /** Shared passes made so far. */
  synchronized long passes() {
    return passes;
  }

  /** Passes that the trials would have made alone. */
  synchronized long answered() {
    return answered;
  }
}
