package org.overrank.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of a command on a cluster, to which something happens half way. */
final class Run {
  private static final int SECONDS = 120;

  private final StandaloneCluster cluster;
  private final Path directory;
  private final Command command;
  private final EventLog log;
  private int drivers;

  /**
   * A run, not yet begun.
   *
   * @param cluster where
   * @param directory for its output and its event log
   * @param command what
   */
  Run(StandaloneCluster cluster, Path directory, Command command) throws Exception {
    this.cluster = cluster;
    this.directory = Files.createDirectories(directory);
    this.command = command;
    this.log = new EventLog(directory.resolve("events"));
  }

  /** The output of the command. */
  Path output() {
    return directory.resolve("out");
  }

  /** What Spark wrote down. */
  EventLog log() {
    return log;
  }

  /** What must not depend on anything that happens. */
  Map<String, String> results() throws Exception {
    return command.results(output());
  }

  /**
   * Runs in client mode.
   *
   * @param table the input
   * @param fault what happens
   * @param passes after how many passes
   * @return what the last driver printed
   */
  String through(Path table, Fault fault, int passes) throws Exception {
    try (SparkProcess driver = submit(table, fault)) {
      if (fault != Fault.NONE) {
        driver.await(passes + " passes", SECONDS, () -> passes() >= passes);
        fault.strike(cluster, driver);
      }
      if (driver.isAlive() || fault != Fault.DRIVER_KILLED) {
        return end(driver);
      }
    }
    assertThat(output().resolve("summary.json")).doesNotExist();
    try (SparkProcess again = submit(table, fault)) {
      return end(again);
    }
  }

  /**
   * Runs in cluster mode under supervision; the driver is killed once, and Spark starts it again.
   *
   * @param table the input
   * @param passes after how many passes
   */
  void supervisedThroughDeath(Path table, int passes) throws Exception {
    List<String> arguments = command.arguments(table, output());
    try (SparkProcess submit =
        cluster.submit(
            directory.getFileName() + "-submit",
            "cluster",
            List.of("--supervise", "--driver-memory", "512m"),
            log.settings(),
            arguments)) {
      submit.await(passes + " passes", SECONDS, () -> passes() >= passes);
      ProcessHandle driver = cluster.children(StandaloneCluster.DRIVER).get(0);
      driver.destroyForcibly();
      submit.await("the output", SECONDS, () -> Files.exists(output()));
    }
  }

  private String end(SparkProcess driver) throws Exception {
    assertThat(driver.waitFor(SECONDS)).as(driver.log()).isZero();
    assertThat(command.checkpoints(output()).resolve("fit.checkpoint")).doesNotExist();
    return driver.log();
  }

  private SparkProcess submit(Path table, Fault fault) throws Exception {
    Map<String, String> settings = new HashMap<>(log.settings());
    settings.putAll(fault.settings());
    String name = directory.getFileName() + "-driver" + drivers++;
    return cluster.submit(name, "client", List.of(), settings, command.arguments(table, output()));
  }

  /** Passes begun so far, by all drivers. */
  int passes() {
    return log.count("JobStart", "\"overrank.pass\":");
  }

  /** Tasks that were begun so far, by all drivers. */
  int tasks() {
    return log.count("TaskStart", "");
  }

  /** Executors that were lost while they were needed. */
  List<String> losses() {
    return log.events("ExecutorRemoved").stream()
        .map(event -> event.path("Removed Reason").asText())
        .toList();
  }
}
