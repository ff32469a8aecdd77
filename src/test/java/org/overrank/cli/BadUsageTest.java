package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that cannot succeed end at once: exit code 2, one line, no Spark, nothing written. */
final class BadUsageTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lambda=0 | '--lambda': must be positive and finite, not 0",
        "--lambda=-1 | must be positive and finite, not -1",
        "--lambda=NaN | must be positive and finite, not NaN",
        "--lambda=Infinity | must be positive and finite, not Infinity",
        "--lambda=one | 'one' is not a number",
        "--search-rank=0 | '--search-rank': must be at least 1, not 0",
        "--search-rank=-4 | must be at least 1, not -4",
        "--search-rank=1.5 | '1.5' is neither auto nor a whole number",
        "--holdout=1 | '--holdout': must be in [0, 1), not 1",
        "--holdout=-0.1 | must be in [0, 1), not -0.1",
        "--holdout=NaN | must be in [0, 1), not NaN",
        "--relative-gap=0 | '--relative-gap': must be between 0 and 1, not 0",
        "--relative-gap=1 | must be between 0 and 1, not 1",
        "--max-passes=0 | '--max-passes': must be at least 1, not 0",
        "--partitions=0 | '--partitions': must be at least 1, not 0",
        "--seed=1.5 | '1.5' is not a whole number of 64 bits",
        "--step=0 | '--step': must be positive and finite, not 0",
        "--step=0.1 | --step is an option of gradient-descent, not of variable-projection",
        "--solver=adam | 'adam' is not one of auto, variable-projection, scaled-lbfgs,"
            + " gradient-descent, scaled-gradient-descent, proximal-gradient, lbfgs,"
            + " mllib-als",
        "--center=median | 'median' is not one of none, mean, biases",
        "--regularizer=l1 | 'l1' is not one of plain, weighted",
        "--on-duplicate=sum | 'sum' is not one of error, mean, last, keep",
        "--on-bad-row=skip | 'skip' is not one of fail, drop",
        "--format=xls | 'xls' is not one of csv, parquet, json, orc, mtx",
        "--start=warm | 'warm' is not one of gaussian, spectral, model:DIR",
        "--kind=video | 'video' is not one of entries, dense, sparse, rank-one",
        "--kind=sparse --solver=variable-projection | --solver variable-projection works on entries"
            + " only; use scaled-lbfgs",
        "--kind=dense --center=mean | --center is an option of --kind entries, not of dense",
        "--kind=dense --regularizer=weighted | --regularizer is an option of --kind entries",
        "--kind=dense --on-duplicate=last | --on-duplicate is an option of --kind entries only",
        "--kind=dense --left=a | --left is an option of --kind rank-one, not of dense",
        "--storage=float | --storage float is an option of --kind dense, not of entries",
        "--storage=float --solver=mllib-als --search-rank=3 | --storage float is an option of"
            + " --kind dense, not of entries",
        "--kind=rank-one --storage=float | --storage float is an option of --kind dense, not of"
            + " rank-one",
        "--kind=sparse --storage=float | --storage float is an option of --kind dense, not of"
            + " sparse",
        "--kind=seeded-gaussian --storage=float | --storage float is an option of --kind dense, not"
            + " of seeded-gaussian",
        "--kind=sparse --index=i | --index is an option of --kind seeded-gaussian, not of sparse",
        "--kind=sparse --fill | --fill is an option of --kind entries, not of sparse",
        "--measurement=m | --measurement is an option of --kind dense, not of entries",
        "--rows=3 | --rows and --cols are not options of --kind entries: the ids tell the shape",
        "--compress=always | --compress always: entries have nothing to compress",
        "--compress=twice | 'twice' is not one of auto, never, always",
        "--kind=dense --storage=half | 'half' is not one of double, float",
        "--kind=dense --rows=0 | '--rows': must be at least 1, not 0",
        "--row=x --col=x | row, col and value must be different columns",
        "--sead=3 | unknown option '--sead=3'",
        "--input | ",
        "stray | unexpected argument 'stray'",
      })
  void oneLineSaysWhatIsWrong(String more, String expected) {
    CommandRun run = fit("--lambda", "1", more);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0))
        .startsWith("overrank fit: ")
        .contains(expected == null ? "" : expected);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theMissingOptionIsNamedWithItsMeaning() {
    assertOneLine(CommandRun.withoutSpark("fit"), "--input is missing");
    assertOneLine(
        CommandRun.withoutSpark("fit", "--input", "x.csv", "--lambda", "1"), "--output is missing");
    assertOneLine(CommandRun.withoutSpark("predict"), "--model is missing");
    assertOneLine(CommandRun.withoutSpark("certify"), "--model is missing");
    assertOneLine(CommandRun.withoutSpark("fiit"), "unexpected argument 'fiit': did you mean fit?");
  }

  @Test
  void aSweepRefusesFloatsOfWhatIsNotDense() {
    String output = "--output=" + directory.resolve("out");
    for (String instance :
        List.of("gaussian --rows 4 --rank 1 --measurements 9", "ring --size 5")) {
      assertOneLine(
          CommandRun.withoutSpark("sweep", output, "--storage=float", "--instance=" + instance),
          "--storage float is an option of --kind dense, not of instances");
    }
    assertOneLine(
        CommandRun.withoutSpark("sweep", output, "--storage=float", "--input=x.csv", "--lambda=1"),
        "--storage float is an option of --kind dense, not of entries");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anExistingOutputIsKept() {
    String output = directory.toString();
    CommandRun run =
        CommandRun.withoutSpark("fit", "--input", "x.csv", "--lambda", "1", "--output", output);
    assertOneLine(run, "exists already: choose another or say --overwrite");
  }

  @Test
  void overwriteReplacesNobodyElsesFiles() throws IOException {
    Files.writeString(directory.resolve("thesis.tex"), "years of work");
    CommandRun run =
        CommandRun.withoutSpark(
            "fit",
            "--input",
            "x.csv",
            "--lambda",
            "1",
            "--overwrite",
            "--output",
            directory.toString());
    assertOneLine(run, "was not written by overrank");
    assertThat(directory.resolve("thesis.tex")).hasContent("years of work");
  }

  @Test
  void debugAddsTheStackTraceAndTheSettingsInForce() {
    CommandRun run =
        fit("--lambda", "2", "--debug", "--kind", "entries", "--seed", "7", "--step=1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).anyMatch(line -> line.contains("\tat org.overrank."));
  }

  @Test
  void helpExplainsEveryOption() {
    for (String command : List.of("fit", "predict", "certify")) {
      CommandRun run = CommandRun.withoutSpark(command, "--help");
      assertThat(run.exit()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(String.join("\n", run.out())).contains("--input", "--debug", "Required.");
    }
    assertThat(CommandRun.withoutSpark("--version").out().get(0)).startsWith("overrank ");
    assertThat(CommandRun.withoutSpark().out()).anyMatch(line -> line.contains("predict"));
  }

  private CommandRun fit(String... more) {
    List<String> args = new ArrayList<>(List.of("fit", "--input", "x.csv"));
    args.addAll(List.of("--output", directory.resolve("out").toString()));
    for (String option : more) {
      boolean repeated = option.startsWith("--lambda=") || option.startsWith("--input");
      if (repeated) {
        args.removeAll(List.of("--lambda", "1"));
      }
      args.addAll(List.of(option.split(" ")));
    }
    return CommandRun.withoutSpark(args.toArray(String[]::new));
  }

  private static void assertOneLine(CommandRun run, String expected) {
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).contains(expected);
  }
}
