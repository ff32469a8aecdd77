package org.overrank.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;
import org.overrank.fit.TraceCsv;

/** Whole fits, from the table to the files. */
final class FitCommandTest {
  @TempDir Path directory;

  private Path table;
  private Path output;

  @BeforeEach
  void writeTable() throws IOException {
    table = SmallTable.write(directory);
    output = directory.resolve("out");
  }

  /** From the files alone; one that is damaged is named, and the page stays. */
  private void pageIsRenderedAgain() throws IOException {
    String page = Files.readString(output.resolve("report.html"));
    CommandRun again = CommandRun.withoutSpark("report", "--results", output.toString());
    assertThat(again.exit()).as("%s", again.err()).isZero();
    assertThat(output.resolve("report.html")).hasContent(page);
    for (String damage : List.of("{", "{}", "null", "{\"predictions\":{},\"map\":{}}")) {
      Files.writeString(output.resolve("picture.json"), damage);
      CommandRun broken = CommandRun.withoutSpark("report", "--results", output.toString());
      assertThat(broken.exit()).isEqualTo(2);
      assertThat(broken.err()).hasSize(1).first().asString().contains("picture.json: not a");
      assertThat(output.resolve("report.html")).hasContent(page);
    }
  }

  @Test
  void aCertifiedFitWritesEverythingAndExitsWithZero() throws IOException {
    CommandRun run = fit("--fill", "--holdout", "0.05");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(names(output))
        .containsExactly(
            "filled.csv",
            "holdout.csv",
            "model",
            "picture.json",
            "report.html",
            "summary.json",
            "trace.csv");
    assertThat(names(output.resolve("model")))
        .containsExactly("cols.parquet", "metadata.json", "rows.parquet");
    FitSummary summary = summary();
    assertThat(summary.proof().certified()).isTrue();
    assertThat(summary.proof().relativeGap()).isLessThanOrEqualTo(1e-3);
    assertThat(summary.proof().lowerBound()).isLessThanOrEqualTo(summary.proof().convexObjective());
    assertThat(summary.problem().rows()).isEqualTo(SmallTable.ROWS);
    assertThat(summary.problem().cols()).isEqualTo(SmallTable.COLS);
    assertThat(summary.problem().measurements() + summary.problem().heldOut())
        .isEqualTo(SmallTable.ROWS * SmallTable.COLS - SmallTable.unmeasured().size());
    assertThat(summary.problem().heldOut()).isPositive();
    assertThat(summary.errors().holdoutRmse()).isNotNull().isLessThan(1);
    assertThat(TraceCsv.read(Files.readString(output.resolve("trace.csv")), "trace")).isNotEmpty();
    assertThat(output.resolve("report.html"))
        .content()
        .contains("<html", "<figure id=\"predicted\"", "<figure id=\"before\"", "Worst columns");
    pageIsRenderedAgain();
    assertThat(run.out())
        .first()
        .isEqualTo(summary.proof().verdict())
        .asString()
        .startsWith("Certified");
    assertThat(run.err().get(0)).contains("entries of a 30 x 12 matrix", "held out");
  }

  @Test
  void theUnmeasuredCellsAreFilledIn() throws IOException {
    assertThat(fit("--fill", "--holdout", "0.1").exit()).isZero();
    List<String> lines = Files.readAllLines(output.resolve("filled.csv"));
    assertThat(lines.get(0)).isEqualTo("station,hour,level");
    List<String> cells = lines.stream().skip(1).map(FitCommandTest::cell).toList();
    assertThat(cells).containsExactlyInAnyOrderElementsOf(SmallTable.unmeasured()).isSorted();
    double byTheMean = 0;
    double byTheFit = 0;
    for (String line : lines.subList(1, lines.size())) {
      byTheFit += Math.pow(error(line), 2);
      byTheMean += Math.pow(truth(cell(line)) - 20, 2);
    }
    assertThat(byTheFit).isLessThan(byTheMean / 2);
  }

  @Test
  void theBaselinesFitEightyColumns() {
    CommandRun run = fit("--holdout", "0.1");
    int at =
        run.out()
            .indexOf(
                run.out().stream().filter(l -> l.contains("RMSE by ")).findFirst().orElseThrow());
    assertThat(run.out().subList(at, at + 2)).allMatch(line -> line.length() <= 80);
    assertThat(run.out().get(at + 1)).startsWith(" ".repeat(17)).contains("biases ");
  }

  @Test
  void aFitThatIsNotCertifiedIsWrittenAndExitsWithThree() throws IOException {
    CommandRun run = fit("--search-rank", "1", "--max-passes", "60");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(summary().proof().certified()).isFalse();
    assertThat(run.out().get(0)).startsWith("Not certified").contains("try a larger search rank");
  }

  @Test
  void thePartitionsAndTheSeedGiveTheSameBitsAgain() throws IOException {
    assertThat(fit("--partitions", "3", "--seed", "4").exit()).isZero();
    FitSummary first = summary();
    assertThat(fit("--partitions", "3", "--seed", "4", "--overwrite").exit()).isZero();
    FitSummary second = summary();
    assertThat(second.proof().objective()).isEqualTo(first.proof().objective());
    assertThat(second.proof().lowerBound()).isEqualTo(first.proof().lowerBound());
    assertThat(names(directory)).containsExactly("out", "table.csv");
  }

