package org.overrank.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.cli.OneMachine;

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
  private static final int PASSES_BEFORE = 10;

  @TempDir static Path directory;
  private static StandaloneCluster cluster;
  private static String table;
  private static CompletableFuture<Void> onOneMachine;
  private static Run sweep;

  @BeforeAll
  static void start() throws Exception {
    table = PlantedTable.write(directory).toString();
    onOneMachine =
        CompletableFuture.runAsync(
            () -> {
              for (Command command : Command.values()) {
                OneMachine.run(command.arguments(table, local(command).toString()));
              }
            });
    cluster =
        StandaloneCluster.start(directory.resolve("cluster"), ClusterSettings.secured(SECRET));
    sweep = new Run(cluster, directory.resolve("sweep"), Command.SWEEP);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Path local(Command command) {
    return directory.resolve("local-" + command);
  }

  private static Map<String, String> expected(Command command) throws Exception {
    onOneMachine.get();
    return command.results(local(command));
  }

  /** In client mode. */
  @Test
  @Order(1)
  void aSweepWhoseWorkerIsKilledWhileAnotherJoins() throws Exception {
    String printed = sweep.through(table, Fault.NODE_KILLED, PASSES_BEFORE);
    assertThat(sweep.results()).isEqualTo(expected(Command.SWEEP));
    assertThat(printed).contains("executors were lost on the way").contains("traffic: ");
    assertThat(sweep.losses()).isNotEmpty();
    assertThat(sweep.metric("passes")).isEqualTo(sweep.passes());
    assertThat(sweep.metric("lostExecutors")).isPositive();
    assertThat(sweep.metric("relativeGap")).isBetween(0.0, 1e-8);
    assertThat(sweep.metric("broadcastBytes")).isGreaterThan(1e5);
  }

  /** In cluster mode. */
  @Test
  @Order(2)
  void aFitWhoseExecutorIsKilled_andThenItsDriver_isRunAgainAndGoesOn() throws Exception {
    cluster.awaitNodes(2);
    Run run = new Run(cluster, directory.resolve("supervised"), Command.FIT);
    run.supervisedThroughDeaths(table, PASSES_BEFORE, 2 * PASSES_BEFORE);
    assertThat(run.results()).isEqualTo(expected(Command.FIT));
    assertThat(run.losses()).isNotEmpty();
    // What is not in the checkpoint: passes since then, one for the rows, one for the curvature,
    // and one in each of the two drivers to tell whose checkpoint it is.
    int undisturbed = passesOf(expected(Command.FIT));
    assertThat(run.passes() - undisturbed).isLessThanOrEqualTo(run.unsaved() + 4);
  }

  /** As the summary counts them, and one over the entries held out. */
  private static int passesOf(Map<String, String> results) throws IOException {
    return new ObjectMapper().readTree(results.get("summary")).path("passes").asInt() + 1;
  }

  @Test
  @Order(3)
  void theHistoryServerReadsTheEventLog() throws Exception {
    try (HistoryServer server = HistoryServer.of(directory, sweep.log().directory())) {
      JsonNode jobs = server.jobs();
      assertThat(jobs)
          .extracting(job -> job.path("jobGroup").asText())
          .contains("sweep", "shared passes")
          .anyMatch(group -> group.matches("R=[36] lambda=.*"));
      assertThat(jobs)
          .extracting(job -> job.path("description").asText())
          .contains("reading " + table + " for the sweep")
          .anyMatch(text -> text.matches("pass: .* for 2 trials, R=. lambda=.* among them"))
          .anyMatch(text -> text.matches("pass: .* for R=. lambda=.*"));
    }
    assertThat(sweep.log().text())
        .contains("\"Name\":\"overrank entries by rows\"")
        .contains("\"Name\":\"overrank entries by columns\"");
  }

  @Test
  @Order(4)
  void nobodyTellsTheSecret() throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> all = files.filter(Files::isRegularFile).filter(ClusterIT::isOurs).toList();
      assertThat(all).hasSizeGreaterThan(15);
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
