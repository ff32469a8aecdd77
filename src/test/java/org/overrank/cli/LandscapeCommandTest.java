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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The landscape command from its words to its files; it starts no Spark. */
final class LandscapeCommandTest {
  @TempDir Path directory;

  private JsonNode landscape(String instance, String... more) throws IOException {
    Path output = directory.resolve("landscape");
    List<String> args = new ArrayList<>(List.of("landscape", "--overwrite"));
    args.addAll(List.of("--instance=" + instance, "--output=" + output));
    args.addAll(List.of(more));
    CommandRun run = CommandRun.withoutSpark(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(output.resolve("report.html")).isNotEmptyFile();
    return new ObjectMapper().readTree(Files.readString(output.resolve("landscape.json")));
  }

  @Test
  void theory4_and5_onTheRing_formulasAgreeWithDrawsAndTwoMoreColumnsAreEnough()
      throws IOException {
    JsonNode study = landscape("ring --size 8", "--search-rank=1,3", "--seeds=10", "--draws=2000");
    assertThat(study.path("goodPair").asText()).isEqualTo("truth"); // No noise: it costs about ε.
    assertThat(study.path("crossTerm").path("slope").asDouble()).isCloseTo(-1, within(0.1));
    assertThat(study.path("points").size()).isEqualTo(2 + 4 + 2);
    for (JsonNode point : study.path("points")) {
      assertThat(point.path("copyNormError").asDouble()).isLessThan(1e-12);
      assertThat(point.path("copyProductError").asDouble()).isLessThan(1e-12);
      agrees(point.path("mixedNorm"));
      agrees(point.path("crossNorm"));
      for (JsonNode move : point.path("moves")) {
        agrees(move.path("value"));
        assertThat(move.path("value").path("exact").asDouble())
            .isLessThanOrEqualTo(move.path("bound").asDouble() * (1 + 1e-12));
      }
    }
    assertThat(study.path("points").get(5).path("verdict").asText())
        .isEqualTo("bad local minimum"); // Where the run at R = 1 ends.
    // With U and V free of each other, the symmetric winding point is a saddle.
    assertThat(study.path("points").get(6).path("verdict").asText()).isEqualTo("strict saddle");
    assertThat(study.path("points").get(7).path("value").asDouble())
        .isLessThan(0.9 * study.path("points").get(6).path("value").asDouble());
    assertThat(study.path("success").get(0).path("succeeded").asInt()).isLessThan(5);
    assertThat(study.path("success").get(0).path("certifiedWithEscape").asInt()).isEqualTo(10);
    assertThat(study.path("success").get(1).path("succeeded").asInt()).isEqualTo(10);
  }

  @Test
  void theory4_4_ofLabels_whatIsDrawnStaysBelowWhatTheCurvatureAllowsAndThatBelowTheBound()
      throws IOException {
    JsonNode study =
        landscape(
            "completion --rows 12 --cols 10 --rank 1 --measurements 90 --loss logistic",
            "--search-rank=1,4",
            "--seeds=3",
            "--draws=500");
    assertThat(study.path("loss").asText()).isEqualTo("logistic");
    assertThat(study.path("bestCertified").asBoolean()).isTrue();
    double epsilon = study.path("lowerBound").asDouble();
    assertThat(epsilon).isBetween(0.05, Math.log(2)); // All of M = 0 costs log 2 a label.
    // The theorem's pair has to cost about ε, which the truth does not.
    assertThat(study.path("goodPair").asText()).isEqualTo("optimum");
    assertThat(study.path("goodValue").asDouble()).isBetween(epsilon, 1.002 * epsilon);
    assertThat(study.path("success").get(1).path("certifiedWithEscape").asInt()).isEqualTo(3);
    assertThat(study.path("points").size()).isEqualTo(2 + 4);
    for (JsonNode point : study.path("points")) {
      agrees(point.path("crossNorm"));
      for (JsonNode move : point.path("moves")) {
        JsonNode value = move.path("value");
        double atMost = move.path("atMost").asDouble();
        assertThat(value.has("exact")).isFalse(); // There is no formula.
        assertThat(value.path("mean").asDouble() - 4 * value.path("standardError").asDouble())
            .isLessThanOrEqualTo(atMost * (1 + 1e-12));
        assertThat(atMost).isLessThanOrEqualTo(move.path("bound").asDouble() * (1 + 1e-12));
      }
    }
    assertThat(directory.resolve("landscape/report.html")).content().contains("loss logistic");
  }

  /** Within five standard errors. */
  private static void agrees(JsonNode estimate) {
    double exact = estimate.path("exact").asDouble();
    double error = 5 * estimate.path("standardError").asDouble() + 1e-9 * Math.abs(exact);
    assertThat(estimate.path("mean").asDouble()).isCloseTo(exact, within(error));
  }

  @Test
  void noiseGivesTheLambdaAndAnOptimumStandsInForAnUnknownTruth() throws IOException {
    JsonNode study =
        landscape(
            "max-cut --size 6", "--search-rank=2", "--seeds=2", "--draws=10", "--points=random");
    assertThat(study.path("goodPair").asText()).isEqualTo("optimum");
    assertThat(study.path("goodValue").asDouble())
        .isCloseTo(study.path("bestValue").asDouble(), within(1e-6));
  }

  @Test
  void theory4_4_ofOutliers_theTruthIsTheGoodPairOnlyWhereItCostsAboutTheBest() throws IOException {
    String cells = "completion --rows 10 --cols 8 --rank 1 --measurements 70 --loss huber:0.5";
    String[] quick = {"--search-rank=3", "--seeds=2", "--draws=200", "--lambda=0.001"};
    JsonNode clean = landscape(cells, quick);
    double epsilon = clean.path("lowerBound").asDouble();
    assertThat(clean.path("goodPair").asText()).isEqualTo("truth");
    assertThat(clean.path("goodValue").asDouble()).isBetween(epsilon, 1.1 * epsilon);
    assertThat(clean.path("success").get(0).path("succeeded").asInt()).isEqualTo(2);
    JsonNode noisy = landscape(cells + " --noise 0.5", quick);
    epsilon = noisy.path("lowerBound").asDouble();
    assertThat(noisy.path("goodPair").asText())
        .isEqualTo("optimum"); // The truth explains no noise.
    assertThat(noisy.path("goodValue").asDouble()).isBetween(epsilon, 1.002 * epsilon);
  }

  @Test
  void whatCannotBeLookedAtIsRefusedInOneLine() {
    refused(
        "no trap is known",
        "--instance=gaussian --rows 4 --rank 1 --measurements 20" + " --noise 0.1",
        "--points=trap");
    refused(
        "clicks: the theorem is of measured cells alone",
        "--instance=clicks --rows 9 --rank 1 --measurements 9");
    for (String loss : List.of("poisson", "quantile:0.9", "absolute")) {
      refused(
          "the theorem needs a bound of the loss's curvature",
          "--instance=completion --rows 6 --rank 1 --measurements 20 --loss " + loss);
    }
    refused("too many to look at", "--instance=ring --size 2000000000");
    refused("structure hermitian; use generate", "--instance=tomography --qubits 1");
    refused("--lambda is missing", "--instance=gaussian --rows 4 --rank 1 --measurements 20");
  }

  private void refused(String why, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "landscape";
    all[1] = "--output=" + directory.resolve("none");
    System.arraycopy(args, 0, all, 2, args.length);
    CommandRun run = CommandRun.withoutSpark(all);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains(why);
    assertThat(directory.resolve("none")).doesNotExist();
  }
}
