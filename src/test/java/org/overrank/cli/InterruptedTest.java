package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TERM and Ctrl-C: one line that says what there is, and nothing half-written. */
@Tag("attack")
final class InterruptedTest {
  @TempDir Path directory;

  private OwnProcess start(String... args) throws IOException {
    return OwnProcess.start(directory.resolve("log"), args);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFit_saysThatNothingWasWritten() throws Exception {
    Path table = SmallTable.write(directory);
    OwnProcess fit =
        start(
            SmallTable.fit(
                table,
                directory.resolve("out"),
                "--lambda=1e-9",
                "--relative-gap=1e-12",
                "--max-passes=100000"));
    assertThat(fit.await("memory: about").terminate()).isEqualTo(143);
    assertThat(fit.lines())
        .filteredOn(line -> !line.startsWith("pass "))
        .hasSize(3)
        .last()
        .isEqualTo("overrank fit: stopped: nothing was written");
    assertThat(names()).containsExactly("log", "table.csv");
  }

  @Test
  void aSweep_saysWhatIsKept_andGoesOn() throws Exception {
    String[] args = {
      "sweep",
      "--spec",
      Path.of("conf", "ring.conf").toString(),
      "--search-rank=3",
      "--seeds=3",
      "--max-passes=40",
      "--output",
      directory.resolve("ring").toString()
    };
    Path trials = directory.resolve("ring/trials.jsonl");
    OwnProcess sweep = start(SmallTable.concat(args, "--riders=1"));
    sweep.await(() -> Files.exists(trials));
    assertThat(sweep.interrupt()).isIn(130, 143);
    assertThat(String.join("\n", sweep.lines()))
        .containsPattern("overrank sweep: stopped: \\d+ results are kept in \\S+ring: the same")
        .doesNotContain("\tat ");
    int kept = Files.readAllLines(trials).size();
    CommandRun again = CommandRun.of(args);
    assertThat(again.exit()).as("%s", again.err()).isIn(0, 3);
    assertThat(again.err().get(0)).isEqualTo("3 trials, " + (3 - kept) + " of them to run");
  }

  @Test
  void aHeapThatIsTooSmall_isOneLine() throws Exception {
    Path table = SmallTable.write(directory);
    List<String> command = OwnProcess.java("-Xmx256m", Overrank.class.getName());
    command.addAll(List.of(SmallTable.fit(table, directory.resolve("out"))));
    Process fit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    assertThat(fit.waitFor()).isEqualTo(2);
    assertThat(Files.readAllLines(directory.resolve("log")))
        .filteredOn(line -> !line.startsWith("WARNING: Using incubator"))
        .singleElement()
        .asString()
        .contains("the driver's heap is 2", "Spark needs 450 MB: set OVERRANK_DRIVER_MEMORY=1g");
    assertThat(names()).containsExactly("log", "table.csv");
  }
}
