package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** What the page of losses says: the loss of the data beats squares on the same data. */
@Tag("attack") // Half a minute: whole choices of λ.
final class LossClaimsTest {
  @TempDir Path directory;

  private void generate(String options) {
    List<String> args = new ArrayList<>(List.of("generate", "--instance", "completion"));
    args.addAll(Arrays.asList(options.split(" ")));
    args.addAll(List.of("--output", directory.resolve("made").toString()));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isZero();
  }

  private FitSummary fit(String name, String options) throws IOException {
    List<String> args = new ArrayList<>(List.of("fit", "--holdout", "0.1", "--input"));
    args.add(directory.resolve("made/measurements.parquet").toString());
    args.addAll(Arrays.asList(options.split(" ")));
    args.addAll(List.of("--output", directory.resolve(name).toString()));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    FitSummary summary =
        SummaryJson.read(
            Files.readString(directory.resolve(name).resolve("summary.json")), "summary");
    assertThat(summary.proof().certified()).isTrue();
    return summary;
  }

  private static double response(FitSummary summary) {
    return summary.errors().responseError().orElseThrow();
  }

  private static double recovery(FitSummary summary) {
    return Objects.requireNonNull(summary.errors().recoveryError());
  }

  /** Half the mean deviance of what was held out, rates of at least 0.01. */
  private double deviance(String name) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(name).resolve("holdout.csv"));
    double sum = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      double y = Double.parseDouble(fields[2]);
      double rate = Math.max(0.01, Double.parseDouble(fields[3]));
      sum += rate - y + (y > 0 ? y * Math.log(y / rate) : 0);
    }
    return sum / (lines.size() - 1);
  }

  @Test
  void labels_probabilitiesAreNearerTheTruthThanThoseOfSquares() throws IOException {
    generate("--rows 120 --rank 2 --measurements 7200 --loss logistic");
    FitSummary logistic = fit("logistic", "--loss logistic");
    FitSummary squared = fit("squared", "--center none");
    assertThat(response(logistic)).isLessThan(response(squared)).isLessThan(0.35);
    assertThat(logistic.errors().recoveryError()).isNotNull();
    assertThat(squared.errors().recoveryError()).isNull();
  }

  @Test
  void labels_areToldWithTheSlopeOfTheHoldOut_alsoByTheModelThatIsRead() throws IOException {
    generate("--rows 120 --rank 2 --measurements 7200 --loss logistic");
    FitSummary summary = fit("chosen", "--loss logistic --refit never");
    double slope = Objects.requireNonNull(summary.choice().orElseThrow().taken().slope());
    assertThat(slope).isBetween(1.05, 3.0);
    FitSummary.ByLoss errors = summary.holdout().orElseThrow().byLoss().orElseThrow();
    assertThat(errors.calibrationSlope()).isCloseTo(1, within(0.1));
    FitSummary plain =
        fit("given", "--loss logistic --lambda " + summary.asked().lambda() + " --center none");
    FitSummary.ByLoss as = plain.holdout().orElseThrow().byLoss().orElseThrow();
    assertThat(as.calibrationSlope()).isCloseTo(slope, within(0.1 * slope));
    assertThat(errors.holdoutLoss()).isLessThan(as.holdoutLoss());
    assertThat(summary.proof().objective())
        .isCloseTo(plain.proof().objective(), within(2e-3 * plain.proof().objective()));
    List<String> held = Files.readAllLines(directory.resolve("chosen/holdout.csv"));
    List<String> told = predicted(held, "response");
    List<String> logOdds = predicted(held, "link");
    for (int k = 1; k < held.size(); k++) {
      double probability = Double.parseDouble(held.get(k).split(",", -1)[3]);
      assertThat(last(told.get(k))).isCloseTo(probability, within(1e-12));
      assertThat(1 / (1 + Math.exp(-last(logOdds.get(k))))).isCloseTo(probability, within(1e-12));
    }
  }

  private List<String> predicted(List<String> held, String scale) throws IOException {
    Path wanted = Files.write(directory.resolve("wanted.csv"), held);
    Path out = directory.resolve(scale + ".csv");
    CommandRun run =
        CommandRun.of(
            "predict",
            "--model",
            directory.resolve("chosen").toString(),
            "--input",
            wanted.toString(),
            "--scale",
            scale,
            "--output",
            out.toString());
    assertThat(run.exit()).as("%s", run.err()).isZero();
    return Files.readAllLines(out);
  }

  private static double last(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
  }

  @Test
  void counts_devianceIsBelowThatOfSquares() throws IOException {
    generate("--rows 120 --rank 2 --measurements 7200 --loss poisson");
    FitSummary poisson = fit("poisson", "--loss poisson");
    FitSummary squared = fit("squared", "--center none");
    assertThat(deviance("poisson")).isLessThan(0.8 * deviance("squared"));
    assertThat(poisson.holdout().orElseThrow().byLoss().orElseThrow().holdoutLoss())
        .isBetween(0.97 * deviance("poisson"), 1.03 * deviance("poisson"));
    assertThat(response(poisson)).isLessThan(0.8 * response(squared));
  }

  @Test
  void spikes_huberIsNearerTheTruthThanSquares() throws IOException {
    generate("--rows 120 --rank 2 --measurements 7200 --noise 0.1 --outliers 0.05:20");
    FitSummary huber = fit("huber", "--loss huber:0.3 --lambda 2e-4");
    FitSummary squared = fit("squared", "--center none");
    assertThat(recovery(huber)).isLessThan(0.6 * recovery(squared));
    assertThat(huber.holdout().orElseThrow().holdoutMae())
        .isLessThan(0.8 * squared.holdout().orElseThrow().holdoutMae());
  }
}
