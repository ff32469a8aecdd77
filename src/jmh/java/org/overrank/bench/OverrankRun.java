package org.overrank.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.IdIndex;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.optim.Solver;
import org.overrank.spark.baseline.BreezeLbfgs;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.EntryReader;

/**
 * A fit from the table on disk, by our solvers or by a library's on our passes.
 *
 * @param problem what is minimised
 * @param session where
 * @param ratings of what
 * @param rank the search rank
 * @param solver by what
 * @param gap the relative gap to prove
 * @param passes budget
 */
record OverrankRun(
    PeerProblem problem,
    SparkSession session,
    RatingsFile ratings,
    int rank,
    SolverKind solver,
    double gap,
    long passes) {
  /**
   * An iterate.
   *
   * @param usage time from the beginning, reading included
   * @param passes over the ratings so far
   * @param objective there
   * @param gap proven there, or NaN
   */
  record Moment(Usage usage, long passes, double objective, double gap) {}

  /**
   * How it went.
   *
   * @param read when the table had been read
   * @param moments all iterates
   * @param last the end, certificate included
   * @param certified whether as small as asked
   */
  record Result(Usage read, List<Moment> moments, Moment last, boolean certified) {
    /** The first iterate that is proven to be within a gap, or null. */
    @Nullable Moment firstProven(double gap) {
      return moments.stream().filter(m -> m.gap <= gap).findFirst().orElse(null);
    }

    /** The first iterate at or below an objective, or null. */
    @Nullable Moment firstBelow(double objective) {
      return moments.stream().filter(m -> m.objective <= objective).findFirst().orElse(null);
    }
  }

  Result run() {
    Usage began = Usage.now();
    List<Moment> moments = new ArrayList<>();
    EntrySource source = EntrySource.of(ratings.path().toString());
    try (EntryData data = EntryReader.read(session, source, problem.options());
        Objective measured = data.objective()) {
      Usage read = began.spent();
      Fit fit =
          new Fit(
              measured,
              measured,
              settings(),
              created(),
              row ->
                  moments.add(
                      new Moment(
                          began.spent(), row.passes(), row.objective(), row.relativeGap())));
      FitResult result = fit.run();
      double proven = result.certificate().relativeGap();
      double objective = result.certificate().convexObjective();
      Moment last = new Moment(began.spent(), result.passes(), objective, proven);
      check(data, result);
      return new Result(read, moments, last, result.certificate().certifies(gap));
    }
  }

  /**
   * That the objective at the factors, as it is recomputed of all systems, is the one told: at those
   * of one scale, where U has been handed a power of two more than V.
   */
  private void check(EntryData data, FitResult result) {
    Factors found = result.factors();
    double told = result.certificate().objective();
    double more = Math.pow(2, data.shape().units().leftExponent() / 2.0);
    double recomputed =
        problem.objective(
            ratings,
            byId(found.left(), data.rows(), a -> data.scales().row(a) / more, ratings.rowCount()),
            byId(found.right(), data.cols(), b -> data.scales().col(b) * more, ratings.colCount()));
    if (!(Math.abs(told - recomputed) <= 1e-9 * recomputed)) {
      throw new IllegalStateException("told " + told + ", recomputed " + recomputed);
    }
  }

  private static double[][] byId(
      Matrix factor, IdIndex ids, IntToDoubleFunction scale, int count) {
    double[][] rows = new double[count][factor.cols()];
    for (int i = 0; i < ids.size(); i++) {
      double s = scale.applyAsDouble(i);
      double[] row = rows[((Long) ids.idAt(i)).intValue()];
      for (int k = 0; k < row.length; k++) {
        row[k] = s * factor.get(i, k);
      }
    }
    return rows;
  }

  private Solver created() {
    return solver == SolverKind.LBFGS ? new BreezeLbfgs() : solver.create(OptionalDouble.empty());
  }

  private FitSettings settings() {
    return FitSettings.builder()
        .lambda(problem.penalty() / ratings.count())
        .searchRank(rank)
        .solver(solver)
        .relativeGap(gap)
        .maxPasses(passes)
        .build();
  }
}
