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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault, for a fit and for a sweep: the result is that of the undisturbed run, bit for bit.
 *
 * <p>Some minutes: {@code mvn verify -Pattack -Dcluster.tests=faults -Dtest=none} writes the table
 * to {@code target/fault-matrix.md}.
 */
@Tag("faults")
class FaultMatrixIT {
  private static final int PASSES_BEFORE = 25;
  private static final Path TABLE = Path.of("target", "fault-matrix.md");

  @TempDir static Path directory;
  private static StandaloneCluster cluster;
  private static Path table;
  private static final Map<Command, Run> UNDISTURBED = new EnumMap<>(Command.class);
  private static final StringBuilder ROWS = new StringBuilder();

  @BeforeAll
  static void start() throws Exception {
    table = PlantedTable.write(directory);
    cluster = StandaloneCluster.start(directory.resolve("cluster"), ClusterSettings.plain());
    ROWS.append("| fault | command | same bits | passes | tasks | executors lost |\n");
    ROWS.append("|---|---|---|---|---|---|\n");
    for (Command command : Command.values()) {
      Run run = new Run(cluster, directory.resolve("undisturbed-" + command), command);
      run.through(table, Fault.NONE, 0);
      UNDISTURBED.put(command, run);
      row(Fault.NONE, command, run, true);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    Files.writeString(TABLE, ROWS);
  }

  private static Run undisturbed(Command command) {
    return Objects.requireNonNull(UNDISTURBED.get(command));
  }

  private static void row(Fault fault, Command command, Run run, boolean same) {
    Run undisturbed = undisturbed(command);
    ROWS.append(
        String.format(
            "| %s | %s | %s | %d (%+d, %d unsaved) | %d (%+d) | %d |%n",
            fault.words(),
            command.name().toLowerCase(Locale.ROOT),
            same ? "yes" : "NO",
            run.passes(),
            run.passes() - undisturbed.passes(),
            run.unsaved(),
            run.tasks(),
            run.tasks() - undisturbed.tasks(),
            run.losses().size()));
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

  private static void endsInTheSameBits(Command command, Fault fault) throws Exception {
    cluster.awaitWorkers(2);
    Run run = new Run(cluster, directory.resolve(fault + "-" + command), command);
    run.through(table, fault, PASSES_BEFORE);
    boolean same = run.results().equals(undisturbed(command).results());
    row(fault, command, run, same);
    assertThat(run.results()).isEqualTo(undisturbed(command).results());
    int repeated = run.passes() - undisturbed(command).passes();
    if (fault != Fault.DRIVER_KILLED) {
      assertThat(repeated).isZero();
    } else if (command == Command.FIT) {
      // What is not in the checkpoint: passes since then, and one for the curvature.
      assertThat(repeated).isLessThanOrEqualTo(run.unsaved() + 1);
    }
  }
}
