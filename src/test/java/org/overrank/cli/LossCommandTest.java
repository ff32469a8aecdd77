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
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels and counts from the command line: fitted, certified, predicted, evaluated, refused. */
final class LossCommandTest {
  @TempDir static Path shared;
  @TempDir Path directory;

  private static Path labels;
  private static Path fit;

  @BeforeAll
  static void fitOnce() throws IOException {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>(List.of("row,col,value"));
    for (int a = 0; a < 24; a++) {
      for (int b = 0; b < 16; b++) {
        double odds = 3 * Math.sin(a) * Math.cos(2 * b);
        boolean yes = random.nextDouble() < 1 / (1 + Math.exp(-odds));
        if ((a + b) % 3 > 0) {
          lines.add("r" + a + ",c" + b + "," + (yes ? 1 : -1));
        }
      }
    }
    labels = Files.write(shared.resolve("labels.csv"), lines);
    fit = shared.resolve("fit");
    CommandRun run =
        CommandRun.of(
            "fit",
            "--input",
            labels.toString(),
            "--loss",
            "logistic",
            "--lambda",
            "5e-3",
            "--holdout",
            "0.2",
            "--output",
            fit.toString());
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(String.join("\n", run.out())).contains("hold-out loss", "AUC", "training loss");
  }

  private static JsonNode json(Path path) throws IOException {
    return new ObjectMapper().readTree(Files.readString(path));
  }

  private List<Double> predicted(String scale) throws IOException {
    Path out = directory.resolve(scale + ".csv");
    CommandRun run =
        CommandRun.of(
            "predict",
            "--model",
            fit.toString(),
            "--input",
            labels.toString(),
            "--scale",
            scale,
            "--output",
            out.toString());
    assertThat(run.exit()).as("%s", run.err()).isZero();
    return Files.readAllLines(out).stream()
        .skip(1)
        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(',') + 1)))
        .toList();
  }

  @Test
  void theSummarySaysTheLoss_andErrorsInItsWords() throws IOException {
    JsonNode summary = json(fit.resolve("summary.json"));
    assertThat(summary.get("loss").asText()).isEqualTo("logistic");
    assertThat(summary.get("solver").asText()).isEqualTo("scaled-lbfgs");
    assertThat(summary.get("certified").asBoolean()).isTrue();
    assertThat(summary.get("relativeGap").asDouble()).isLessThanOrEqualTo(1e-3);
    assertThat(summary.get("holdoutAuc").asDouble()).isBetween(0.5, 1.0);
    assertThat(summary.get("holdoutLoss").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void whereTheFitFollowsTheNoise_theWarningComparesLosses() throws IOException {
    Path out = directory.resolve("noisy");
    CommandRun run =
        CommandRun.of(
            "fit",
            "--input",
            labels.toString(),
            "--loss",
            "logistic",
            "--lambda",
            "1e-5",
            "--holdout",
            "0.2",
            "--max-passes",
            "100",
            "--output",
            out.toString());
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
    JsonNode summary = json(out.resolve("summary.json"));
    double training = Math.pow(summary.get("trainRmse").asDouble(), 2);
    assertThat(summary.get("warnings").toString())
        .contains(
            String.format(
                Locale.ROOT,
                "The training loss, %.4g, is far below that on the hold-out, %.4g",
                training,
                summary.get("holdoutLoss").asDouble()));
  }

  @Test
  void predictionsAreProbabilities_orLogOddsWhereAsked() throws IOException {
    List<Double> response = predicted("response");
    List<Double> link = predicted("link");
    assertThat(response).allMatch(p -> p > 0 && p < 1);
    for (int i = 0; i < link.size(); i++) {
      assertThat(response.get(i)).isCloseTo(1 / (1 + Math.exp(-link.get(i))), within(1e-12));
    }
    assertThat(link).anyMatch(odds -> odds < 0).anyMatch(odds -> odds > 0);
  }

  @Test
  void certifyKnowsTheLoss_evaluateComparesProbabilities() {
    CommandRun certify =
        CommandRun.of("certify", "--model", fit.toString(), "--input", labels.toString());
    assertThat(certify.exit()).as("%s", certify.err()).isZero();
    CommandRun evaluate =
        CommandRun.of("evaluate", "--model", fit.toString(), "--input", labels.toString());
    assertThat(evaluate.exit()).as("%s", evaluate.err()).isZero();
    assertThat(String.join("\n", evaluate.out())).contains("\"rmse\" : 0.", "\"loss\" : 0.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logistic | r0,c0,2 | value \"2\" is no label",
        "poisson | r0,c0,-1 | value \"-1\" is negative",
        "huber | r0,c0,1 | 'huber' needs the error",
        "huber:-1 | r0,c0,1 | -1 is no positive number",
        "quantile:1.5 | r0,c0,1 | 1.5 is no level",
        "cubic | r0,c0,1 | 'cubic' is not one of squared",
      })
  void whatALossCannotUse_isNamedBeforeAnyWork(String loss, String row, String message)
      throws IOException {
    Path table = Files.write(directory.resolve("t.csv"), List.of("row,col,value", "r1,c1,1", row));
    Path out = directory.resolve("out");
    CommandRun run =
        CommandRun.of(
            "fit",
            "--input",
            table.toString(),
            "--loss",
            loss,
            "--lambda",
            "0.1",
            "--output",
            out.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(String.join("\n", run.err())).contains(message);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--center mean | center mean: not with loss logistic",
        "--unobserved-weight 0.1 | loss logistic: not with an unobserved-weight",
        "--solver mllib-als | solver mllib-als: not with loss logistic",
      })
  void whatDoesNotGoTogether_isSaid(String more, String message) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "fit",
                "--input",
                labels.toString(),
                "--loss",
                "logistic",
                "--lambda",
                "0.1",
                "--output",
                directory.resolve("out").toString()));
    args.addAll(List.of(more.split(" ")));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(String.join("\n", run.err())).contains(message);
  }
}
