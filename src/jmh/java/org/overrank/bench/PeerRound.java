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
 * round only; of clicks neither it nor LIBMF.
 */
final class PeerRound {
  private static final int[] ALS_ITERATIONS = {10, 20};
  private static final int[] ALS_ITERATIONS_OF_CLICKS = {15};
  private static final int[] LIBMF_ITERATIONS = {20, 50, 200};
  private static final double[] NEAR = {2e-3, 3e-4};
  private static final double GAP = 1e-3;

  /** Of clicks ALS is nearer to the optimum sooner: the fit goes on until it is nearer. */
  private static final double GAP_OF_CLICKS = 1e-5;

  private static final long PASSES_OF_CLICKS = 80;

  private final PeerProblem problem;
  private final SparkSession session;
  private final RatingsFile ratings;
  private final int rank;
  private final int round;
  private final List<PeerTimes> times = new ArrayList<>();

  PeerRound(
      PeerProblem problem, SparkSession session, RatingsFile ratings, int rank, int round) {
    this.problem = problem;
    this.session = session;
    this.ratings = ratings;
    this.rank = rank;
    this.round = round;
  }

  List<PeerTimes> run() throws IOException, InterruptedException {
    OverrankRun.Result ours =
        overrank(SolverKind.VARIABLE_PROJECTION, problem.isClicks() ? PASSES_OF_CLICKS : 600);
    add(SolverKind.VARIABLE_PROJECTION.word(), 0, ours.read(), Double.NaN, "reading");
    OverrankRun.Moment proven = problem.isClicks() ? ours.firstProven(GAP) : null;
    if (proven != null) {
      add(SolverKind.VARIABLE_PROJECTION.word(), proven, "certified to " + GAP);
    }
    for (int iterations : problem.isClicks() ? ALS_ITERATIONS_OF_CLICKS : ALS_ITERATIONS) {
      AlsRun.Result als = new AlsRun(problem, session, ratings, rank, iterations).run();
      String goal = iterations + " iterations";
      add("mllib-als", iterations, als.usage(), als.objective(), goal);
      reached(ours, als.objective(), "ALS " + goal);
    }
    for (double near : NEAR) {
      reached(ours, ours.last().objective() * (1 + near), "within " + near + " of its end");
    }
    if (!problem.isClicks()) {
      libmf();
      if (round == 1) {
        overrank(SolverKind.LBFGS, 120);
      }
    }
    return times;
  }

  private OverrankRun.Result overrank(SolverKind solver, long passes) {
    double gap = problem.isClicks() ? GAP_OF_CLICKS : GAP;
    OverrankRun.Result result =
        new OverrankRun(problem, session, ratings, rank, solver, gap, passes).run();
    OverrankRun.Moment end = result.last();
    String goal = result.certified() ? "certified to " + gap : "ended uncertified";
    add(solver.word(), end, goal);
    return result;
  }

  private void reached(OverrankRun.Result ours, double objective, String goal) {
    OverrankRun.Moment moment = ours.firstBelow(objective);
    if (moment != null) {
      add(SolverKind.VARIABLE_PROJECTION.word(), moment, goal);
    }
  }

  private void libmf() throws IOException, InterruptedException {
    String program = System.getenv("OVERRANK_LIBMF");
    for (int iterations : program == null ? new int[0] : LIBMF_ITERATIONS) {
      LibmfRun.Result found = new LibmfRun(program, ratings, rank, iterations).run();
      add("libmf", iterations, found.usage(), found.objective(), iterations + " iterations");
    }
  }

  private void add(String system, OverrankRun.Moment at, String goal) {
    times.add(
        new PeerTimes(
            system, rank, round, at.passes(), at.usage(), at.objective(), at.gap(), goal));
  }

  private void add(String system, long steps, Usage usage, double objective, String goal) {
    times.add(new PeerTimes(system, rank, round, steps, usage, objective, Double.NaN, goal));
  }
}
