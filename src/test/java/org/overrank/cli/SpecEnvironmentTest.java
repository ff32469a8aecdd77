package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.cli.output.MaskedStream;

/** A spec asks for the environment by ${?NAME}, and nothing repeats what it is told. */
@Tag("attack")
final class SpecEnvironmentTest {
  private static final String SECRET = "hunter2-of-mine";

  @TempDir Path directory;

  /** A command in a process of its own, with the secret in its environment. */
  private List<String> run(int exit, String... args) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(OwnProcess.java(Overrank.class.getName()).stream(), Stream.of(args)).toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SECRET", SECRET);
    builder.environment().put("DATA", directory + "/" + SECRET);
    builder.environment().put("LAMBDA", "0.25");
    builder.environment().put("RANK", "2");
    builder.environment().put("FILL", "true");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exit);
    assertThat(output).doesNotContain(SECRET);
    return output.lines().filter(line -> !line.startsWith("WARNING: Using incubator")).toList();
  }

  @Test
  void whatIsPrintedIsMasked_wordsOnlyWhereTheyStandAlone() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream target = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Map<String, String> secrets =
        Map.of("row", "${?A}", "/x/é", "${?B}", "/x/é/y", "${?C}", "rating", "${?D}");
    PrintStream masked = MaskedStream.over(target, secrets);
    masked.print("no \"row\" in rows: rating, operating, ");
    masked.println("/x/é/y and file:/x/é/z");
    masked.print("row");
    masked.flush();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "no \"${?A}\" in rows: ${?D}, operating, ${?C} and file:${?B}/z"
                + System.lineSeparator()
                + "row");
  }

  private String spec(String... lines) throws IOException {
    return Files.writeString(directory.resolve("s.conf"), String.join("\n", lines) + "\n")
        .toString();
  }

  @Test
  void noErrorRepeatsAValue() throws IOException, InterruptedException {
    String spec =
        spec(
            "lambda = ${?SECRET}",
            "fill = ${?SECRET}",
            "solver = ${?SECRET}",
            "serch-rank = ${?SECRET}",
            "seed = [${?SECRET}]",
            "center = {a = ${?SECRET}}",
            "start = ${?SECRET}",
            "holdout = x${lambda}");
    String at = "overrank fit: " + spec + ":";
    assertThat(run(2, "fit", "--spec", spec))
        .containsExactly(
            at + "1: lambda: '${?SECRET}' is not a number",
            at + "2: fill: expected true or false, not \"${?SECRET}\"",
            at
                + "3: solver: '${?SECRET}' is not one of auto, variable-projection, scaled-lbfgs,"
                + " gradient-descent, scaled-gradient-descent, proximal-gradient, lbfgs,"
                + " mllib-als",
            at + "4: serch-rank: no such option of fit: did you mean search-rank",
            at + "5: seed: expected one value, not [\"${?SECRET}\"]",
            at + "6: center: expected one value, not {\"a\":\"${?SECRET}\"}",
            at + "7: start: '${?SECRET}' is not one of gaussian, spectral, model:DIR",
            at + "8: holdout: 'x${?SECRET}' is not a number");
    assertThat(run(2, "fit", "--spec", spec("lambda = 1", "seed = ${?SECRET} [1]")))
        .singleElement()
        .asString()
        .startsWith(at + "2: seed: Cannot concatenate");
  }

  @Test
  void onlyAQuestionMarkAsksTheEnvironment() throws IOException, InterruptedException {
    String spec = spec("lambda = 1", "input = ${SECRET}");
    assertThat(run(2, "fit", "--spec", spec))
        .containsExactly(
            "overrank fit: "
                + spec
                + ":2: Could not resolve substitution to a value: ${SECRET}"
                + " (the environment is asked by ${?NAME} only)");
    assertThat(run(2, "fit", "--spec", spec("input = ${?NOT_SET}")))
        .containsExactly("overrank fit: --input is missing: the table of measurements to read");
  }

  @Test
  void debugPrintsTheSpecAgain_andTheCommandLineWins() throws IOException, InterruptedException {
    String spec =
        spec(
            "input = ${?DATA}/none.csv",
            "lambda = ${?LAMBDA}",
            "fill = ${?FILL}",
            "row = ${?SECRET}",
            "seed = 4",
            "output = ${?DATA}");
    Files.createDirectory(directory.resolve(SECRET));
    List<String> printed = run(2, "fit", "--debug", "--spec", spec, "--seed", "5");
    assertThat(printed)
        .anyMatch(line -> line.startsWith("input = ${?DATA}\"/none.csv\" # "))
        .anyMatch(line -> line.startsWith("lambda = ${?LAMBDA} # "))
        .anyMatch(line -> line.startsWith("fill = ${?FILL} # "))
        .anyMatch(line -> line.startsWith("row = ${?SECRET} # "))
        .contains("seed = 5")
        .anyMatch(line -> line.startsWith("overrank fit: output ${?DATA} exists already"));
  }

  @Test
  void noResultRepeatsAPath_andASweepKnowsItsOwnInput() throws IOException, InterruptedException {
    Path data = Files.createDirectory(directory.resolve(SECRET));
    Path table = SmallTable.write(data);
    String[] lines = {
      "input = ${?DATA}/" + table.getFileName(),
      "output = results",
      "row = station, col = hour, value = level",
      "lambda = ${?LAMBDA}",
      "search-rank = [1, ${?RANK}]"
    };
    String spec = spec(lines);
    List<String> printed = run(0, "sweep", "--spec", spec);
    assertThat(printed).anyMatch(line -> line.startsWith("${?DATA}/table.csv: "));
    Path results = directory.resolve("results");
    assertThat(Files.readAllLines(results.resolve("sweep.conf")))
        .anyMatch(line -> line.matches("input = \\$\\{\\?DATA}\"/table.csv\" # [0-9a-f]{6}"));
    assertThat(Files.readAllLines(results.resolve("trials.jsonl")))
        .hasSize(2)
        .allMatch(line -> line.contains("\"input\":\"${?DATA}/table.csv\""));
    try (Stream<Path> files = Files.list(results)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
      }
    }
    assertThat(run(0, "sweep", "--spec", spec)).anyMatch(line -> line.contains("0 of them to run"));
  }
}
