package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** From generated instances through their own specs to certificates and recovery errors. */
final class GenerateCommandTest {
  @TempDir Path directory;

  private CommandRun generate(String options, String... more) {
    List<String> args = new ArrayList<>(List.of("generate"));
    args.addAll(Arrays.asList(options.split(" ")));
    args.addAll(List.of("--output", directory.resolve("made").toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private CommandRun fit(String output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "fit",
                "--spec",
                directory.resolve("made/fit.conf").toString(),
                "--output",
                directory.resolve(output).toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private FitSummary summary(String output) throws IOException {
    Path file = directory.resolve(output).resolve("summary.json");
    return SummaryJson.read(Files.readString(file), "summary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--instance ring --size 8 | parquet | 0.1",
        "--instance rings --rings 3 --size 5 --ring-weight 1 | csv | 0.9",
        "--instance trap | json | 0.2",
        "--instance gaussian --rows 8 --rank 1 --measurements 200 --noise 0.05 | parquet | 0.1",
        "--instance gaussian --rows 8 --rank 1 --measurements 200 --noise 0.05 --seeded | csv |"
            + " 0.1",
        "--instance gaussian --rows 6 --cols 4 --rank 1 --measurements 90 --noise 0.05 | csv | 0.2",
        "--instance completion --rows 30 --rank 2 --measurements 600 --noise 0.1 | orc | 0.3",
        "--instance rank-one --rows 9 --rank 2 --measurements 300 --noise 0.05 | json | 0.2",
        "--instance covariance --rows 8 --rank 2 --measurements 150 --noise 0.05 | parquet | 0.1",
        "--instance distances --size 9 --rank 2 --measurements 30 --noise 0.01 | csv | 0.1",
        "--instance completion --rows 30 --rank 1 --measurements 800 --loss logistic | csv | 0.9",
        "--instance completion --rows 30 --rank 1 --measurements 600 --loss poisson | parquet | 0.8",
        "--instance completion --rows 30 --rank 2 --measurements 600 --noise 0.1 --outliers"
            + " 0.05:20 --loss huber:0.3 | csv | 0.4",
        "--instance gaussian --rows 8 --rank 1 --measurements 300 --noise 0.05 --outliers 0.01:5 |"
            + " csv | 0.2",
        "--instance tomography --qubits 2 --shots 2000 | csv | 0.1",
        "--instance tomography --qubits 2 --rank 2 --shots 2000 --seed 4 | parquet | 0.2",
      })
  void everyInstance_isFittedByItsSpec_andRecovered(
      String options, String format, double worstError) throws IOException {
    CommandRun made = generate(options, "--format", format, "--partitions", "3");
    assertThat(made.exit()).as("%s", made.err()).isZero();
    CommandRun fitted = fit("out");
    assertThat(fitted.exit()).as("%s", fitted.err()).isZero();
    FitSummary summary = summary("out");
    assertThat(summary.proof().certified()).isTrue();
    assertThat(summary.errors().recoveryError()).isNotNull().isLessThan(worstError);
    assertThat(fitted.out()).anyMatch(line -> line.contains("recovery error"));
    CommandRun certified =
        CommandRun.of(
            "certify",
            "--model",
            directory.resolve("out").toString(),
            "--input",
            directory.resolve("made/measurements." + format).toString());
    assertThat(certified.exit()).as("%s", certified.err()).isZero();
    assertThat(String.join("", certified.out()))
        .contains("\"objective\" : " + summary.proof().objective());
  }

  @Test
  void statesOfFourQubits_areTold_besideLinearInversion() throws IOException {
    assertThat(generate("--instance tomography --qubits 4 --rank 2 --shots 1000").exit()).isZero();
    CommandRun fitted = fit("out", "--relative-gap", "1e-6", "--max-passes", "200");
    assertThat(fitted.exit()).as("%s", fitted.err()).isZero();
    FitSummary.State state = summary("out").state().orElseThrow();
    assertThat(state.trace()).isBetween(0.9, 1.0);
    assertThat(state.fidelity()).isGreaterThan(state.linearFidelity()).isBetween(0.96, 1.0);
    assertThat(state.linearFidelity()).isBetween(0.85, 0.93);
    assertThat(fitted.out())
        .anyMatch(
            line ->
                line.matches(" *state +trace 0.9\\d+, fidelity 0.9\\d+ with the truth, linear.*"));
    assertThat(Files.readString(directory.resolve("out/report.html")))
        .contains("<dt>Fidelity</dt>");
  }

  @Test
  void theTrapsModel_isThePointOfTheFormulas() throws IOException {
    assertThat(generate("--instance trap").exit()).isZero();
    assertThat(Files.readString(directory.resolve("made/instance.json")))
        .contains(
            "\"trapValue\" : 0.2187", "\"optimum\" : 0.0487", "\"trapIsLocalMinimum\" : true");
    CommandRun certified =
        CommandRun.of(
            "certify",
            "--model",
            directory.resolve("made/trap").toString(),
            "--input",
            directory.resolve("made/measurements.parquet").toString());
    assertThat(certified.exit()).isEqualTo(3);
    assertThat(String.join("", certified.out())).containsPattern("\"objective\" : 0.2187[45]");
    CommandRun trapped =
        fit("trapped", "--search-rank", "1", "--start", "model:" + directory.resolve("made/trap"));
    assertThat(trapped.exit()).isEqualTo(3);
    assertThat(summary("trapped").proof().objective()).isBetween(0.21874, 0.21876);
    assertThat(fit("free", "--search-rank", "3").exit()).isZero();
  }

  /** A_i depends on the seed and its number alone: the generators' pieces do not matter. */
  @Test
  void seededMeasurements_areTheSameFromAnyNumberOfPartitions() throws IOException {
    String options =
        "--instance gaussian --rows 10 --rank 2 --measurements 300 --noise 0.1 --seeded --seed 7";
    assertThat(generate(options, "--partitions", "1").exit()).isZero();
    assertThat(fit("one", "--partitions", "3").exit()).isZero();
    assertThat(generate(options, "--partitions", "16", "--overwrite").exit()).isZero();
    assertThat(fit("sixteen", "--partitions", "3").exit()).isZero();
    assertThat(summary("sixteen").proof().objective())
        .isEqualTo(summary("one").proof().objective());
    assertThat(summary("sixteen").proof().lowerBound())
        .isEqualTo(summary("one").proof().lowerBound());
    assertThat(generate(options.replace(" --seeded", ""), "--overwrite").exit()).isZero();
    assertThat(fit("dense", "--partitions", "3").exit()).isZero();
    assertThat(summary("dense").proof().objective()).isEqualTo(summary("one").proof().objective());
  }

  /** The cells of clicks that have no entry are 0, and the spec says so. */
  @Test
  void clicks_areTheSameInAnyNumberOfFiles_andFittedByTheirSpec() throws IOException {
    String options = "--instance clicks --rows 60 --cols 40 --rank 2 --measurements 500";
    assertThat(generate(options, "--format", "csv", "--partitions", "1").exit()).isZero();
    List<String> one = clicks();
    assertThat(one).hasSize(500).doesNotHaveDuplicates();
    assertThat(generate(options, "--format", "csv", "--partitions", "7", "--overwrite").exit())
        .isZero();
    assertThat(clicks()).isEqualTo(one);
    CommandRun fitted = fit("out");
    assertThat(fitted.exit()).as("%s", fitted.err()).isZero();
    assertThat(summary("out").proof().certified()).isTrue();
    assertThat(Files.readString(directory.resolve("made/fit.conf")))
        .contains("unobserved-weight = 0.1");
    assertThat(directory.resolve("made/truth")).doesNotExist();
  }

  /** Lines of all files in their order, without headers. */
  private List<String> clicks() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve("made/measurements.csv"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file).stream().skip(1).toList());
      }
    }
    return lines;
  }

