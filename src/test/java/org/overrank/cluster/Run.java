package org.overrank.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** One run of a command on a cluster, to which something happens half way. */
final class Run {
  private final Cluster cluster;
  private final Path directory;
  private final Command command;
  private final String output;
  private final FileSystem files;
  private final EventLog log;
  private int drivers;
  private int unsaved;

  /**
   * A run, not yet begun.
   *
   * @param cluster where
   * @param directory for its event log, and copies of its output
   * @param command what
   */
  Run(Cluster cluster, Path directory, Command command) throws Exception {
    this.cluster = cluster;
    this.directory = Files.createDirectories(directory);
    this.command = command;
    this.output = cluster.place(directory.getFileName() + "-out");
    this.files = hadoop(output).getFileSystem(new Configuration());
    this.log = new EventLog(directory.resolve("events"));
  }

  private static org.apache.hadoop.fs.Path hadoop(String place) {
    return new org.apache.hadoop.fs.Path(place);
  }

  /** Where the cluster writes too. */
  private Path watched() {
    return directory.resolveSibling(".").normalize();
  }

  /** What Spark wrote down. */
  EventLog log() {
    return log;
  }

  /** What must not depend on anything that happens. */
  Map<String, String> results() throws Exception {
    Path copy = directory.resolve("copy");
    if (Files.notExists(copy)) {
      files.copyToLocalFile(false, hadoop(output), hadoop(copy.toString()), true);
    }
    return command.results(copy);
  }

  /**
   * Runs in client mode.
   *
   * @param table the input
   * @param fault what happens
   * @param passes after how many passes
   * @return what the last driver printed
   */
  String through(String table, Fault fault, int passes) throws Exception {
    try (SparkProcess driver = submit(table, fault, "client")) {
      if (fault != Fault.NONE) {
        driver.await(passes + " passes", watched(), () -> passes() >= passes);
        fault.strike(cluster, driver);
      }
      if (driver.isAlive() || fault != Fault.DRIVER_KILLED) {
        return end(driver);
      }
    }
    assertThat(exists(output + "/summary.json")).isFalse();
    unsaved = passesSinceCheckpoint();
    try (SparkProcess again = submit(table, fault, "client")) {
      return end(again);
    }
  }

  /**
   * Runs in cluster mode under supervision; an executor is killed, later the driver, and Spark
   * starts the driver again.
   *
   * @param table the input
   * @param first after how many passes the executor is killed
   * @param second after how many passes the driver is killed
   */
  void supervisedThroughDeaths(String table, int first, int second) throws Exception {
    try (SparkProcess submit = submit(table, Fault.NONE, "cluster")) {
      submit.await(first + " passes", watched(), () -> passes() >= first);
      Fault.EXECUTOR_KILLED.strike(cluster, submit);
      submit.await(second + " passes", watched(), () -> passes() >= second);
      ProcessHandle driver = cluster.drivers().get(0);
      driver.destroyForcibly();
      driver.onExit().get();
      unsaved = passesSinceCheckpoint();
      submit.await("the output", watched(), () -> exists(output));
    }
  }

  private boolean exists(String place) {
    try {
      return files.exists(hadoop(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String end(SparkProcess driver) throws Exception {
    assertThat(driver.waitFor(watched())).as(driver.log()).isZero();
    assertThat(exists(command.checkpoints(output) + "/fit.checkpoint")).isFalse();
    return driver.log();
  }

  private SparkProcess submit(String table, Fault fault, String deployMode) throws Exception {
    String name = directory.getFileName() + "-driver" + drivers++;
    List<String> options = deployMode.equals("cluster") ? cluster.supervision() : List.of();
    return cluster.submit(
        name, deployMode, options, settings(fault), command.arguments(table, output));
  }

  private Map<String, String> settings(Fault fault) throws IOException {
    Map<String, String> settings = new HashMap<>(log.settings());
    settings.putAll(fault.settings());
    Path sink = Files.createDirectories(directory.resolve("metrics"));
    settings.put(
        "spark.metrics.conf.driver.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink");
    settings.put("spark.metrics.conf.driver.sink.csv.directory", sink.toString());
    return settings;
  }

  /** Passes begun so far, by all drivers. */
  int passes() {
    return log.count("JobStart", "\"overrank.pass\":");
  }

  /** How many passes a driver that died had begun after it left its last checkpoint. */
  int unsaved() {
    return unsaved;
  }

  private int passesSinceCheckpoint() throws IOException {
    long saved = Long.MAX_VALUE;
    try {
      for (FileStatus file : files.listStatus(hadoop(command.checkpoints(output)))) {
        if (file.getPath().getName().endsWith(".checkpoint")) {
          saved = Math.min(saved, file.getModificationTime());
        }
      }
    } catch (FileNotFoundException e) {
      // None yet.
    }
    long last = saved == Long.MAX_VALUE ? 0 : saved;
    return (int)
        log.events("JobStart").stream()
            .filter(job -> job.path("Properties").has("overrank.pass"))
            .filter(job -> job.path("Submission Time").asLong() > last)
            .count();
  }

  /** The last value of a gauge of the driver, as Spark's metrics system wrote it down. */
  double metric(String name) throws Exception {
    String suffix = ".AccumulatorSource.overrank." + name + ".csv";
    try (Stream<Path> gauges = Files.list(directory.resolve("metrics"))) {
      Path file = gauges.filter(each -> each.toString().endsWith(suffix)).findFirst().orElseThrow();
      List<String> lines = Files.readAllLines(file);
      return Double.parseDouble(lines.get(lines.size() - 1).split(",", -1)[1]);
    }
  }

  /** Tasks that were begun so far, by all drivers. */
  int tasks() {
    return log.count("TaskStart", "");
  }

  /** Executors that were added so far, to all drivers. */
  int executors() {
    return log.count("ExecutorAdded", "");
  }

  /** Executors that were lost while they were needed, each once, and by all drivers. */
  Set<String> losses() {
    return log.events("ExecutorRemoved").stream()
        .map(
            event ->
                event.path("Executor ID").asText() + ": " + event.path("Removed Reason").asText())
        .collect(Collectors.toSet());
  }
}
