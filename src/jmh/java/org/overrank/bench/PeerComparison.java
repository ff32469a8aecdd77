package org.overrank.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.SolverKind;
import org.overrank.landscape.Clicks;
import org.overrank.sensing.SensingMatrix;

/**
 * Whole jobs: from the table on disk to the objective that Spark MLlib's ALS has after 10 and after
 * 20 iterations (of clicks, its {@code implicitPrefs}, after 15), to near the end, and to a
 * certified optimum; of ratings Breeze's L-BFGS and, where its program is given, LIBMF on the same
 * objective.
 *
 * <p>Arguments: the CSV file to write; the {@linkplain PeerProblem#of problem}; a CSV file with
 * columns row, col and value, or {@code generated}, or of clicks how many to generate; then search
 * ranks. The program of LIBMF is read from the environment variable
 * {@code OVERRANK_LIBMF}, how often everything is repeated from {@code OVERRANK_BENCH_ROUNDS}.
 */
public final class PeerComparison {
  private static final int ROUNDS =
      Integer.parseInt(System.getenv().getOrDefault("OVERRANK_BENCH_ROUNDS", "3"));

  private final PeerProblem problem;
  private final SparkSession session;
  private final RatingsFile ratings;
  private final List<PeerTimes> times = new ArrayList<>();

  private PeerComparison(PeerProblem problem, SparkSession session, RatingsFile ratings) {
    this.problem = problem;
    this.session = session;
    this.ratings = ratings;
  }

  /**
   * Runs and prints.
   *
   * @param args the CSV file, the problem, the table, search ranks
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if LIBMF was waited for in vain
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("overrank-bench");
    Path table = work.resolve("ratings.csv");
    PeerProblem problem = PeerProblem.of(args[1]);
    if (args[2].equals("generated")) {
      Files.writeString(table, Ratings.million(1).csv());
    } else if (problem.isClicks() && args[2].matches("[0-9]+")) {
      Files.writeString(table, clicks(Integer.parseInt(args[2])));
    } else {
      Files.copy(Path.of(args[2]), table);
    }
    int[] ranks = Arrays.stream(args).skip(3).mapToInt(Integer::parseInt).toArray();
    try (SparkSession session = Sessions.local(work)) {
      PeerComparison comparison = new PeerComparison(problem, session, RatingsFile.read(table));
      comparison.warmUp();
      for (int rank : ranks) {
        comparison.compare(rank);
      }
      Files.write(Path.of(args[0]), comparison.csv());
    }
  }

  /** As {@code generate --instance clicks} has them, in a matrix of MovieLens' shape for as many. */
  private static String clicks(int count) {
    double size = Math.pow(count / 1e6, 0.8);
    Clicks clicks = new Clicks((int) (6040 * size), (int) (3706 * Math.sqrt(size)), 10, count, 1);
    StringBuilder all = new StringBuilder("row,col,value\n");
    for (int i = 0; i < count; i++) {
      SensingMatrix.Entry cell = (SensingMatrix.Entry) clicks.measurement(i).matrix();
      all.append(cell.row()).append(',').append(cell.col()).append(",1\n");
    }
    return all.toString();
  }

  /** Compiles what all systems share. */
  private void warmUp() {
    new AlsRun(problem, session, ratings, 8, 2).run();
    new OverrankRun(problem, session, ratings, 8, SolverKind.VARIABLE_PROJECTION, 1e-2, 30).run();
  }

  private void compare(int rank) throws IOException, InterruptedException {
    List<PeerTimes> ofRank = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      List<PeerTimes> some = new PeerRound(problem, session, ratings, rank, round).run();
      some.forEach(each -> System.out.println(each.csv(ratings.name())));
      ofRank.addAll(some);
    }
    times.addAll(ofRank);
    PeerTimes.medians(ofRank).forEach(System.out::println);
  }

  private List<String> csv() {
    List<String> lines = new ArrayList<>(List.of(PeerTimes.HEADER));
    times.forEach(each -> lines.add(each.csv(ratings.name())));
    return lines;
  }
}
