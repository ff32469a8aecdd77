package org.overrank.run;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitSettings;
import org.overrank.objective.ProblemShape;

/**
 * How many trials share passes at a time.
 *
 * @param count how many
 * @param boundByMemory whether memory has room for no more
 * @param driverMemory what that takes, for people
 */
public record Riders(int count, boolean boundByMemory, String driverMemory) {
  /** Trials that share passes unless said otherwise, at most. */
  public static final int USUAL = 32;

  /** Points that a pass carries to executors, unless more riders are asked for. */
  private static final long SENT_BYTES = 10L << 20;

  /** Points that a pass carries where executors share the driver's heap and nothing is sent. */
  private static final long LOCAL_BYTES = 80L << 20;

  /**
   * As many as are asked for, as far as the driver's memory goes.
   *
   * @param run the measurements
   * @param trials all that are to run
   * @param asked how many, or null for as many as pay
   * @return the number
   * @throws org.overrank.linalg.InvalidInputException if there is no memory for one
   */
  public static Riders of(Run run, List<FitSettings> trials, @Nullable Integer asked) {
    ProblemShape shape = run.data().shape();
    int widest = trials.stream().mapToInt(trial -> firstWidth(trial, shape)).max().orElse(1);
    ResourceEstimate estimate =
        trials.stream()
            .map(FitSettings::solver)
            .distinct()
            .map(solver -> run.request().estimate(run.data(), widest, solver))
            .max(Comparator.comparingLong(ResourceEstimate::driverBytes))
            .orElseThrow();
    long heap = Runtime.getRuntime().maxMemory();
    estimate.check(heap, run.isLocal());
    int room = estimate.riders(heap, run.isLocal());
    int count = Math.min(asked == null ? worthSharing(estimate, run.isLocal()) : asked, room);
    return new Riders(count, count == room, estimate.driverMemory(Math.min(count, trials.size())));
  }

  /** Sharing saves a pass's fixed cost, which is little beside what large points cost to send. */
  private static int worthSharing(ResourceEstimate estimate, boolean local) {
    long riders = (local ? LOCAL_BYTES : SENT_BYTES) / Math.max(1, estimate.broadcastBytes());
    return (int) Math.max(1, Math.min(USUAL, riders));
  }

  private static int firstWidth(FitSettings trial, ProblemShape shape) {
    return trial.solver().hasSearchRank()
        ? trial.firstSearchRank(shape)
        : Math.min(shape.rows(), shape.cols());
  }
}