  @Test
  void compression_changesNoMoreThanRounding_andIsToldOf() throws IOException {
    generate("--instance gaussian --rows 5 --rank 1 --measurements 400 --noise 0.1");
    assertThat(fit("never", "--compress", "never", "--relative-gap", "1e-6").exit()).isZero();
    CommandRun auto = fit("auto", "--relative-gap", "1e-6");
    assertThat(auto.err())
        .anyMatch(line -> line.equals("400 measurements compressed to 26 equivalent ones"));
    assertThat(summary("auto").problem().compressed()).isTrue();
    assertThat(summary("never").problem().compressed()).isFalse();
    // What is proven of other measurements is an estimate for these.
    assertThat(Files.readString(directory.resolve("auto/trace.csv")))
        .contains(",estimate,")
        .doesNotContain(",exact,");
    assertThat(Files.readString(directory.resolve("never/trace.csv"))).contains(",exact,");
    double difference = summary("auto").proof().objective() - summary("never").proof().objective();
    assertThat(Math.abs(difference) / summary("never").proof().objective()).isLessThan(1e-6);
    CommandRun float32 = fit("float", "--storage", "float");
    assertThat(float32.exit()).isZero();
    assertThat(Objects.requireNonNull(summary("float").errors().recoveryError())).isLessThan(0.2);
  }

