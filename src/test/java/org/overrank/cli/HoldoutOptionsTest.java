package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** What is held out by time, by groups, in blocks, or in a table of its own. */
class HoldoutOptionsTest {
  private static final int MEASURED = SmallTable.ROWS * SmallTable.COLS * 3 / 4;

  @TempDir Path directory;
  private final List<String> rows = new ArrayList<>();
  private Path table;

  /** Every cell has a number, a time that grows with it, and one of nine batches. */
  @BeforeEach
  void writeTable() throws IOException {
    LocalDateTime began = LocalDateTime.of(2026, 1, 1, 0, 0);
    for (int a = 0; a < SmallTable.ROWS; a++) {
      for (int b = 0; b < SmallTable.COLS; b++) {
        if (SmallTable.isMeasured(a, b)) {
          int number = (97 * (a * SmallTable.COLS + b)) % 1009;
          rows.add(
              String.join(
                  ",",
                  SmallTable.row(a),
                  SmallTable.col(b),
                  Double.toString(SmallTable.value(a, b)),
                  Integer.toString(number - 500),
                  began.plusHours(number).toString(),
                  "batch " + (7 * a + b) % 9));
        }
      }
    }
    table = write("table.csv", row -> true);
  }

  private Path write(String name, Predicate<String> which) throws IOException {
    return Files.write(
        directory.resolve(name),
        Stream.concat(
                Stream.of("station,hour,level,number,time,batch"), rows.stream().filter(which))
            .toList());
  }

  private CommandRun fit(Path input, String name, String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("fit", "--input=" + input, "--output=" + directory.resolve(name)),
                Stream.concat(Arrays.stream(SmallTable.COLUMNS), Arrays.stream(more)))
            .toArray(String[]::new));
  }

  private Set<String> heldOut(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name + "/holdout.csv")).stream()
        .skip(1)
        .map(HoldoutOptionsTest::cell)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String cell(String row) {
    return row.split(",", -1)[0] + "," + row.split(",", -1)[1];
  }

  private Set<String> cells(Predicate<String[]> which) {
    return rows.stream()
        .filter(row -> which.test(row.split(",", -1)))
        .map(HoldoutOptionsTest::cell)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private FitSummary summary(String name) throws IOException {
    Path file = directory.resolve(name + "/summary.json");
    return SummaryJson.read(Files.readString(file), "summary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "time"})
  void theLatest_areTheLastShare_andAllAreFittedInTheEnd(String column) throws IOException {
    CommandRun run = fit(table, "out", "--holdout=0.2", "--holdout-by=" + column);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    int least =
        rows.stream()
            .map(row -> Integer.valueOf(row.split(",", -1)[3]))
            .sorted()
            .skip(MEASURED - MEASURED / 5)
            .findFirst()
            .orElseThrow();
    assertThat(heldOut("out"))
        .isEqualTo(cells(row -> Integer.parseInt(row[3]) >= least))
        .hasSize(MEASURED / 5);
    assertThat(run.err().get(0)).contains("54 held out (the latest by " + column + ")");
    assertThat(summary("out").choice()).isPresent();
    assertThat(summary("out").problem().measurements()).isEqualTo(MEASURED);
    assertThat(summary("out").problem().heldOut()).isEqualTo(MEASURED / 5);
  }

  @Test
  void groups_areHeldOutWhole() throws IOException {
    CommandRun run =
        fit(
            table,
            "out",
            "--holdout=0.3",
            "--holdout-kind=groups",
            "--holdout-by=batch",
            "--refit=never");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    Set<String> cells = heldOut("out");
    Set<String> batches =
        rows.stream()
            .filter(row -> cells.contains(cell(row)))
            .map(row -> row.split(",", -1)[5])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(batches).hasSizeBetween(1, 6);
    assertThat(cells).isEqualTo(cells(row -> batches.contains(row[5])));
    CommandRun proof =
        CommandRun.of("certify", "--model=" + directory.resolve("out"), "--input=" + table);
    assertThat(proof.exit()).as("%s", proof.err()).isZero();
    assertThat(proof.err()).noneMatch(line -> line.contains("not the problem"));
  }

  @Test
  void blocks_choose_lambdaToo() throws IOException {
    CommandRun run =
        fit(table, "out", "--holdout=0.2", "--holdout-kind=blocks", "--holdout-block=3");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.err().get(0)).contains("in blocks of 3 rows");
    assertThat(heldOut("out")).hasSizeBetween(20, 90);
  }

  @Test
  void aTableOfItsOwn_isHeldOut_andFittedAtTheEnd_orNot() throws IOException {
    Path train = write("train.csv", row -> !row.endsWith("batch 3"));
    Path test = write("test.csv", row -> row.endsWith("batch 3"));
    CommandRun run = fit(train, "never", "--test-input=" + test, "--refit=never");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    Set<String> cells = cells(row -> row[5].equals("batch 3"));
    assertThat(heldOut("never")).isEqualTo(cells);
    assertThat(summary("never").problem().measurements()).isEqualTo(MEASURED - cells.size());
    assertThat(fit(train, "always", "--test-input=" + test).exit()).isZero();
    assertThat(heldOut("always")).isEqualTo(cells);
    assertThat(summary("always").problem().measurements()).isEqualTo(MEASURED);
    CommandRun given = fit(train, "given", "--test-input=" + test, "--lambda=0.02");
    assertThat(given.exit()).as("%s", given.err()).isZero();
    assertThat(summary("given").problem().heldOut()).isEqualTo(cells.size());
    CommandRun twice = fit(table, "twice", "--test-input=" + test);
    assertThat(twice.exit()).isEqualTo(2);
    assertThat(twice.err()).last().asString().contains("duplicate of");
  }

  @Test
  void whatIsNoTime_isSaidWithItsRow() {
    CommandRun run = fit(table, "out", "--holdout=0.2", "--holdout-by=batch");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .last()
        .asString()
        .contains("table.csv, data row 1: batch is neither a number nor a date or time");
  }

  @ParameterizedTest
  @CsvSource({
    "--holdout-kind=groups, --holdout-kind groups needs --holdout-by",
    "--holdout-kind=blocks --holdout-by=t, --holdout-by is an option of --holdout-kind groups",
    "--holdout-by=station, --holdout-by \"station\": is a column of ids",
    "--test-input=t.csv --holdout=0.1, --test-input is held out itself",
    "--kind=dense --test-input=t.csv, --test-input is an option of --kind entries only",
    "--wide --holdout-by=t, --holdout-by: a --wide table has no further column",
    "--holdout-kind=table, --holdout-kind table: say --test-input"
  })
  void whatDoesNotGoTogether_isRefusedInOneLine(String options, String words) {
    CommandRun run =
        CommandRun.withoutSpark(
            Stream.concat(
                    Stream.of("fit", "--input=x.csv", "--output=" + directory.resolve("o")),
                    Stream.concat(
                        Arrays.stream(SmallTable.COLUMNS), Arrays.stream(options.split(" "))))
                .toArray(String[]::new));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(1).first().asString().contains(words);
  }
}
