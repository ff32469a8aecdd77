package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;

/** A model beside tables with a column for each of its columns: the same as beside long ones. */
final class WideModelsTest {
  @TempDir static Path shared;
  @TempDir Path directory;

  private static Path table;
  private static Path wide;
  private static Path fit;

  @BeforeAll
  static void fitOnce() throws IOException {
    table = SmallTable.write(shared);
    wide = Files.write(shared.resolve("wide.csv"), wide(SmallTable.ROWS));
    fit = shared.resolve("fit");
    List<String> args =
        new ArrayList<>(List.of("fit", "--input", wide.toString(), "--wide", "--missing=-"));
    args.addAll(List.of("--row=station", "--fill", "--lambda=0.03", "--output", fit.toString()));
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isZero();
  }

  private static List<String> wide(int rows) {
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder("station");
    IntStream.range(0, SmallTable.COLS).forEach(b -> header.append(',').append(SmallTable.col(b)));
    lines.add(header.toString());
    for (int a = 0; a < rows; a++) {
      StringBuilder line = new StringBuilder(SmallTable.row(a));
      for (int b = 0; b < SmallTable.COLS; b++) {
        line.append(',').append(SmallTable.isMeasured(a, b) ? SmallTable.value(a, b) : "-");
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static CommandRun run(String command, String... more) {
    return CommandRun.of(
        SmallTable.concat(new String[] {command, "--model", fit.toString()}, more));
  }

  private Path output(String command, String input, Path of, String name, String... more) {
    Path out = directory.resolve(name);
    CommandRun run =
        run(
            command,
            SmallTable.concat(
                new String[] {input, of.toString(), "--output", out.toString()}, more));
    assertThat(run.exit()).as("%s", run.err()).isZero();
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "station", "col"})
  void errorsAreThoseOnTheLongTable(String by) throws IOException {
    Path renamed = directory.resolve("long.csv");
    Files.writeString(renamed, Files.readString(table).replace("hour,level", "col,value"));
    String[] how = by.isEmpty() ? new String[0] : new String[] {"--by", by};
    CommandRun all =
        run("evaluate", SmallTable.concat(new String[] {"--input", renamed.toString()}, how));
    CommandRun same =
        run(
            "evaluate",
            SmallTable.concat(new String[] {"--input", wide.toString(), "--wide"}, how));
    assertThat(same.exit()).as("%s", same.err()).isZero();
    assertThat(all.exit()).as("%s", all.err()).isZero();
    assertThat(same.out()).isEqualTo(all.out());
  }

  @Test
  void whatWasSeen_isNotRecommended() throws IOException {
    Path renamed = directory.resolve("long.csv");
    Files.writeString(renamed, Files.readString(table).replace("hour,level", "col,value"));
    for (String by : List.of("station", "col")) {
      String[] how = {"--top", "3", "--by", by};
      Path expected = output("recommend", "--exclude", renamed, by + "long.csv", how);
      Path found =
          output("recommend", "--exclude", wide, by + "wide.csv", SmallTable.concat(how, "--wide"));
      assertThat(found).hasSameTextualContentAs(expected);
      assertThat(Files.readAllLines(found)).hasSizeGreaterThan(SmallTable.COLS);
    }
  }

  @Test
  void blanksArePredicted_asTheFitItselfDoes() throws IOException {
    Path done = output("predict", "--input", wide, "done.csv", "--wide");
    assertThat(done).hasSameTextualContentAs(fit.resolve("completed.csv"));
    // Rows that nobody has measured get the mean, and are told.
    Path more = Files.write(directory.resolve("more.csv"), wide(2));
    Files.writeString(more, Files.readString(more) + "nowhere" + ",-".repeat(12) + "\n");
    Path out = directory.resolve("more-done.csv");
    CommandRun run =
        run("predict", "--input", more.toString(), "--wide", "--output", out.toString());
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(run.err())
        .contains(
            "1 of 3 rows and 0 of 12 columns are not known to the model: their blank cells got the"
                + " mean");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.subList(0, 3)).isEqualTo(Files.readAllLines(done).subList(0, 3));
    assertThat(lines.get(3)).matches("nowhere(,(\\d+\\.\\d+))\\1{11}");
  }

  @Test
  void parquetIsCompletedAsParquet() throws IOException {
    Dataset<Row> read =
        LocalSpark.session().read().option("header", true).csv(wide.toString()).coalesce(1);
    for (int b = 0; b < SmallTable.COLS; b++) {
      String name = SmallTable.col(b);
      read = read.withColumn(name, functions.expr("try_cast(`" + name + "` as double)"));
    }
    Path in = directory.resolve("in.parquet");
    read.write().parquet(in.toString());
    Path out = output("predict", "--input", in, "out.parquet", "--wide");
    List<Row> rows = LocalSpark.session().read().parquet(out.toString()).collectAsList();
    List<String> expected = Files.readAllLines(fit.resolve("completed.csv"));
    for (int a = 0; a < rows.size(); a++) {
      String[] fields = expected.get(a + 1).split(",", -1);
      assertThat(rows.get(a).getString(0)).isEqualTo(fields[0]);
      for (int b = 0; b < SmallTable.COLS; b++) {
        assertThat(rows.get(a).getDouble(b + 1)).isEqualTo(Double.parseDouble(fields[b + 1]));
      }
    }
    assertThat(rows).hasSize(SmallTable.ROWS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evaluate --input WIDE --wide --by=town|has no further column",
        "evaluate --input BAD --wide|bad.csv, data row 2: 03 \"x\" is not a number",
        "evaluate --input EMPTY --wide|none of its cells has a value",
        "evaluate --input WIDE --wide --row=place|no column \"place\" of row ids",
        "evaluate --input WIDE --missing=x|--missing is an option of --wide",
        "recommend --top 1 --output OUT --wide|give one",
        "recommend --top 1 --output OUT.csv --wide --exclude BAD|bad.csv, data row 2: 03",
        "predict --input WIDE --wide --output OUT.parquet|name it NAME.csv",
        "predict --input WIDE --wide --output OUT|name it NAME.csv",
        "predict --input BAD --wide --output OUT.csv|bad.csv, data row 2: 03 \"x\"",
        "predict --input WIDE --wide --output OUT.csv --interval=0.9|--interval is for tables",
        "predict --input WIDE --wide --output OUT.csv --cold=nan|--cold is for tables"
      })
  void whatCannotBeRead_isRefusedInOneLine(String words, String expected) throws IOException {
    List<String> lines = wide(3);
    lines.set(2, lines.get(2).replaceFirst("^([^,]*,[^,]*,[^,]*,[^,]*,)[^,]*", "$1x"));
    Path bad = Files.write(directory.resolve("bad.csv"), lines);
    Path empty =
        Files.writeString(
            directory.resolve("empty.csv"), lines.get(0) + "\na" + ",-".repeat(12) + "\n");
    List<String> args = new ArrayList<>();
    for (String word : words.split(" ", -1)) {
      args.add(
          word.replace("WIDE", wide.toString())
              .replace("BAD", bad.toString())
              .replace("EMPTY", empty.toString())
              .replace("OUT", directory.resolve("out").toString()));
    }
    CommandRun run = run(args.get(0), args.subList(1, args.size()).toArray(String[]::new));
    assertThat(run.exit()).as("%s %s", run.out(), run.err()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).contains(expected);
    assertThat(directory.resolve("out")).doesNotExist();
  }
}
