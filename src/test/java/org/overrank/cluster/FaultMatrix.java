package org.overrank.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overrank.cli.OneMachine;

/**
 * Every fault, for a fit and for a sweep: the result is that of one machine, bit for bit.
 *
 * <p>Some minutes: {@code mvn verify -Pattack -Dcluster.tests=faults -Dtest=none} writes the tables
 * to {@code target}.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultMatrix {
  private static final int PASSES_BEFORE = 25;

  @TempDir static Path directory;
  private final Path file;
  private final Map<Command, Map<String, String>> expected = new EnumMap<>(Command.class);
  private final Map<Command, Run> undisturbed = new EnumMap<>(Command.class);
  private final StringBuilder rows = new StringBuilder();
  private Cluster cluster;
  private String table;

  /**
   * A matrix.
   *
   * @param file where the table goes, in target
   */
  FaultMatrix(String file) {
    this.file = Path.of("target", file);
  }

  /** Starts a cluster of two nodes in a folder. */
  abstract Cluster start(Path folder) throws Exception;

  @BeforeAll
  void start() throws Exception {
    Path written = PlantedTable.write(directory);
    cluster = start(directory.resolve("cluster"));
    table = cluster.put(written);
    rows.append("| fault | command | same bits | passes | tasks | executors lost, of |\n");
    rows.append("|---|---|---|---|---|---|\n");
    for (Command command : Command.values()) {
      Path local = directory.resolve("local-" + command);
      OneMachine.run(command.arguments(written.toString(), local.toString()));
      expected.put(command, command.results(local));
      Run run = new Run(cluster, directory.resolve("undisturbed-" + command), command);
      run.through(table, Fault.NONE, 0);
      undisturbed.put(command, run);
      row(Fault.NONE.words(), command, run);
      assertThat(run.results()).isEqualTo(expected.get(command));
    }
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private Run undisturbed(Command command) {
    return Objects.requireNonNull(undisturbed.get(command));
  }

  private void row(String fault, Command command, Run run) throws Exception {
    Run undisturbed = undisturbed(command);
    rows.append(
        String.format(
            "| %s | %s | %s | %d (%+d, %d unsaved) | %d (%+d) | %d of %d |%n",
            fault,
            command.name().toLowerCase(Locale.ROOT),
            run.results().equals(expected.get(command)) ? "yes" : "NO",
            run.passes(),
            run.passes() - undisturbed.passes(),
            run.unsaved(),
            run.tasks(),
            run.tasks() - undisturbed.tasks(),
            run.losses().size(),
            run.executors()));
    // Whatever comes next.
    Files.writeString(file, rows);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aFit(Fault fault) throws Exception {
    endsInTheSameBits(Command.FIT, fault);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aSweep(Fault fault) throws Exception {
    endsInTheSameBits(Command.SWEEP, fault);
  }

  /** In cluster mode, Spark or YARN starts the driver again. */
  @Test
  void aFitInClusterMode_whoseExecutorAndThenDriverAreKilled() throws Exception {
    cluster.awaitNodes(2);
    Run run = new Run(cluster, directory.resolve("in-cluster-mode"), Command.FIT);
    run.supervisedThroughDeaths(table, PASSES_BEFORE / 2, PASSES_BEFORE);
    row("cluster mode: an executor is killed (-9), then the driver", Command.FIT, run);
    assertThat(run.results()).isEqualTo(expected.get(Command.FIT));
  }

  private void endsInTheSameBits(Command command, Fault fault) throws Exception {
    cluster.awaitNodes(2);
    Run run = new Run(cluster, directory.resolve(fault + "-" + command), command);
    run.through(table, fault, PASSES_BEFORE);
    row(fault.words(), command, run);
    assertThat(run.results()).isEqualTo(expected.get(command));
    int repeated = run.passes() - undisturbed(command).passes();
    if (command == Command.SWEEP) {
      // Which trials meet in a pass is a matter of time; what each needed is among the results.
      return;
    }
    // What is not in a driver's checkpoint: passes since then, one for the rows, one for the
    // curvature, and one to tell whose checkpoint it is.
    int lost = fault == Fault.DRIVER_KILLED ? run.unsaved() + 3 : 0;
    assertThat(repeated).isBetween(0, lost);
  }
}
