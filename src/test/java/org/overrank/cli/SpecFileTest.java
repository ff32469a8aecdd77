package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options from files. */
final class SpecFileTest {
  @TempDir Path directory;

  @Test
  void everythingWrongIsSaidAtOnceWithItsLine() throws IOException {
    Path spec =
        spec(
            "input = x.csv",
            "lambda = -3",
            "serch-rank = 5",
            "holdout = [0.1]",
            "fill = 3",
            "solver = adam",
            "debug = true",
            "center { kind = mean }");
    CommandRun run = CommandRun.withoutSpark("fit", "--spec", spec.toString());
    assertThat(run.exit()).isEqualTo(2);
    String at = "overrank fit: " + spec + ":";
    assertThat(run.err())
        .containsExactly(
            at + "2: lambda: must be positive and finite, not -3",
            at + "3: serch-rank: no such option of fit: did you mean search-rank",
            at + "4: holdout: expected one value, not [0.1]",
            at + "5: fill: expected true or false, not 3",
            at
                + "6: solver: 'adam' is not one of auto, variable-projection, scaled-lbfgs,"
                + " gradient-descent, scaled-gradient-descent, proximal-gradient, lbfgs,"
                + " mllib-als",
            at + "7: debug: no such option of fit",
            at + "8: center: expected one value, not {\"kind\":\"mean\"}");
  }

  @Test
  void brokenSyntaxAndMissingFilesAreOneLine() throws IOException {
    Path spec = spec("input = x.csv", "lambda = {");
    CommandRun broken = CommandRun.withoutSpark("fit", "--spec", spec.toString());
    assertThat(broken.exit()).isEqualTo(2);
    assertThat(broken.err()).hasSize(1);
    assertThat(broken.err().get(0)).startsWith("overrank fit: " + spec + ":");
    CommandRun missing = CommandRun.withoutSpark("fit", "--spec", directory + "/none.conf");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err())
        .containsExactly("overrank fit: no spec file " + directory + "/none.conf");
  }

  @Test
  void theCommandLineWinsAndPathsCountFromTheSpecsFolder() throws IOException {
    Path spec =
        spec(
            "input = data/x.csv",
            "output = out",
            "lambda = 2",
            "seed = 5",
            "start = \"model:old\"",
            "relative-gap = 1e-2");
    Files.createDirectory(directory.resolve("out"));
    CommandRun run =
        CommandRun.withoutSpark(
            "fit", "--debug", "--spec", spec.toString(), "--seed", "6", "--col=sensor");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "input = \"" + directory.resolve("data/x.csv") + "\"",
            "output = \"" + directory.resolve("out") + "\"",
            "start = \"model:" + directory.resolve("old") + "\"",
            "lambda = 2.0",
            "seed = 6",
            "col = \"sensor\"",
            "relative-gap = 0.01")
        .anyMatch(line -> line.contains("exists already"));
  }

  @Test
  void whatDebugPrintsIsASpecOfTheSameSettings() throws IOException {
    Path spec =
        spec(
            "input = x.csv",
            "output = .",
            "lambda = 2",
            "search-rank = 7",
            "fill = true",
            "clip = range");
    CommandRun first = CommandRun.withoutSpark("fit", "--debug", "--spec", spec.toString());
    String[] settings =
        first.err().stream().takeWhile(line -> !line.startsWith("overrank")).toArray(String[]::new);
    CommandRun second =
        CommandRun.withoutSpark("fit", "--debug", "--spec", spec(settings).toString());
    assertThat(settings).contains("search-rank = \"7\"", "fill = true", "clip = \"range\"");
    assertThat(second.err().subList(0, settings.length)).containsExactly(settings);
  }

  private Path spec(String... lines) throws IOException {
    return Files.writeString(directory.resolve("spec.conf"), String.join("\n", lines) + "\n");
  }
}
