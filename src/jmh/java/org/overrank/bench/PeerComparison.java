package org.overrank.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.SolverKind;

/**
 * Whole jobs on about a million ratings: from the table on disk to the objective that Spark
 * MLlib's ALS has after 10 and after 20 iterations, and to a certified optimum; Breeze's L-BFGS
 * and, where its program is given, LIBMF on the same objective.
 *
 * <p>Arguments: the CSV file to write; a CSV file of ratings with columns row, col and value, or
 * {@code generated}; then search ranks. The program of LIBMF is read from the environment variable
 * {@code OVERRANK_LIBMF}.
 */
public final class PeerComparison {
  /** ALS's regParam; ours is this over the number of ratings. */
  static final double LAMBDA = 0.1;

  private final SparkSession session;
  private final RatingsFile ratings;
  private final List<String> csv =
      new ArrayList<>(
          List.of("data,system,search rank,iterations or passes,wall s,CPU s,objective,gap,goal"));

  private PeerComparison(SparkSession session, RatingsFile ratings) {
    this.session = session;
    this.ratings = ratings;
  }

  /**
   * Runs and prints.
   *
   * @param args the CSV file, the ratings, search ranks
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if LIBMF was waited for in vain
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("overrank-bench");
    Path table = work.resolve("ratings.csv");
    if (args[1].equals("generated")) {
      Files.writeString(table, Ratings.million(1).csv());
    } else {
      Files.copy(Path.of(args[1]), table);
    }
    int[] ranks = Arrays.stream(args).skip(2).mapToInt(Integer::parseInt).toArray();
    try (SparkSession session = Sessions.local(work)) {
      PeerComparison comparison = new PeerComparison(session, RatingsFile.read(table));
      comparison.warmUp();
      for (int rank : ranks) {
        comparison.compare(rank);
      }
      Files.write(Path.of(args[0]), comparison.csv);
    }
  }

  /** Compiles what all systems share. */
  private void warmUp() {
    new AlsRun(session, ratings, 8, 2).run();
    new OverrankRun(session, ratings, 8, SolverKind.ALS_NCG, 1e-2, 30).run();
  }

  private void compare(int rank) throws IOException, InterruptedException {
    AlsRun.Result ten = new AlsRun(session, ratings, rank, 10).run();
    record("mllib-als", rank, 10, ten.usage(), ten.objective(), Double.NaN, "10 iterations");
    AlsRun.Result twenty = new AlsRun(session, ratings, rank, 20).run();
    record("mllib-als", rank, 20, twenty.usage(), twenty.objective(), Double.NaN, "20 iterations");
    for (SolverKind solver : List.of(SolverKind.ALS_NCG, SolverKind.LBFGS)) {
      long passes = solver == SolverKind.ALS_NCG ? 600 : 120;
      OverrankRun run = new OverrankRun(session, ratings, rank, solver, 1e-3, passes);
      OverrankRun.Result result = run.run();
      reached(solver, rank, result, ten, "ALS 10 iterations");
      reached(solver, rank, result, twenty, "ALS 20 iterations");
      OverrankRun.Moment end = result.last();
      String goal = result.certified() ? "certified 1e-3" : "ended uncertified";
      record(solver.word(), rank, end.passes(), end.usage(), end.objective(), result.gap(), goal);
    }
    String program = System.getenv("OVERRANK_LIBMF");
    for (int iterations : program == null ? new int[0] : new int[] {20, 50, 200}) {
      LibmfRun.Result found = new LibmfRun(program, ratings, rank, iterations).run();
      record("libmf", rank, iterations, found.usage(), found.objective(), Double.NaN, "");
    }
  }

  private void reached(
      SolverKind solver, int rank, OverrankRun.Result result, AlsRun.Result als, String goal) {
    OverrankRun.Moment moment = result.firstBelow(als.objective());
    if (moment == null) {
      say("%s R=%d: never reached the objective of %s", solver.word(), rank, goal);
      return;
    }
    record(
        solver.word(), rank, moment.passes(), moment.usage(), moment.objective(), Double.NaN, goal);
    say(
        "%s R=%d reaches the objective of %s %.1f times sooner (CPU: %.1f times)",
        solver.word(),
        rank,
        goal,
        als.usage().wall() / moment.usage().wall(),
        als.usage().cpu() / moment.usage().cpu());
  }

  private void record(
      String system,
      int rank,
      long steps,
      Usage usage,
      double objective,
      double gap,
      String goal) {
    String line =
        String.format(
            Locale.ROOT,
            "%s,%s,%d,%d,%.2f,%.2f,%.10g,%s,%s",
            ratings.name(),
            system,
            rank,
            steps,
            usage.wall(),
            usage.cpu(),
            objective,
            Double.isNaN(gap) ? "" : String.format(Locale.ROOT, "%.2e", gap),
            goal);
    csv.add(line);
    say("%s", line);
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
