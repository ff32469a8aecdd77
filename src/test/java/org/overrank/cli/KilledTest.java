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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.cli.options.Location;
import org.overrank.cli.output.EarlierOutput;
import org.overrank.cli.output.OutputWriter;
import org.overrank.fit.SummaryJson;

/** Whatever moment a run is killed at, outputs are whole or absent, and never go backwards. */
@Tag("attack")
final class KilledTest {
  private static final int KILLS = 6;
  private static final int FITS = 3;

  @TempDir Path directory;

  /** SIGKILL in the middle of replacing outputs; the next run finds a whole one. */
  @Test
  void anOutputThatIsBeingReplaced_isWholeAfterAKill() throws Exception {
    Path output = directory.resolve("out");
    Random random = new Random(1);
    int last = -1;
    for (int kill = 0; kill < KILLS; kill++) {
      Path log = directory.resolve("generations");
      Process writer =
          new ProcessBuilder(OwnProcess.java(OutputWriter.class.getName(), output.toString()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(log.toFile())
              .start();
      int generations = 1 + random.nextInt(8);
      while (Files.readAllLines(log).size() <= generations && writer.isAlive()) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(20), random.nextInt(999_999));
      writer.destroyForcibly().waitFor();
      int reported = Integer.parseInt(last(Files.readString(log)));
      EarlierOutput.restore(new Location(output.toString()), new Configuration());
      last = generation(output);
      assertThat(last).isBetween(reported, reported + 1);
    }
    assertThat(last).isPositive();
  }

  /** The last whole line. */
  private static String last(String text) {
    String whole = text.substring(0, text.lastIndexOf('\n'));
    return whole.substring(whole.lastIndexOf('\n') + 1);
  }

  /** The one number that all files of the output hold. */
  private static int generation(Path output) throws IOException {
    List<String> contents = new ArrayList<>();
    for (int k = 0; k < OutputWriter.FILES; k++) {
      contents.add(Files.readString(output.resolve("part" + k)));
    }
    assertThat(contents).containsOnly(contents.get(0));
    return Integer.parseInt(contents.get(0));
  }

  /** Whole fits, killed at any time: nothing, or a model that can be certified. */
  @Test
  void aFitThatIsKilled_leavesNothingOrAWholeOutput() throws Exception {
    Path table = SmallTable.write(directory);
    Path output = directory.resolve("fit");
    Random random = new Random(2);
    for (int k = 0; k < FITS; k++) {
      Process fit =
          new ProcessBuilder(
                  OwnProcess.java(
                      Stream.concat(
                              Stream.of(Overrank.class.getName()),
                              Stream.of(SmallTable.fit(table, output, "--overwrite")))
                          .toArray(String[]::new)))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      // The first kills hit reading or solving, the last waits for the files to be written.
      waitFor(k == 0 ? 2000 + random.nextInt(3000) : null, fit);
      fit.destroyForcibly().waitFor();
      EarlierOutput.restore(new Location(output.toString()), new Configuration());
      if (Files.exists(output)) {
        Path summary = output.resolve("summary.json");
        assertThat(SummaryJson.read(Files.readString(summary), "summary").proof().certified())
            .isTrue();
        CommandRun certified =
            CommandRun.of("certify", "--model", output.toString(), "--input", table.toString());
        assertThat(certified.exit()).as("%s", certified.err()).isZero();
      }
    }
  }

  /** Until the time is up or, without one, the staging directory appears; or the process ends. */
  private void waitFor(@Nullable Integer millis, Process process) throws Exception {
    long end = System.nanoTime() + (millis == null ? 0 : millis * 1_000_000L);
    while (process.isAlive() && (millis == null ? !isStaged() : System.nanoTime() < end)) {
      Thread.sleep(1);
    }
  }

  private boolean isStaged() throws IOException {
    try (Stream<Path> siblings = Files.list(directory)) {
      return siblings.anyMatch(path -> path.getFileName().toString().startsWith(".fit."));
    }
  }
}
