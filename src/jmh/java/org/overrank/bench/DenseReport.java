package org.overrank.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The dense pass by one thread's CPU time, which other work on the machine disturbs little, as a
 * share of reading memory and of peak multiply-adds, for 1, 4 and 32 points that share a reading.
 *
 * <p>Argument: the CSV file to write.
 */
public final class DenseReport {
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CHAINS = 20_000;

  private DenseReport() {}

  /**
   * Runs and prints.
   *
   * @param args the CSV file
   * @throws IOException if it cannot be written
   */
  public static void main(String[] args) throws IOException {
    double peak = Roofline.FLOPS * CHAINS / seconds(DenseReport::chains);
    Roofline roofline = new Roofline();
    Roofline.Memory memory = new Roofline.Memory();
    memory.fill();
    double read = Roofline.BYTES / seconds(() -> roofline.read(memory));
    List<String> csv = new ArrayList<>(List.of("points,CPU ms,GFlop/s,of peak,GB/s,of reading"));
    for (int points : new int[] {1, 4, 32}) {
      DenseKernels kernels = new DenseKernels();
      kernels.trials = points;
      kernels.make();
      double seconds = seconds(kernels::residualsAndAdjoints);
      double flops = DenseKernels.flops(points) / seconds;
      double bytes = DenseKernels.bytes() / seconds;
      csv.add(
          String.format(
              Locale.ROOT,
              "%d,%.1f,%.1f,%.2f,%.1f,%.2f",
              points,
              1e3 * seconds,
              1e-9 * flops,
              flops / peak,
              1e-9 * bytes,
              bytes / read));
    }
    csv.forEach(System.out::println);
    Files.write(Path.of(args[0]), csv);
  }

  private static void chains() {
    Roofline roofline = new Roofline();
    for (int k = 0; k < CHAINS; k++) {
      roofline.peakFma();
    }
  }

  /** The median of a few runs, after some to warm up. */
  private static double seconds(Runnable work) {
    for (int round = 0; round < 3; round++) {
      work.run();
    }
    double[] seconds = new double[9];
    for (int round = 0; round < seconds.length; round++) {
      long began = THREADS.getCurrentThreadCpuTime();
      work.run();
      seconds[round] = 1e-9 * (THREADS.getCurrentThreadCpuTime() - began);
    }
    Arrays.sort(seconds);
    return seconds[seconds.length / 2];
  }
}