  @Test
  void tooFewMeasurements_areRemarkedUpon() throws IOException {
    CommandRun made = generate("--instance gaussian --rows 10 --rank 3 --measurements 30");
    assertThat(made.out())
        .anyMatch(
            line -> line.contains("30 measurements are fewer than the 51 degrees of freedom"));
    CommandRun fitted = fit("out", "--lambda", "1e-9", "--max-passes", "300");
    assertThat(fitted.exit()).isIn(0, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--instance torus | 'torus' is not one of ring, rings, trap, gaussian, completion,"
            + " rank-one",
        "--instance ring | --size is missing: --instance ring needs it",
        "--instance ring --size 2 | at least 3 nodes",
        "--instance ring --size 8 --rank 2 | --rank is not an option of --instance ring",
        "--instance gaussian --rows 4 --rank 5 --measurements 9 | a 4 x 4 matrix cannot have rank"
            + " 5",
        "--instance gaussian --rows 4 --rank 1 | --measurements is missing",
        "--instance gaussian --rows 4 --rank 1 --measurements 0 | must be at least 1, not 0",
        "--instance gaussian --rows 4 --rank 1 --measurements 9 --noise -1 | at least 0 and finite",
        "--instance gaussian --rows 4 --rank 1 --measurements 9 --condition 0.5 | at least 1, not"
            + " 0.5",
        "--instance completion --rows 2 --rank 1 --measurements 5 | has no 5 cells",
        "--instance trap --delta 1 | 0 < delta < 1",
        "--instance max-cut --size 1 | a size from 2 to 2000",
        "--instance clicks --rows 9 --rank 1 --measurements 8 | a 9 x 9 matrix takes from 9 to 18"
            + " clicks",
        "--instance clicks --rows 9 --rank 1 | --measurements is missing: --instance clicks",
        "--instance clicks --rows 9 --rank 1 --measurements 9 --noise 1 | --noise is not an option"
            + " of --instance clicks",
        "--instance covariance --rows 4 --cols 4 --rank 1 --measurements 9 | --cols is not an option",
        "--instance distances --size 4 --rank 4 --measurements 3 | 4 points do not span 4 dimensions",
        "--instance distances --size 4 --rank 1 --measurements 7 | 4 points have 6 pairs, not 7",
        "--instance tomography --qubits 7 | 1 to 6 qubits, not 7",
        "--instance tomography --qubits 1 --rank 3 | a rank from 1 to 2",
        "--instance tomography --shots 1000001 | 1 to 1000000 shots, not 1 and 1000001",
        "--instance completion --rows 9 --rank 1 --measurements 9 --loss logistic --noise 1 |"
            + " --noise is not an option with --loss logistic, whose values are drawn",
        "--instance completion --rows 9 --rank 1 --measurements 9 --loss poisson --outliers 0.1:9 |"
            + " --outliers is not an option with --loss poisson",
        "--instance completion --rows 9 --rank 1 --measurements 9 --outliers 0.1:9 | need noise above"
            + " 0",
        "--instance completion --rows 9 --rank 1 --measurements 9 --outliers 5:20 | no SHARE:SIZE",
        "--instance completion --rows 9 --rank 1 --measurements 9 --loss poisson --signal 40 | take"
            + " a smaller signal",
        "--instance completion --rows 9 --rank 1 --measurements 9 --loss cubic | is not one of"
            + " squared",
        "--instance completion --rows 9 --rank 1 --measurements 9 --signal 0 | --signal",
        "--instance gaussian --rows 9 --rank 1 --measurements 9 --loss logistic | --loss is not an"
            + " option of --instance gaussian",
        "--instance gaussian --qubits 2 | --qubits is not an option of --instance gaussian",
        "--rows 3 | --instance is missing",
      })
  void whatCannotBeMade_isSaidInOneLine(String options, String expected) {
    CommandRun run = generate(options);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).startsWith("overrank generate: ").contains(expected);
    assertThat(directory).isEmptyDirectory();
  }
}
