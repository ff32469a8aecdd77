package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitSummary;
import org.overrank.fit.LambdaTrial;
import org.overrank.fit.SummaryJson;

/** {@code fit} without {@code --lambda} chooses it. */
class ChosenLambdaTest {
  private static final int MEASURED = SmallTable.ROWS * SmallTable.COLS * 3 / 4;

  @TempDir Path directory;

  private CommandRun fit(Path output, String... more) throws IOException {
    Path table = SmallTable.write(directory);
    List<String> args =
        Stream.concat(
                Stream.of("fit", "--input=" + table, "--output=" + output),
                Stream.concat(Arrays.stream(SmallTable.COLUMNS), Arrays.stream(more)))
            .toList();
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static FitSummary summary(Path output) throws IOException {
    return SummaryJson.read(Files.readString(output.resolve("summary.json")), "summary");
  }

  @Test
  void withoutLambda_oneIsChosen_andAllMeasurementsAreFittedAndCertified() throws IOException {
    Path output = directory.resolve("out");
    CommandRun run = fit(output);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    FitSummary summary = summary(output);
    ChosenLambda choice = summary.choice().orElseThrow();
    assertThat(summary.proof().certified()).isTrue();
    assertThat(summary.problem().measurements()).isEqualTo(MEASURED);
    assertThat(summary.problem().heldOut()).isBetween(10L, 45L);
    assertThat(summary.asked().center()).isEqualTo("biases");
    assertThat(summary.asked().lambda()).isEqualTo(choice.chosenLambda());
    assertThat(choice.lambdaPath())
        .hasSizeGreaterThan(3)
        .isSortedAccordingTo(Comparator.comparingDouble(LambdaTrial::lambda).reversed());
    double least =
        choice.lambdaPath().stream().mapToDouble(LambdaTrial::holdoutRmse).min().orElseThrow();
    assertThat(summary.errors().holdoutRmse()).isBetween(least, 1.001 * least);
    assertThat(least)
        .isLessThan(0.3 * Objects.requireNonNull(choice.lambdaPath().get(0).holdoutRmse()));
    assertThat(run.err()).anyMatch(line -> line.startsWith("lambda ") && line.contains(" chosen "));
    assertThat(run.out()).anyMatch(line -> line.contains("before they were added"));
    assertThat(Files.readString(output.resolve("report.html"))).contains(": chosen");
  }

  @Test
  void theRefittedModel_isCertifiedOnTheTableAsItIs() throws IOException {
    Path output = directory.resolve("out");
    fit(output);
    CommandRun proof =
        CommandRun.of("certify", "--model=" + output, "--input=" + directory.resolve("table.csv"));
    assertThat(proof.exit()).as("%s", proof.err()).isZero();
    assertThat(proof.err()).noneMatch(line -> line.contains("not the problem"));
    String objective = "\"objective\" : " + summary(output).proof().objective();
    assertThat(proof.out()).anyMatch(line -> line.contains(objective));
  }

  @Test
  void refitNever_keepsTheModelOfWhatWasNotHeldOut() throws IOException {
    Path output = directory.resolve("out");
    assertThat(fit(output, "--refit=never").exit()).isZero();
    FitSummary summary = summary(output);
    assertThat(summary.choice().orElseThrow().refit()).isFalse();
    assertThat(summary.problem().measurements() + summary.problem().heldOut()).isEqualTo(MEASURED);
  }

  @Test
  void oneStandardError_takesALambdaThatIsNoSmaller() throws IOException {
    fit(directory.resolve("best"));
    fit(directory.resolve("calm"), "--lambda-rule=one-standard-error");
    ChosenLambda best = summary(directory.resolve("best")).choice().orElseThrow();
    ChosenLambda calm = summary(directory.resolve("calm")).choice().orElseThrow();
    assertThat(calm.lambdaPath()).isEqualTo(best.lambdaPath());
    assertThat(calm.chosenLambda()).isGreaterThan(best.chosenLambda());
  }

  @Test
  void withTheWeightedRegularizer_lambdaTimesTheCountIsKept() throws IOException {
    Path output = directory.resolve("out");
    assertThat(fit(output, "--regularizer=weighted").exit()).isZero();
    FitSummary summary = summary(output);
    double kept = MEASURED - summary.problem().heldOut();
    assertThat(summary.asked().lambda() * MEASURED)
        .isBetween(
            0.999 * summary.choice().orElseThrow().chosenLambda() * kept,
            1.001 * summary.choice().orElseThrow().chosenLambda() * kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gaussian", "rank-one"})
  void measurementsOfOtherKinds_haveTheirLambdaChosenToo(String instance) throws IOException {
    Path made = directory.resolve("made");
    List<String> generate =
        Stream.concat(
                Stream.of("generate"),
                Stream.concat(
                    Stream.of("--instance=" + instance, "--rows=8", "--rank=1"),
                    Stream.of("--measurements=120", "--noise=0.1", "--output=" + made)))
            .toList();
    assertThat(CommandRun.of(generate.toArray(String[]::new)).exit()).isZero();
    Path spec = made.resolve("fit.conf");
    List<String> lines = Files.readAllLines(spec);
    Files.write(spec, lines.stream().filter(line -> !line.startsWith("lambda")).toList());
    CommandRun run = CommandRun.of("fit", "--spec=" + spec, "--output=" + directory.resolve("out"));
    assertThat(run.exit()).as("%s", run.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--start=model:there, --start at a model: needs --lambda",
    "--solver=lbfgs, --solver lbfgs: needs --lambda",
    "--solver=mllib-als --search-rank=3 --regularizer=weighted, --solver mllib-als: needs --lambda",
    "--holdout=0, --holdout 0 leaves nothing to choose lambda by",
    "--lambda=1 --lambda-rule=best, --lambda-rule is about how lambda is chosen",
    "--lambda=1 --refit=never, --refit is about how lambda is chosen"
  })
  void whatDoesNotGoWithAChoice_isRefusedInOneLine(String options, String words) {
    String[] args =
        Stream.concat(
                Stream.of("fit", "--input=x.csv", "--output=" + directory.resolve("o")),
                Arrays.stream(options.split(" ")))
            .toArray(String[]::new);
    CommandRun run = CommandRun.withoutSpark(args);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(1).first().asString().contains(words);
  }

  @Test
  void aTableOfOneValue_hasNoLambdaToChoose() throws IOException {
    StringBuilder csv = new StringBuilder("row,col,value\n");
    for (int e = 0; e < 60; e++) {
      csv.append(e % 6).append(',').append(e / 6).append(",0\n");
    }
    Path table = Files.writeString(directory.resolve("zero.csv"), csv);
    CommandRun run =
        CommandRun.of("fit", "--input=" + table, "--output=" + directory.resolve("out"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().get(run.err().size() - 1)).contains("lambda cannot be chosen");
  }

  @Test
  void aTableTooSmallToHoldAnyOut_isRefused() throws IOException {
    Path table = Files.writeString(directory.resolve("two.csv"), "row,col,value\n0,0,1\n1,1,2\n");
    CommandRun run =
        CommandRun.of("fit", "--input=" + table, "--output=" + directory.resolve("out"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().get(run.err().size() - 1)).contains("lambda cannot be chosen");
    assertThat(directory.resolve("out")).doesNotExist();
  }
}
