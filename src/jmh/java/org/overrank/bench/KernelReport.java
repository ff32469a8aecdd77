package org.overrank.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the kernels and the roofline in one sitting and says what share of the machine each reaches.
 *
 * <p>Arguments: the CSV file to write, then regular expressions of benchmarks to run, or none for
 * all.
 */
public final class KernelReport {
  private static final int ALL_CORES = Runtime.getRuntime().availableProcessors();

  private final Map<String, Statistics> measured = new TreeMap<>();
  private final List<String> csv = new ArrayList<>();
  private final PrintStream out;

  private KernelReport(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs and prints.
   *
   * @param args the CSV file, then patterns
   * @throws RunnerException if a benchmark fails
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] args) throws RunnerException, IOException {
    KernelReport report = new KernelReport(System.out);
    List<String> patterns = List.of(args).subList(1, args.length);
    report.csv.add("benchmark,parameters,threads,median per s,least,most,GFlop/s,GB/s");
    report.run(patterns, 1);
    if (ALL_CORES > 1) {
      report.run(patterns, ALL_CORES);
    }
    report.print();
    Files.write(Path.of(args[0]), report.csv);
  }

  private void run(List<String> patterns, int threads) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    if (patterns.isEmpty()) {
      options.include("org.overrank.bench.*Kernels");
    }
    patterns.forEach(options::include);
    options.include("org.overrank.bench.Roofline");
    options.mode(Mode.Throughput).threads(threads).forks(1).verbosity(VerboseMode.SILENT);
    options.warmupIterations(3).warmupTime(TimeValue.seconds(1));
    options.measurementIterations(5).measurementTime(TimeValue.seconds(1));
    for (RunResult result : new Runner(options.build()).run()) {
      record(result, threads);
    }
  }

  private void record(RunResult result, int threads) {
    String name = result.getPrimaryResult().getLabel();
    Map<String, String> parameters = new TreeMap<>();
    for (String key : result.getParams().getParamsKeys()) {
      parameters.put(key, result.getParams().getParam(key));
    }
    Statistics rates = result.getPrimaryResult().getStatistics();
    measured.put(name + parameters + threads, rates);
    double median = rates.getPercentile(50);
    csv.add(
        String.format(
            Locale.ROOT,
            "%s,%s,%d,%.5g,%.5g,%.5g,%.4g,%.4g",
            name,
            parameters.toString().replace(", ", " "),
            threads,
            median,
            rates.getMin(),
            rates.getMax(),
            1e-9 * median * flops(name, parameters),
            1e-9 * median * bytes(name, parameters)));
  }

  private static double flops(String name, Map<String, String> parameters) {
    int rank = Integer.parseInt(parameters.getOrDefault("rank", "0"));
    int trials = Integer.parseInt(parameters.getOrDefault("trials", "0"));
    return switch (name) {
      case "peakFma" -> Roofline.FLOPS;
      case "pass", "loop" -> EntriesKernels.passFlops(rank);
      case "line" -> EntriesKernels.lineFlops(rank);
      case "rowSolves" -> EntriesKernels.sweepFlops(rank);
      case "residualsAndAdjoints" -> DenseKernels.flops(trials);
      default -> 0;
    };
  }

  private static double bytes(String name, Map<String, String> parameters) {
    boolean single = "FLOAT".equals(parameters.get("storage"));
    return switch (name) {
      case "read", "triad" -> Roofline.BYTES;
      case "residualsAndAdjoints" -> DenseKernels.bytes() / (single ? 2 : 1);
      default -> 0;
    };
  }

  private void print() {
    csv.forEach(out::println);
    out.println();
    for (int threads = 1; threads <= ALL_CORES; threads += Math.max(1, ALL_CORES - 1)) {
      double peak = rate("peakFma{}", threads) * Roofline.FLOPS;
      double read = rate("read{}", threads) * Roofline.BYTES;
      for (Map.Entry<String, Statistics> each : measured.entrySet()) {
        if (each.getKey().endsWith(Integer.toString(threads))) {
          print(each.getKey(), each.getValue().getPercentile(50), threads, peak, read);
        }
      }
    }
  }

  private void print(String key, double rate, int threads, double peak, double read) {
    String name = key.substring(0, key.indexOf('{'));
    Map<String, String> parameters = new TreeMap<>();
    String inside = key.substring(key.indexOf('{') + 1, key.indexOf('}'));
    for (String each : inside.isEmpty() ? new String[0] : inside.split(", ", -1)) {
      parameters.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
    }
    StringBuilder line = new StringBuilder();
    String label = name + " " + inside + " x" + threads;
    line.append(String.format(Locale.ROOT, "%-52s %9.3f ms", label, 1e3 * threads / rate));
    double flops = flops(name, parameters);
    if (flops > 0 && peak > 0) {
      line.append(share(flops * rate, peak, "GFlop/s", "of peak"));
    }
    double bytes = bytes(name, parameters);
    if (bytes > 0 && read > 0) {
      line.append(share(bytes * rate, read, "GB/s", "of reading"));
    }
    double alone = rate(key.substring(0, key.indexOf('}') + 1), 1);
    if (threads > 1 && alone > 0) {
      line.append(String.format(Locale.ROOT, "  %.2f x one thread", rate / alone));
    }
    double loop = rate("loop{rank=" + parameters.get("rank") + "}", threads);
    if (name.equals("pass") && loop > 0) {
      line.append(String.format(Locale.ROOT, "  %.2f x the plain loop", rate / loop));
    }
    out.println(line);
  }

  private static String share(double amount, double most, String unit, String of) {
    return String.format(
        Locale.ROOT, "  %7.1f %s = %3.0f %% %s", 1e-9 * amount, unit, 100 * amount / most, of);
  }

  private double rate(String key, int threads) {
    Statistics found = measured.get(key + threads);
    return found == null ? 0 : found.getPercentile(50);
  }
}
