package org.overrank.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.RMApp;
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
 * The shaded jar on YARN, its input and output on HDFS, while things go wrong: the results are
 * those of one machine, bit for bit, and YARN tells the exit code.
 *
 * <p>Every fault by itself is in {@link YarnFaultMatrixIT}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class YarnIT {
  private static final int PASSES_BEFORE = 10;

  @TempDir static Path directory;
  private static YarnCluster cluster;
  private static String table;
  private static CompletableFuture<Void> onOneMachine;

  @BeforeAll
  static void start() throws Exception {
    Path onDisk = PlantedTable.write(directory);
    onOneMachine =
        CompletableFuture.runAsync(
            () -> OneMachine.run(Command.FIT.arguments(onDisk.toString(), local().toString())));
    cluster = YarnCluster.start(directory.resolve("cluster"), ClusterSettings.plain());
    table = cluster.put(onDisk);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Path local() {
    return directory.resolve("local");
  }

  private static RMApp lastApplication() {
    List<RMApp> applications = cluster.applications();
    return applications.get(applications.size() - 1);
  }

  @Test
  @Order(1)
  @Tag("cluster")
  void inClusterMode_anExecutorIsKilled_thenTheDriver_andASecondAttemptGoesOn() throws Exception {
    Run run = new Run(cluster, directory.resolve("attempts"), Command.FIT);
    run.supervisedThroughDeaths(table, PASSES_BEFORE, 2 * PASSES_BEFORE);
    onOneMachine.get();
    assertThat(run.results()).isEqualTo(Command.FIT.results(local()));
    assertThat(run.losses()).isNotEmpty();
    assertThat(lastApplication().getAppAttempts()).hasSize(2);
    assertThat(lastApplication().getFinalApplicationStatus())
        .isEqualTo(FinalApplicationStatus.SUCCEEDED);
  }

  @Test
  @Order(2)
  @Tag("cluster")
  void badInput_is2() throws Exception {
    List<String> wrong =
        List.of("fit", "--input=" + table, "--row=none", "--output=" + cluster.place("none"));
    assertExit(wrong, Map.of(), "exited with status 2");
  }

  @Test
  @Order(3)
  @Tag("faults")
  void notCertified_is3_unlessItIsSaidThatThisWillDo() throws Exception {
    List<String> few = new ArrayList<>(Command.FIT.arguments(table, cluster.place("few")));
    few.addAll(List.of("--max-passes=3", "--overwrite"));
    assertExit(few, Map.of(), "exited with status 3");
    Map<String, String> accepted = Map.of("spark.yarn.appMasterEnv.OVERRANK_ACCEPT", "3");
    assertExit(few, accepted, "");
  }

  @Test
  @Order(4)
  @Tag("faults")
  void inClientMode_theCommandTellsTheExitCode_andYarnSaysThatItEnded() throws Exception {
    List<String> few = new ArrayList<>(Command.FIT.arguments(table, cluster.place("few-client")));
    few.add("--max-passes=3");
    try (SparkProcess driver = cluster.submit("client", "client", List.of(), Map.of(), few)) {
      assertThat(driver.waitFor(directory)).as(driver.log()).isEqualTo(3);
    }
    assertThat(lastApplication().getFinalApplicationStatus())
        .isEqualTo(FinalApplicationStatus.SUCCEEDED);
  }

  /** What the submitting process and YARN say; no words are success. */
  private static void assertExit(
      List<String> arguments, Map<String, String> settings, String diagnostics) throws Exception {
    try (SparkProcess submit =
        cluster.submit(
            "exit-" + cluster.applications().size(),
            "cluster",
            List.of("--driver-memory=512m", "--conf", "spark.yarn.maxAppAttempts=1"),
            settings,
            arguments)) {
      assertThat(submit.waitFor(directory)).isEqualTo(diagnostics.isEmpty() ? 0 : 1);
    }
    assertThat(lastApplication().getFinalApplicationStatus())
        .isEqualTo(
            diagnostics.isEmpty()
                ? FinalApplicationStatus.SUCCEEDED
                : FinalApplicationStatus.FAILED);
    assertThat(lastApplication().getDiagnostics().toString()).contains(diagnostics);
  }
}
