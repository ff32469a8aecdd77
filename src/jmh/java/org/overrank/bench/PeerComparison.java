package org.overrank.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.SolverKind;

/**
 * Whole jobs on about a million ratings: from the table on disk to the objective that Spark MLlib's
 * ALS has after 10 and after 20 iterations, to near the end, and to a certified optimum; Breeze's
 * L-BFGS and, where its program is given, LIBMF on the same objective.
 *
 * <p>Arguments: the CSV file to write; a CSV file of ratings with columns row, col and value, or
 * {@code generated}; then search ranks. The program of LIBMF is read from the environment variable
 * {@code OVERRANK_LIBMF}, how often everything is repeated from {@code OVERRANK_BENCH_ROUNDS}.
 */
public final class PeerComparison {
  /** ALS's regParam; ours is this over the number of ratings. */
  static final double LAMBDA = 0.1;

  private static final int ROUNDS =
      Integer.parseInt(System.getenv().getOrDefault("OVERRANK_BENCH_ROUNDS", "3"));

  private final SparkSession session;
  private final RatingsFile ratings;
  private final List<PeerTimes> times = new ArrayList<>();

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
      Files.write(Path.of(args[0]), comparison.csv());
    }
  }

  /** Compiles what all systems share. */
  private void warmUp() {
    new AlsRun(session, ratings, 8, 2).run();
    new OverrankRun(session, ratings, 8, SolverKind.VARIABLE_PROJECTION, 1e-2, 30).run();
  }

  private void compare(int rank) throws IOException, InterruptedException {
    List<PeerTimes> ofRank = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      List<PeerTimes> some = new PeerRound(session, ratings, rank, round).run();
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
