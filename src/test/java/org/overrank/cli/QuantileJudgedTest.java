package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fits under another loss than squares are judged by it: a 0.9-quantile is meant to lie above the
 * means, so that squares say nothing of it.
 */
final class QuantileJudgedTest {
  private static final int ROWS = 60;
  private static final int COLS = 30;

  @TempDir static Path shared;
  @TempDir Path directory;

  private static Path table;

  /** A planted matrix below errors whose tail is long to one side. */
  @BeforeAll
  static void write() throws IOException {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of("row,col,value"));
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        double value = 6 * Math.sin(a) * Math.cos(2 * b) - Math.log(1 - random.nextDouble());
        if ((a + b) % 4 > 0) {
          lines.add("r" + a + ",c" + b + "," + value);
        }
      }
    }
    table = Files.write(shared.resolve("skew.csv"), lines);
  }

  private CommandRun fit(String output, String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "fit",
                    "--input=" + table,
                    "--loss=quantile:0.9",
                    "--holdout=0.2",
                    "--output=" + directory.resolve(output)),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(Files.readString(directory.resolve(path)));
  }

  @Test
  void usefulnessAndTheGateOfASeries_areByTheLoss() throws IOException {
    CommandRun first = fit("first", "--previous=none");
    assertThat(first.exit()).as("%s", first.err()).isZero();
    assertThat(first.out())
        .anyMatch(line -> line.startsWith("Useful: the hold-out loss, "))
        .anyMatch(line -> line.contains("loss by mean "));
    JsonNode summary = json("first/summary.json");
    double loss = summary.get("holdoutLoss").asDouble();
    for (JsonNode baseline : summary.get("baselines")) {
      assertThat(baseline.get("loss").asDouble()).isGreaterThan(loss);
    }
    assertThat(summary.get("holdoutStandardError").asDouble()).isBetween(0.02 * loss, 0.2 * loss);

    CommandRun evaluated =
        CommandRun.of(
            "evaluate",
            "--model=" + directory.resolve("first"),
            "--input=" + directory.resolve("first/holdout.csv"),
            "--value=actual");
    assertThat(
            new ObjectMapper().readTree(String.join("\n", evaluated.out())).get("loss").asDouble())
        .isCloseTo(loss, within(1e-12));

    String previous = "--previous=" + directory.resolve("first");
    CommandRun same = fit("same", previous);
    assertThat(same.exit()).as("%s", same.err()).isZero();
    JsonNode gate = json("same/gate.json");
    assertThat(gate.get("previousLoss").asDouble()).isCloseTo(loss, within(1e-12));
    assertThat(gate.get("loss").asDouble()).isCloseTo(loss, within(0.05 * loss));
    assertThat(gate.has("rmse")).isFalse();

    CommandRun worse = fit("worse", previous, "--lambda=10");
    assertThat(worse.exit()).isEqualTo(4);
    assertThat(worse.out())
        .anyMatch(line -> line.startsWith("Worse than ") && line.contains("loss"));
    assertThat(json("worse/gate.json").get("verdict").asText()).isEqualTo("regressed");
  }

  /** Where λ lets nothing else be, predictions are the centre, and nine in ten values below it. */
  @ParameterizedTest
  @ValueSource(strings = {"mean", "biases"})
  void theCentreIsAQuantileToo(String center) throws IOException {
    CommandRun run = fit(center, "--lambda=10", "--center=" + center);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    Path predicted = directory.resolve("predicted.csv");
    CommandRun.of(
        "predict",
        "--model=" + directory.resolve(center).resolve("model"),
        "--input=" + table,
        "--output=" + predicted);
    List<String> lines = Files.readAllLines(predicted);
    long below =
        lines.stream()
            .skip(1)
            .map(line -> line.split(","))
            .filter(cells -> Double.parseDouble(cells[2]) <= Double.parseDouble(cells[3]))
            .count();
    assertThat((double) below / (lines.size() - 1)).isBetween(0.87, 0.93);
  }
}