  @Test
  void aModelIsAPlaceToStart() throws IOException {
    assertThat(fit("--relative-gap", "1e-5", "--regularizer", "weighted", "--lambda=2e-3").exit())
        .isZero();
    int cold = summary().effort().iterations();
    Path warm = directory.resolve("warm");
    CommandRun run =
        CommandRun.of(
            SmallTable.fit(
                table,
                warm,
                "--relative-gap",
                "1e-5",
                "--regularizer",
                "weighted",
                "--lambda=2e-3",
                "--start",
                "model:" + output));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(summary(warm).effort().iterations()).isLessThan(cold);
    assertThat(summary(warm).asked().start()).isEqualTo("model:" + output);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,NaN | not finite",
        "x,Infinity | not finite",
        "x,high | is not a number",
        "x, | is missing",
        "00,1 | row",
      })
  void aBadRowEndsTheFitBeforeAnythingIsWritten(String cells, String expected) throws IOException {
    Files.writeString(
        table, Files.readString(table) + "station A0," + cells + "\n" + "station A0,00,2\n");
    CommandRun run = fit();
    assertBadInput(run, expected);
    assertThat(run.err().get(0)).contains("table.csv");
  }

  @Test
  void inputsThatCannotBeReadAreOneLineToo() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.csv"), "station,hour,level\n");
    Path nothing = Files.writeString(directory.resolve("nothing.csv"), "");
    assertBadInput(CommandRun.of(SmallTable.fit(empty, output)), "holds no data rows");
    assertBadInput(CommandRun.of(SmallTable.fit(nothing, output)), "empty");
    assertBadInput(
        CommandRun.of(SmallTable.fit(directory.resolve("none.csv"), output)), "no such file");
    assertBadInput(fit("--weight", "mass"), "no column \"mass\"");
    assertBadInput(fit("--start", "model:" + directory.resolve("none")), "no such model");
  }

  @Test
  void aFitThatDivergesSaysSoAndWritesNothing() {
    CommandRun run = fit("--solver", "gradient-descent", "--step", "1e9");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).last().asString().contains("not finite", "nothing was written");
    assertThat(output).doesNotExist();
  }

  @Test
  void theTrainingErrorIsInTheUnitsOfTheData_whateverTheWeights() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.set(0, lines.get(0) + ",weight");
    lines.replaceAll(line -> line.endsWith("weight") ? line : line + ",100");
    Files.write(table, lines);
    assertThat(fit("--weight", "weight", "--lambda=3").exit()).isZero();
    double weighted = summary().errors().trainRmse();
    assertThat(fit("--lambda=0.03", "--overwrite").exit()).isZero();
    assertThat(weighted).isCloseTo(summary().errors().trainRmse(), offset(0.05));
  }

  @Test
  void columnsThatDifferInCaseOnlyAreDifferent() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.set(0, lines.get(0) + ",Level");
    lines.replaceAll(line -> line.endsWith("Level") ? line : line + ",no number");
    Files.write(table, lines);
    assertThat(fit().exit()).isZero();
  }

  @Test
  void badRowsCanBeDroppedAndAreCounted() throws IOException {
    Files.writeString(table, Files.readString(table) + "station A0,00,high\n");
    CommandRun run = fit("--on-bad-row", "drop");
    assertThat(run.exit()).isZero();
    assertThat(summary().problem().droppedRows()).isEqualTo(1);
    assertThat(run.err().get(0)).contains("1 bad rows dropped");
    assertThat(run.out()).contains("  note: 1 input rows without a usable entry were dropped.");
  }

  @Test
  void theHoldOutErrorIsThatOfTheModelOnThoseCells() throws IOException {
    assertThat(fit("--center=biases", "--holdout", "0.2").exit()).isZero();
    assertThat(
            CommandRun.of(
                    "predict",
                    "--model",
                    output.toString(),
                    "--input",
                    table.toString(),
                    "--output",
                    directory.resolve("all.csv").toString())
                .exit())
        .isZero();
    FitSummary summary = summary();
    double squares =
        Files.readAllLines(directory.resolve("all.csv")).stream()
            .skip(1)
            .mapToDouble(line -> Math.pow(residual(line), 2))
            .sum();
    double train = Math.pow(summary.errors().trainRmse(), 2) * summary.problem().measurements();
    double holdout =
        Math.pow(requireNonNull(summary.errors().holdoutRmse()), 2) * summary.problem().heldOut();
    assertThat(train + holdout).isCloseTo(squares, offset(1e-9 * squares));
  }

  private static double residual(String line) {
    String measured = cell(line);
    return Double.parseDouble(measured.substring(measured.lastIndexOf(',') + 1))
        - Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
  }

  private static String cell(String line) {
    return line.substring(0, line.lastIndexOf(','));
  }

  private static double error(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)) - truth(cell(line));
  }

  private static double truth(String cell) {
    for (int a = 0; a < SmallTable.ROWS; a++) {
      for (int b = 0; b < SmallTable.COLS; b++) {
        if (cell.equals(SmallTable.row(a) + "," + SmallTable.col(b))) {
          return SmallTable.value(a, b);
        }
      }
    }
    throw new AssertionError("no such cell: " + cell);
  }

  private CommandRun fit(String... more) {
    return CommandRun.of(SmallTable.fit(table, output, more));
  }

  private void assertBadInput(CommandRun run, String expected) {
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).startsWith("overrank fit: ").contains(expected);
    assertThat(output).doesNotExist();
  }

  private FitSummary summary() throws IOException {
    return summary(output);
  }

  private static FitSummary summary(Path fit) throws IOException {
    return SummaryJson.read(Files.readString(fit.resolve("summary.json")), "summary.json");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
