package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.Attack;
import org.overrank.cli.options.Location;
import org.overrank.cli.output.EarlierOutput;
import org.overrank.fit.SummaryJson;
import org.overrank.run.sweep.TrialLog;

/**
 * Fits, predictions and sweeps, ended by KILL, TERM or Ctrl-C at moments drawn at random: nothing
 * is lost, nothing half-written, and what can still speak says one line.
 */
@Tag("attack")
final class KilledAtRandomTest {
  private static final int KILLS = Attack.share(10);
  private static final int LONGEST_MILLIS = 6500;

  @TempDir Path directory;
  private Path table;
  private Path cells;

  private String[] command(int which) {
    String fit = directory.resolve("fit").toString();
    return switch (which) {
      case 0 -> SmallTable.fit(table, directory.resolve("out"), "--overwrite");
      case 1 ->
          new String[] {
            "predict",
            "--overwrite",
            "--model",
            fit,
            "--input",
            cells.toString(),
            "--output",
            directory.resolve("p.csv").toString()
          };
      default ->
          new String[] {
            "sweep",
            "--spec",
            Path.of("conf", "ring.conf").toString(),
            "--search-rank=2,3",
            "--seeds=20",
            "--output",
            directory.resolve("ring").toString()
          };
    };
  }

  @BeforeEach
  void prepare() throws IOException {
    table = SmallTable.write(directory);
    cells =
        Files.write(
            directory.resolve("cells.csv"),
            Stream.concat(Stream.of("station,hour"), SmallTable.unmeasured().stream()).toList());
  }

  @Test
  void nothingIsLost() throws Exception {
    assertThat(CommandRun.of(SmallTable.fit(table, directory.resolve("fit"))).exit()).isZero();
    Random random = new Random(20);
    List<String> sofar = List.of();
    for (int k = 0; k < KILLS; k++) {
      OwnProcess process = OwnProcess.start(directory.resolve("log"), command(k % 3));
      Thread.sleep(1500 + random.nextInt(LONGEST_MILLIS - 1500));
      int exit =
          switch (random.nextInt(3)) {
            case 0 -> process.kill();
            case 1 -> process.terminate();
            default -> process.interrupt();
          };
      String what = k + ": exit " + exit + " " + process.lines();
      System.out.println(what);
      assertThat(process.lines()).as(what).noneMatch(line -> line.startsWith("\tat "));
      if (exit == 143 || exit == 130) {
        assertThat(process.lines().stream().filter(line -> line.contains(": stopped: ")).count())
            .as(what)
            .isLessThanOrEqualTo(1);
      }
      requireWhole(what);
      List<String> trials = trials();
      assertThat(trials.subList(0, sofar.size())).as(what).isEqualTo(sofar);
      sofar = trials;
    }
    for (int which = 0; which < 3; which++) {
      CommandRun run = CommandRun.of(command(which));
      assertThat(run.exit()).as("%s", run.err()).isZero();
    }
    assertThat(trials()).hasSize(40);
  }

  private List<String> trials() throws IOException {
    Path file = directory.resolve("ring/trials.jsonl");
    if (!Files.exists(file)) {
      return List.of();
    }
    try (TrialLog log =
        TrialLog.read(new Location(directory.resolve("ring").toString()).results())) {
      List<String> lines = new ArrayList<>();
      log.results().forEach(line -> lines.add(line.toString()));
      return lines;
    }
  }

  private void requireWhole(String what) throws IOException {
    Configuration hadoop = new Configuration();
    for (String name : new String[] {"out", "p.csv"}) {
      EarlierOutput.restore(new Location(directory.resolve(name).toString()), hadoop);
    }
    Path summary = directory.resolve("out/summary.json");
    if (Files.exists(directory.resolve("out"))) {
      assertThat(SummaryJson.read(Files.readString(summary), what).proof().certified()).isTrue();
      assertThat(directory.resolve("out/model/metadata.json")).exists();
      assertThat(directory.resolve("out/report.html")).exists();
    }
    if (Files.exists(directory.resolve("p.csv"))) {
      assertThat(directory.resolve("p.csv")).as(what).content().hasLineCount(cellsAndHeader());
    }
  }

  private int cellsAndHeader() {
    return SmallTable.unmeasured().size() + 1;
  }
}
