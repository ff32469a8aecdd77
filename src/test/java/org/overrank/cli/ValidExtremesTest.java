package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** Input at the edge of what is valid works, and gives finite numbers. */
final class ValidExtremesTest {
  @TempDir Path directory;

  private FitSummary fit(String file, String text, String options, int... exits)
      throws IOException {
    Path input = Files.writeString(directory.resolve(file), text.replace(';', '\n'));
    Path output = directory.resolve("out");
    List<String> args =
        new ArrayList<>(List.of("fit", "--input", input.toString(), "--output", output.toString()));
    args.add("--overwrite");
    Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()).forEach(args::add);
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isIn(Arrays.stream(exits).boxed().toArray());
    Path summary = output.resolve("summary.json");
    return SummaryJson.read(Files.readString(summary), "summary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t.csv | row,col,value;1,1,5 | --lambda 0.1",
        "t.csv | row,col,value;1,1,5;1,2,4;1,3,-1 | --lambda 0.1",
        "t.csv | row,col,value;1,1,5;2,1,4;3,1,-1 | --lambda 0.1",
        "t.csv | row,col,value;1,1,5;2,2,4 | --lambda 0.1 --search-rank 50",
        "t.csv | row,col,value;1,1,5;2,2,4 | --lambda 0.1 --partitions 9",
        "t.csv | row,col,value;1,1,0;2,2,0;1,2,0 | --lambda 0.1",
        "t.csv | row,col,value;1,1,1e100;2,2,-1e100;1,2,1e99 | --lambda 1e98",
        "t.csv | row,col,value;1,1,5e-100;2,2,4e-100 | --lambda 1e-101",
        "t.csv | row,col,value;A,x,5;a,x,4;A ,x,1; a,x,2 | --lambda 0.1",
        "t.csv | row,col,value;1,1,5;01,1,4;1.0,1,2 | --lambda 0.1",
        "t.mtx | %%MatrixMarket matrix coordinate real general;9 9 2;1 1 5;9 9 4 | --lambda 0.1",
        "t.csv | measurement,value;3,6 | --kind dense --rows 1 --cols 1 --lambda 0.1",
        "t.csv | measurement,value;0 0 0 0,6;1 0 0 1,2 | --kind dense --rows 2 --lambda 0.1",
        "t.csv | a1,a2,value;1,2,3;4,5,6 | --kind dense --cols 1 --measurement a --lambda 0.1",
        "t.csv | left,right,value;1 2,3,4 | --kind rank-one --lambda 0.1 --search-rank 7",
        "t.csv | left,right,value;0 0,3 1,4;1 1,0 0,2 | --kind rank-one --lambda 0.1",
        "t.json | {`rows`:[],`cols`:[],`values`:[],`value`:1} | --kind sparse --rows 2 --cols 2"
            + " --lambda 0.1",
        "t.json | {`rows`:[0,0],`cols`:[1,1],`values`:[1,2],`value`:1} | --kind sparse --lambda"
            + " 0.1",
        "t.csv | index,value;7,1 | --kind seeded-gaussian --rows 2 --cols 3 --lambda 0.1",
        "t.csv | index,value;7,1;7,1.5 | --kind seeded-gaussian --rows 1 --cols 1 --lambda 0.1",
      })
  void smallAndOdd_isCertified(String file, String text, String options) throws IOException {
    FitSummary summary = fit(file, text.replace('`', '"'), options, 0);
    assertThat(summary.proof().certified()).isTrue();
    assertThat(summary.proof().objective()).isGreaterThanOrEqualTo(summary.proof().lowerBound());
  }

  @Test
  void idsThatDifferByCaseOrSpace_areDifferent() throws IOException {
    FitSummary summary = fit("t.csv", "row,col,value;A,x,5;a,x,4;A ,x,1; a,x,2", "--lambda 0.1", 0);
    assertThat(summary.problem().rows()).isEqualTo(4);
  }

  @Test
  void zeroTargets_haveTheAnswerZero() throws IOException {
    FitSummary summary =
        fit("t.csv", "left,right,value;1 2,3 1,0;1 0,1 1,0", "--kind rank-one --lambda 0.1", 0);
    assertThat(summary.proof().objective()).isZero();
    assertThat(summary.answer().rank()).isZero();
  }

  @Test
  void coldCells_underEachPolicy() throws IOException {
    fit("t.csv", "row,col,value;1,1,5;2,2,4;1,2,3", "--lambda 0.01 --center mean", 0);
    Path wanted = Files.writeString(directory.resolve("w.csv"), "row,col\n1,1\n9,1\n1,9\n");
    for (String policy : List.of("mean", "nan", "drop")) {
      Path output = directory.resolve(policy + ".csv");
      CommandRun run =
          CommandRun.of(
              "predict",
              "--model",
              directory.resolve("out").toString(),
              "--input",
              wanted.toString(),
              "--output",
              output.toString(),
              "--cold",
              policy);
      assertThat(run.exit()).as("%s", run.err()).isZero();
      List<String> lines = Files.readAllLines(output);
      assertThat(lines).hasSize(policy.equals("drop") ? 2 : 4);
      if (policy.equals("mean")) {
        assertThat(lines.get(2)).isEqualTo("9,1,4.0");
      }
      if (policy.equals("nan")) {
        assertThat(lines.get(2)).isEqualTo("9,1,NaN");
      }
    }
  }
}
