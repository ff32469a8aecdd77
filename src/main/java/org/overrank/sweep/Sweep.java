package org.overrank.sweep;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.PointWidth;
import org.overrank.fit.StartKind;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.optim.Solver;
import org.overrank.optim.StopReason;

/**
 * Runs trials on the same measurements, a number of them at a time, which share their passes.
 *
 * <p>Where a trial ends, the next one that waits takes its place. Results come in the order in
 * which trials end; each is the same to the last bit as if its trial had run alone.
 */
public final class Sweep {
  private final Objective data;
  private final Means means;
  private final SharedPasses passes = new SharedPasses();

  /** What trials are run with. */
  public interface Means {
    /**
     * What a trial works on.
     *
     * @param trial which
     * @return measurements with the same objective: fewer, or all of them
     */
    Objective equivalent(FitSettings trial);

    /**
     * What minimises.
     *
     * @param trial which
     * @return its solver
     */
    Solver solver(FitSettings trial);

    /**
     * How wide a trial may become.
     *
     * @param trial which
     * @return whether there is memory for a search rank
     */
    IntPredicate room(FitSettings trial);
  }

  /**
   * A sweep.
   *
   * @param data the measurements
   * @param means what trials are run with
   */
  public Sweep(Objective data, Means means) {
    this.data = data;
    this.means = means;
  }

  /**
   * Runs trials.
   *
   * @param lanes which; those of a lane one after the other
   * @param riders how many are under way at a time, at most
   * @param journal told each result
   * @throws RuntimeException if a trial fails; the others are stopped at their next pass
   */
  public void run(List<Lane> lanes, int riders, Journal journal) {
    int threads = Math.max(1, Math.min(riders, lanes.size()));
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      // All board before any begins, so that the first pass has all of them aboard.
      IntStream.range(0, threads).forEach(k -> passes.board());
      List<Future<?>> running =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(k -> pool.submit(() -> ride(lanes, next, journal)))
              .toList();
      running.forEach(Sweep::join);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Lane after lane until none is left. */
  private void ride(List<Lane> lanes, AtomicInteger next, Journal journal) {
    Seat seat = new Seat(passes);
    try {
      int mine = next.getAndIncrement();
      while (mine < lanes.size()) {
        Factors before = lanes.get(mine).before();
        for (FitSettings trial : lanes.get(mine).trials()) {
          before = ride(trial, before, seat, journal).factors();
        }
        mine = next.getAndIncrement();
      }
    } catch (RuntimeException | Error e) {
      next.set(lanes.size()); // Nobody begins another one.
      throw e;
    } finally {
      seat.leave();
    }
  }

  /** One trial; ashore while its result is told, so that nobody waits for that. */
  private FitResult ride(FitSettings trial, @Nullable Factors before, Seat seat, Journal journal) {
    seat.take();
    FitSettings settings = settings(trial, before);
    long began = System.nanoTime();
    journal.onWork(List.of(trial));
    FitResult result = fit(trial, settings, journal);
    double seconds = (System.nanoTime() - began) / 1e9;
    seat.leave();
    if (result.stopReason() == StopReason.INTERRUPTED) {
      throw new IllegalStateException("interrupted while trials were under way");
    }
    synchronized (this) {
      journal.onResult(trial, settings, result, seconds);
    }
    return result;
  }

  private FitSettings settings(FitSettings trial, @Nullable Factors before) {
    return trial.start() == StartKind.PATH && before != null
        ? trial.toBuilder().warmStart(widened(before, trial)).build()
        : trial;
  }

  /** The neighbour's answer without its dead columns, which would never move; null if it is 0. */
  private @Nullable Factors widened(Factors before, FitSettings trial) {
    int rank = ProductSvd.of(before.left(), before.right()).rank();
    if (rank == 0) {
      return null;
    }
    return PointWidth.regrown(before, rank, trial.searchRank(), trial.seed(), data.shape().units());
  }

  private FitResult fit(FitSettings trial, FitSettings settings, Journal journal) {
    RidingObjective shared = new RidingObjective(data, passes, trial, journal);
    Objective equivalent = means.equivalent(trial);
    RidingObjective working =
        equivalent == data ? shared : new RidingObjective(equivalent, passes, trial, journal);
    return new Fit(shared, working, settings, means.solver(settings), row -> {})
        .withCheckpoints(journal.checkpoints(trial))
        .withRoom(means.room(trial))
        .run();
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
