package org.overrank.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shaded jar on a standalone cluster of two workers that authenticates and encrypts, while
 * things go wrong: the results are those of one machine, bit for bit.
 *
 * <p>One cluster serves all tests, and every run is disturbed, to stay within a minute or so. Every
 * fault by itself is in {@link FaultMatrixIT}.
 */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
  private static final String SECRET = "hush-4711-not-for-any-log";
  private static final int PASSES_BEFORE = 15;

  @TempDir static Path directory;
  private static StandaloneCluster cluster;
  private static Path table;
  private static final Map<Command, SparkProcess> ON_ONE_MACHINE = new HashMap<>();
  private static Run fit;

  @BeforeAll
  static void start() throws Exception {
    table = PlantedTable.write(directory);
    for (Command command : Command.values()) {
      ON_ONE_MACHINE.put(
          command,
          SparkProcess.start(
              "local " + command,
              Map.of(),
              directory.resolve("local-" + command + ".log"),
              StandaloneCluster.submission(
                  "local[2]",
                  List.of(),
                  ClusterSettings.plain(),
                  command.arguments(table, local(command)))));
    }
    cluster =
        StandaloneCluster.start(directory.resolve("cluster"), ClusterSettings.secured(SECRET));
    fit = new Run(cluster, directory.resolve("fit"), Command.FIT);
  }

  @AfterAll
  static void stop() {
    ON_ONE_MACHINE.values().forEach(SparkProcess::close);
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Path local(Command command) {
    return directory.resolve("local-" + command);
  }

  private static Map<String, String> expected(Command command) throws Exception {
    SparkProcess process = Objects.requireNonNull(ON_ONE_MACHINE.get(command));
    assertThat(process.waitFor(120)).as(process.log()).isZero();
    return command.results(local(command));
  }

  @Test
  @Order(1)
  void aFitWhoseExecutorIsKilled() throws Exception {
    String printed = fit.through(table, Fault.EXECUTOR_KILLED, PASSES_BEFORE);
    assertThat(fit.results()).isEqualTo(expected(Command.FIT));
    assertThat(printed).contains("executors were lost on the way").contains("traffic: ");
    assertThat(fit.losses()).isNotEmpty();
    assertThat(fit.metric("passes")).isEqualTo(fit.passes());
    assertThat(fit.metric("lostExecutors")).isPositive();
    assertThat(fit.metric("relativeGap")).isBetween(0.0, 1e-9);
    assertThat(fit.metric("broadcastBytes")).isGreaterThan(1e5);
  }

  @Test
  @Order(2)
  void aSweepWhoseWorkerIsKilledWhileAnotherJoins() throws Exception {
    Run sweep = new Run(cluster, directory.resolve("sweep"), Command.SWEEP);
    sweep.through(table, Fault.WORKER_KILLED, PASSES_BEFORE);
    assertThat(sweep.results()).isEqualTo(expected(Command.SWEEP));
    List<JsonNode> jobs = sweep.log().events("JobStart");
    assertThat(jobs)
        .extracting(job -> job.path("Properties").path("spark.jobGroup.id").asText())
        .contains("sweep", "shared passes");
    assertThat(jobs)
        .extracting(job -> job.path("Properties").path("spark.job.description").asText())
        .anyMatch(text -> text.matches("pass: .* for 3 trials, R=4 lambda=.* among them"));
  }

  @Test
  @Order(3)
  void aDriverInTheClusterThatIsKilled_isRunAgainAndGoesOn() throws Exception {
    cluster.awaitWorkers(2);
    Run run = new Run(cluster, directory.resolve("supervised"), Command.FIT);
    run.supervisedThroughDeath(table, PASSES_BEFORE);
    assertThat(run.results()).isEqualTo(expected(Command.FIT));
    // What is not in the checkpoint: passes since then, and one for the curvature.
    assertThat(run.passes() - fit.passes()).isLessThanOrEqualTo(run.unsaved() + 1);
  }

  @Test
  @Order(4)
  void theHistoryServerReadsTheEventLog() throws Exception {
    try (HistoryServer server = HistoryServer.of(directory, fit.log().directory())) {
      JsonNode jobs = server.jobs();
      assertThat(jobs).hasSizeGreaterThan(50);
      assertThat(jobs)
          .extracting(job -> job.path("description").asText())
          .contains("pass: line search quartic for the fit")
          .contains("pass: half sweep for the fit");
      assertThat(jobs).extracting(job -> job.path("jobGroup").asText()).containsOnly("fit");
      assertThat(server.storage())
          .extracting(rdd -> rdd.path("name").asText())
          .isSubsetOf("overrank entries by rows", "overrank entries by columns");
    }
  }

  @Test
  @Order(5)
  void nobodyTellsTheSecret() throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> all = files.filter(Files::isRegularFile).filter(ClusterIT::isOurs).toList();
      assertThat(all).hasSizeGreaterThan(20);
      assertThat(all).filteredOn(ClusterIT::holdsSecret).isEmpty();
    }
  }

  /** All but the file from which the processes read it. */
  private static boolean isOurs(Path file) {
    return !file.toString().contains("/home/jars/")
        && !file.getFileName().toString().equals("spark.properties");
  }

  private static boolean holdsSecret(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET);
    } catch (IOException e) {
      return false;
    }
  }
}
