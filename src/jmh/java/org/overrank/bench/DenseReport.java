package org.overrank.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The dense pass as a share of reading memory and of peak multiply-adds, for 1, 4 and 32 points
 * that share a reading, on one core and on all.
 *
 * <p>Every thread has matrices of its own. Argument: the CSV file to write.
 */
public final class DenseReport {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int CHAINS = 20_000;
  private static final int ROUNDS = 15;

  private final ExecutorService threads = Executors.newFixedThreadPool(CORES);

  private DenseReport() {}

  /**
   * Runs and prints.
   *
   * @param args the CSV file
   * @throws Exception if it cannot be written, or a pass fails
   */
  public static void main(String[] args) throws Exception {
    DenseReport report = new DenseReport();
    List<String> csv =
        new ArrayList<>(List.of("threads,points,ms,GFlop/s,of peak,GB/s,of reading"));
    report.measure(1, csv);
    report.measure(CORES, csv);
    report.threads.shutdown();
    csv.forEach(System.out::println);
    Files.write(Path.of(args[0]), csv);
  }

  private void measure(int width, List<String> csv) throws Exception {
    double peak = width * Roofline.FLOPS * CHAINS / seconds(width, () -> DenseReport::chains);
    double read = width * Roofline.BYTES / seconds(width, DenseReport::reading);
    for (int points : new int[] {1, 4, 32}) {
      double seconds = seconds(width, () -> pass(points));
      double flops = width * DenseKernels.flops(points) / seconds;
      double bytes = width * DenseKernels.bytes() / seconds;
      csv.add(
          String.format(
              Locale.ROOT,
              "%d,%d,%.1f,%.1f,%.2f,%.1f,%.2f",
              width,
              points,
              1e3 * seconds,
              1e-9 * flops,
              flops / peak,
              1e-9 * bytes,
              bytes / read));
    }
  }

  private static void chains() {
    Roofline roofline = new Roofline();
    for (int k = 0; k < CHAINS; k++) {
      roofline.peakFma();
    }
  }

  private static Runnable reading() {
    Roofline roofline = new Roofline();
    Roofline.Memory memory = new Roofline.Memory();
    memory.fill();
    return () -> roofline.read(memory);
  }

  private static Runnable pass(int points) {
    DenseKernels kernels = new DenseKernels();
    kernels.trials = points;
    kernels.make();
    return kernels::residualsAndAdjoints;
  }

  /** The median of a few rounds, after some to warm up; in each all threads work at a time. */
  private double seconds(int width, Supplier<Runnable> work)
      throws InterruptedException, ExecutionException {
    List<Callable<Object>> all = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      all.add(Executors.callable(work.get()));
    }
    for (int round = 0; round < 3; round++) {
      run(all);
    }
    double[] seconds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      run(all);
      seconds[round] = 1e-9 * (System.nanoTime() - began);
    }
    Arrays.sort(seconds);
    return seconds[ROUNDS / 2];
  }

  private void run(List<Callable<Object>> all) throws InterruptedException, ExecutionException {
    for (Future<Object> each : threads.invokeAll(Collections.unmodifiableList(all))) {
      each.get();
    }
  }
}
