package org.overrank.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.SolverKind;

/**
 * All systems once, one after the other, at one search rank.
 *
 * <p>Breeze's L-BFGS, which has no preconditioner, gets a budget of passes and runs in the first
 * round only.
 */
final class PeerRound {
  private static final int[] ALS_ITERATIONS = {10, 20};
  private static final int[] LIBMF_ITERATIONS = {20, 50, 200};
  private static final double[] NEAR = {2e-3, 3e-4};
  private static final double GAP = 1e-3;

  private final SparkSession session;
  private final RatingsFile ratings;
  private final int rank;
  private final int round;
  private final List<PeerTimes> times = new ArrayList<>();

  PeerRound(SparkSession session, RatingsFile ratings, int rank, int round) {
    this.session = session;
    this.ratings = ratings;
    this.rank = rank;
    this.round = round;
  }

  List<PeerTimes> run() throws IOException, InterruptedException {
    OverrankRun.Result ours = overrank(SolverKind.VARIABLE_PROJECTION, 600);
    for (int iterations : ALS_ITERATIONS) {
      AlsRun.Result als = new AlsRun(session, ratings, rank, iterations).run();
      String goal = iterations + " iterations";
      add("mllib-als", iterations, als.usage(), als.objective(), goal);
      reached(ours, als.objective(), "ALS " + goal);
    }
    for (double near : NEAR) {
      reached(ours, ours.last().objective() * (1 + near), "within " + near + " of its end");
    }
    libmf();
    if (round == 1) {
      overrank(SolverKind.LBFGS, 120);
    }
    return times;
  }

  private OverrankRun.Result overrank(SolverKind solver, long passes) {
    OverrankRun.Result result = new OverrankRun(session, ratings, rank, solver, GAP, passes).run();
    OverrankRun.Moment end = result.last();
    String goal = result.certified() ? "certified to " + GAP : "ended uncertified";
    times.add(
        new PeerTimes(
            solver.word(),
            rank,
            round,
            end.passes(),
            end.usage(),
            end.objective(),
            result.gap(),
            goal));
    return result;
  }

  private void reached(OverrankRun.Result ours, double objective, String goal) {
    OverrankRun.Moment moment = ours.firstBelow(objective);
    if (moment != null) {
      add(
          SolverKind.VARIABLE_PROJECTION.word(),
          moment.passes(),
          moment.usage(),
          moment.objective(),
          goal);
    }
  }

  private void libmf() throws IOException, InterruptedException {
    String program = System.getenv("OVERRANK_LIBMF");
    for (int iterations : program == null ? new int[0] : LIBMF_ITERATIONS) {
      LibmfRun.Result found = new LibmfRun(program, ratings, rank, iterations).run();
      add("libmf", iterations, found.usage(), found.objective(), iterations + " iterations");
    }
  }

  private void add(String system, long steps, Usage usage, double objective, String goal) {
    times.add(new PeerTimes(system, rank, round, steps, usage, objective, Double.NaN, goal));
  }
}
