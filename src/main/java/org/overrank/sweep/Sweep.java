package org.overrank.sweep;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.objective.Objective;

/**
 * Runs trials on the same measurements, a number of them at a time, which share their passes.
 *
 * <p>Where a trial ends, the next one that waits takes its place. Results come in the order in
 * which trials end; each is the same to the last bit as if its trial had run alone.
 */
public final class Sweep {
  private final Objective data;
  private final Objective equivalent;
  private final double relativeGap;
  private final long maxPasses;
  private final SharedPasses passes = new SharedPasses();

  /** Is told what became of a trial; by one thread at a time. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A trial has ended.
     *
     * @param trial which
     * @param settings what it was asked
     * @param result what it found
     * @param seconds from its beginning to its end, waiting for others included
     */
    void onResult(Trial trial, FitSettings settings, FitResult result, double seconds);
  }

  /**
   * A sweep.
   *
   * @param data the measurements
   * @param equivalent measurements with the same objective to work on, or {@code data}
   * @param relativeGap the gap that every trial is to prove
   * @param maxPasses budget of passes of every trial
   */
  public Sweep(Objective data, Objective equivalent, double relativeGap, long maxPasses) {
    this.data = data;
    this.equivalent = equivalent;
    this.relativeGap = relativeGap;
    this.maxPasses = maxPasses;
  }

  /**
   * Runs trials.
   *
   * @param trials which
   * @param riders how many are under way at a time, at most
   * @param listener told each result
   * @throws RuntimeException if a trial fails; the others are stopped at their next pass
   */
  public void run(List<Trial> trials, int riders, Listener listener) {
    int threads = Math.max(1, Math.min(riders, trials.size()));
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      // All board before any begins, so that the first pass has all of them aboard.
      IntStream.range(0, threads).forEach(k -> passes.board());
      List<Future<?>> running =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(k -> pool.submit(() -> ride(trials, next, listener)))
              .toList();
      running.forEach(Sweep::join);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Trial after trial until none is left; ashore while results are told, so that nobody waits. */
  private void ride(List<Trial> trials, AtomicInteger next, Listener listener) {
    boolean aboard = true;
    try {
      int mine = next.getAndIncrement();
      while (mine < trials.size()) {
        Trial trial = trials.get(mine);
        FitSettings settings = settings(trial);
        long began = System.nanoTime();
        FitResult result = fit(settings);
        double seconds = (System.nanoTime() - began) / 1e9;
        passes.leave();
        aboard = false;
        synchronized (this) {
          listener.onResult(trial, settings, result, seconds);
        }
        mine = next.getAndIncrement();
        if (mine < trials.size()) {
          passes.board();
          aboard = true;
        }
      }
    } catch (RuntimeException | Error e) {
      next.set(trials.size()); // Nobody begins another one.
      throw e;
    } finally {
      if (aboard) {
        passes.leave();
      }
    }
  }

  private FitSettings settings(Trial trial) {
    return new FitSettings(
        trial.lambda(),
        trial.searchRank(),
        trial.solver(),
        OptionalDouble.empty(),
        trial.start(),
        null,
        trial.seed(),
        relativeGap,
        maxPasses);
  }

  private FitResult fit(FitSettings settings) {
    RidingObjective shared = new RidingObjective(data, passes);
    RidingObjective working = equivalent == data ? shared : new RidingObjective(equivalent, passes);
    return new Fit(shared, working, settings, row -> {}).run();
  }

  private static void join(Future<?> running) {
    try {
      running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials were under way", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("a trial failed", e.getCause());
    }
  }

  /**
   * Passes made so far.
   *
   * @return each of them for all trials under way
   */
  public long sharedPasses() {
    return passes.passes();
  }

  /**
   * Passes that the trials so far would have made one after the other.
   *
   * @return at least as many
   */
  public long ownPasses() {
    return passes.answered();
  }
}
