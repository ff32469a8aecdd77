package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** Inputs and models by which a certificate was once made to lie (theory, section 6). */
final class CertificateCasesTest {
  @TempDir Path directory;

  private static String input(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(
                      CertificateCasesTest.class.getResource("/org/overrank/cases/" + name))
                  .toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode certify(String name, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "certify", "--model", input(name + "/model"), "--input", input(name + "/in.csv")));
    words.addAll(List.of(more));
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
    return new ObjectMapper().readTree(String.join("\n", run.out()));
  }

  /** F = 3.50010e-13 is attained; 3.51648e-13 was once called a lower bound of it. */
  @Test
  void cellsKeptAsFloats_theBoundIsOfTheDataAsGiven() throws IOException {
    String name = "float-false-bound/in.csv";
    String[] storages = {"float", "double"};
    double[] bounds = new double[2];
    for (int k = 0; k < 2; k++) {
      Path output = directory.resolve(storages[k]);
      String words =
          "fit --kind dense --rows 4 --cols 3 --lambda 1e-13 --solver proximal-gradient"
              + " --partitions 1 --relative-gap 1e-2 --start spectral --max-passes "
              + (k == 0 ? 150 : 500)
              + " --input "
              + input(name)
              + " --output "
              + output
              + " --storage "
              + storages[k];
      CommandRun run = CommandRun.of(words.split(" "));
      assertThat(run.exit()).as("%s: %s", storages[k], run.err()).isEqualTo(k == 0 ? 3 : 0);
      JsonNode summary =
          new ObjectMapper().readTree(Files.readString(output.resolve("summary.json")));
      bounds[k] = summary.get("lowerBound").asDouble();
      assertThat(summary.get("certified").asBoolean()).isEqualTo(k == 1);
      // Of singular values of 1.75 and less at a lambda of 1e-13: no answer of zero.
      assertThat(summary.get("rank").asInt()).isBetween(1, 3);
      assertThat(summary.get("warnings").toString()).doesNotContain("answer is zero");
    }
    assertThat(bounds[0]).isLessThanOrEqualTo(3.50010e-13);
    assertThat(bounds[1]).isBetween(3.49e-13, 3.50010e-13);
  }

  /** Squares of 1e-170 vanish: once "within 0.0e+00", of the zero matrix. */
  @Test
  void valuesWhoseSquaresVanish_areRefused_andTheirMultiplesAreNot() throws IOException {
    Path table = Path.of(input("underflow-certified/in.csv"));
    assertThat(fit(table, 1e-200, "refused").exit()).isEqualTo(2);
    List<String> lines = Files.readAllLines(table);
    List<FitSummary> summaries = new ArrayList<>();
    for (int exponent : new int[] {200, 565}) {
      List<String> larger = new ArrayList<>(lines.subList(0, 1));
      for (String line : lines.subList(1, lines.size())) {
        int comma = line.lastIndexOf(',') + 1;
        double value = Math.scalb(Double.parseDouble(line.substring(comma)), exponent);
        larger.add(line.substring(0, comma) + value);
      }
      Path scaled = Files.write(directory.resolve(exponent + ".csv"), larger);
      double lambda = Math.scalb(1e-172, exponent);
      CommandRun run = fit(scaled, lambda, "out" + exponent);
      assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
      Path summary = directory.resolve("out" + exponent).resolve("summary.json");
      summaries.add(SummaryJson.read(Files.readString(summary), "summary"));
    }
    assertThat(summaries.get(0).effort().passes()).isEqualTo(summaries.get(1).effort().passes());
    assertThat(summaries.get(0).proof().relativeGap())
        .isEqualTo(summaries.get(1).proof().relativeGap());
    assertThat(summaries.get(0).answer().rank()).isPositive();
  }

  private CommandRun fit(Path table, double lambda, String output) {
    return CommandRun.of(
        "fit",
        "--input=" + table,
        "--lambda=" + lambda,
        "--max-passes=300",
        "--output=" + directory.resolve(output));
  }

  @Test
  void factorsOutOfBalance_theirProductIsJudged() throws IOException {
    JsonNode proof = certify("unbalanced-model");
    double f = proof.get("convexObjective").asDouble();
    assertThat(proof.get("objective").asDouble()).isEqualTo(f);
    assertThat(proof.get("lowerBound").asDouble()).isLessThan(f);
    assertThat(proof.get("relativeGap").asDouble())
        .isGreaterThanOrEqualTo((f - proof.get("lowerBound").asDouble()) / f);
  }

  @Test
  void aSaddleExactToRounding_isAStrictSaddle() throws IOException {
    JsonNode verdict = certify("strict-saddle", "--second-order");
    assertThat(verdict.get("verdict").asText()).isEqualTo("strict saddle");
    assertThat(verdict.get("gradientTolerance").asDouble())
        .isGreaterThan(verdict.get("gradientNorm").asDouble());
    assertThat(verdict.get("leastCurvatureUpper").asDouble()).isLessThan(-0.19);
  }
}
