package org.overrank.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Answers;
import org.overrank.objective.BlockPass;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.OrderedTree;
import org.overrank.objective.Partial;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.ValueAndGradient;
import org.overrank.sensing.EntryBlock;
import org.overrank.spark.DistributedObjective;
import org.overrank.spark.Transports;

/**
 * What Spark adds to a pass, and how a pass grows with the entries, the search rank and the number
 * of partitions.
 *
 * <p>Beside each pass as a Spark job stands the same blocks' pass by threads of this JVM, as many
 * as there are cores. Argument: the CSV file to write.
 */
public final class PassReport {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int ROUNDS = 101;

  private final SparkSession session;
  private final ExecutorService threads = Executors.newFixedThreadPool(CORES);
  private final ExecutorService oneThread = Executors.newFixedThreadPool(1);
  private final List<String> csv =
      new ArrayList<>(
          List.of("entries,search rank,partitions,Spark ms,least,most,as on a cluster ms,least,most,threads ms,least,most,one thread ms"));

  private PassReport(SparkSession session) {
    this.session = session;
  }

  /**
   * Runs and prints.
   *
   * @param args the CSV file
   * @throws Exception if a pass fails
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession session = Sessions.local(Files.createTempDirectory("overrank-bench"))) {
      PassReport report = new PassReport(session);
      for (int partitions : new int[] {2, 4, 8, 16}) {
        report.pass(1_000_000, 64, partitions);
      }
      report.csv.subList(1, report.csv.size()).clear(); // Those were to warm up.
      report.growth();
      report.threads.shutdown();
      report.oneThread.shutdown();
      Files.write(Path.of(args[0]), report.csv);
    }
  }

  private void growth() throws Exception {
    int[] partitions = {2, 4, 8, 16};
    report("partitions", partitions, p -> pass(1_000_000, 64, p));
    int[] entries = {250_000, 1_000_000, 4_000_000};
    report("entries", entries, n -> pass(n, 64, 4));
    int[] ranks = {16, 32, 64, 128, 256};
    report("search rank", ranks, r -> pass(1_000_000, r, 4));
  }

  /** Milliseconds of one size. */
  @FunctionalInterface
  private interface Timing {
    double[] of(int size) throws Exception;
  }

  private static void report(String what, int[] sizes, Timing timing) throws Exception {
    double[] logs = Arrays.stream(sizes).mapToDouble(Math::log).toArray();
    double[] spark = new double[sizes.length];
    double[] moved = new double[sizes.length];
    double[] local = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      double[] medians = timing.of(sizes[i]);
      spark[i] = Math.log(medians[0]);
      moved[i] = Math.log(medians[1]);
      local[i] = Math.log(medians[2]);
    }
    System.out.printf(
        Locale.ROOT,
        "time grows with the %s to the power %.2f as a Spark job, %.2f with bytes moved, %.2f in"
            + " threads%n",
        what,
        slope(logs, spark),
        slope(logs, moved),
        slope(logs, local));
  }

  /** Of the least-squares line. */
  private static double slope(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < x.length; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY);
      variance += (x[i] - meanX) * (x[i] - meanX);
    }
    return covariance / variance;
  }

  private double[] pass(int entries, int rank, int partitions) throws Exception {
    int scale = Math.max(1, entries / 1_000_000);
    EntryBlock all = Ratings.of(6040 * scale, 3706, entries, 1).block();
    List<EntryBlock> blocks = Blocks.byRows(all, partitions);
    ProblemShape shape = ProblemShape.ofEntries(all.rows(), all.cols(), all.count());
    Factors point =
        new Factors(
            GaussianNumbers.matrix(all.rows(), rank, 1, 1),
            GaussianNumbers.matrix(all.cols(), rank, 1, 2));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    JavaRDD<EntryBlock> spread =
        Transports.spread(context, blocks).persist(StorageLevel.MEMORY_ONLY());
    try (Objective objective = new DistributedObjective(shape, spread, null);
        Objective moving = Transports.byValue(shape, spread)) {
      double[][] pair =
          times(
              () -> objective.evaluate(new ValueAndGradient(point)).value(),
              () -> in(threads, blocks, shape, new ValueAndGradient(point)));
      double[] spark = pair[0];
      double[] local = pair[1];
      double[] moved = times(() -> moving.evaluate(new ValueAndGradient(point)).value())[0];
      double[] one = times(() -> in(oneThread, blocks, shape, new ValueAndGradient(point)))[0];
      csv.add(
          String.format(
              Locale.ROOT,
              "%d,%d,%d,%.1f,%.1f,%.1f,%.1f,%.1f,%.1f,%.1f,%.1f,%.1f,%.1f",
              all.count(),
              rank,
              partitions,
              spark[ROUNDS / 2],
              spark[0],
              spark[ROUNDS - 1],
              moved[ROUNDS / 2],
              moved[0],
              moved[ROUNDS - 1],
              local[ROUNDS / 2],
              local[0],
              local[ROUNDS - 1],
              one[ROUNDS / 2]));
      System.out.printf(
          Locale.ROOT,
          "%,9d entries, R = %3d, %2d partitions: %6.1f ms in one thread, %6.1f in all, %6.1f as a"
              + " Spark job (%.2f times), %6.1f as one that moves bytes as on a cluster%n",
          all.count(),
          rank,
          partitions,
          one[ROUNDS / 2],
          local[ROUNDS / 2],
          spark[ROUNDS / 2],
          spark[ROUNDS / 2] / local[ROUNDS / 2],
          moved[ROUNDS / 2]);
      return new double[] {spark[ROUNDS / 2], moved[ROUNDS / 2], local[ROUNDS / 2]};
    } finally {
      spread.unpersist();
    }
  }

  private static double in(
      ExecutorService threads,
      List<EntryBlock> blocks,
      ProblemShape shape,
      ValueAndGradient request)
      throws ExecutionException, InterruptedException {
    List<Future<List<Partial>>> running = new ArrayList<>();
    for (EntryBlock block : blocks) {
      running.add(threads.submit(() -> BlockPass.contribute(block, List.of(request))));
    }
    List<List<Partial>> all = new ArrayList<>();
    for (Future<List<Partial>> each : running) {
      all.add(each.get());
    }
    List<Partial> total = OrderedTree.sumGroups(all, BlockPass::sum);
    return Answers.of(List.of(request), total, shape).of(request).value();
  }

  /** Sorted milliseconds of so many rounds, in each of which every kind of work has its turn. */
  @SafeVarargs
  private static double[][] times(Callable<Double>... works) throws Exception {
    double[][] times = new double[works.length][ROUNDS];
    for (int round = -60; round < ROUNDS; round++) {
      for (int k = 0; k < works.length; k++) {
        long began = System.nanoTime();
        works[k].call();
        if (round >= 0) {
          times[k][round] = 1e-6 * (System.nanoTime() - began);
        }
      }
    }
    for (double[] each : times) {
      Arrays.sort(each);
    }
    return times;
  }
}
