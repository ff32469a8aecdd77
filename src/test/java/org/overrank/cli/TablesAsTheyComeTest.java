package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;

/** Tables with other separators, without a header, and wide ones, from the command line. */
final class TablesAsTheyComeTest {
  @TempDir Path dir;

  private CommandRun run(String... args) {
    return CommandRun.of(args);
  }

  private static void assertDone(CommandRun run) {
    assertThat(run.exit()).as("%s", run.err()).isZero();
  }

  private Path write(String name, String text, Charset charset) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
      out.write(text.getBytes(charset));
    }
    return Files.write(dir.resolve(name), bytes.toByteArray());
  }

  private String read(String name, Charset charset) throws IOException {
    return new String(Files.readAllBytes(dir.resolve(name)), charset);
  }

  private static String line(int a, int b, String separator) {
    return String.join(
        separator,
        "u" + a,
        Integer.toString(b),
        Double.toString(SmallTable.value(a, b)),
        "8812509" + a);
  }

  private static String lines(String separator, String end) {
    StringBuilder text = new StringBuilder();
    for (int a = 0; a < SmallTable.ROWS; a++) {
      for (int b = 0; b < SmallTable.COLS; b++) {
        if (SmallTable.isMeasured(a, b)) {
          text.append(line(a, b, separator)).append(end);
        }
      }
    }
    return text.toString();
  }

  @Test
  void movieLensFilesInOneCommand_fromASpecToo_certifiedAndPredictedAsTheyAreWritten()
      throws IOException {
    Path table = write("u.data", lines("\t", "\r\n"), StandardCharsets.UTF_8);
    String[] said = {"--separator=tab", "--no-header", "--columns=user,item,rating,time"};
    String[] names = {"--row=user", "--col=item", "--value=rating", "--lambda=0.03"};
    String[] fit = {"fit", "--center=mean", "--input=" + table, "--output=" + dir.resolve("m")};
    assertDone(run(SmallTable.concat(SmallTable.concat(fit, said), names)));

    write("r.dat", lines("::", "\n"), StandardCharsets.UTF_8);
    Path spec =
        Files.writeString(
            dir.resolve("s.conf"),
            """
            input = r.dat
            separator = "::"
            no-header = true
            columns = [user, item, rating, time]
            row = user
            col = item
            value = rating
            lambda = 0.03
            center = mean
            """);
    assertDone(run("fit", "--spec=" + spec, "--output=" + dir.resolve("n")));
    assertThat(
            read("n/trace.csv", StandardCharsets.UTF_8).replaceAll("(?m)^(\\d+,\\d+),[^,]*", "$1"))
        .isEqualTo(
            read("m/trace.csv", StandardCharsets.UTF_8).replaceAll("(?m)^(\\d+,\\d+),[^,]*", "$1"));

    String[] certify = {"certify", "--model=" + dir.resolve("m"), "--input=" + table};
    assertDone(run(SmallTable.concat(certify, said)));

    String[] predict = {"predict", "--model=" + dir.resolve("m"), "--input=" + table};
    assertDone(
        run(
            SmallTable.concat(
                predict, SmallTable.concat(said, "--output=" + dir.resolve("p.tsv")))));
    String predicted = read("p.tsv", StandardCharsets.UTF_8);
    assertThat(predicted.replaceAll("\t[^\t]*(?=\r\n)", ""))
        .isEqualTo(read("u.data", StandardCharsets.UTF_8));
    CommandRun again =
        run(
            SmallTable.concat(
                predict,
                SmallTable.concat(said, "--overwrite", "--output=" + dir.resolve("p.tsv"))));
    assertDone(again);
    CommandRun other =
        run(
            SmallTable.concat(
                new String[] {
                  "predict", "--model=" + dir.resolve("m"), "--input=" + dir.resolve("r.dat")
                },
                "--separator=::",
                "--no-header",
                "--columns=user,item,rating,time",
                "--output=" + dir.resolve("q.tsv")));
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).singleElement().asString().contains("q.tsv: the separator stays");
  }

  @Test
  void predictionsHaveTheDecimalMarkOfTheTable() throws IOException {
    assertDone(run(SmallTable.fit(SmallTable.write(dir), dir.resolve("m"))));
    write("w.csv", "hour;station\n01;station A0\n", StandardCharsets.UTF_8);
    assertDone(
        run(
            "predict",
            "--model=" + dir.resolve("m"),
            "--input=" + dir.resolve("w.csv"),
            "--separator=;",
            "--decimal=comma",
            "--output=" + dir.resolve("p.csv")));
    assertThat(read("p.csv", StandardCharsets.UTF_8))
        .matches("hour;station;prediction\n01;station A0;\\d+,\\d+\n");
  }

  /** A wide table of the small one's cells: names and cells in quotes, marks, blanks. */
  private static String wide(String separator, String end, char decimal, boolean filled) {
    String[] gaps = {"", " ", "NA", "\"\"", "nan"};
    StringBuilder text = new StringBuilder("\"note\"" + separator + "station");
    for (int b = 0; b < SmallTable.COLS; b++) {
      text.append(separator).append(SmallTable.col(b));
    }
    text.append(end);
    for (int a = 0; a < SmallTable.ROWS; a++) {
      text.append("\"n\u00f6 ").append(separator).append('"').append(separator);
      text.append(SmallTable.row(a));
      for (int b = 0; b < SmallTable.COLS; b++) {
        String value = String.format(Locale.ROOT, "%.3f", SmallTable.value(a, b));
        String shown = value.replace('.', decimal) + (b == 3 ? "0 " : "");
        String cell = SmallTable.isMeasured(a, b) ? shown : gaps[(a + b) % gaps.length];
        text.append(separator).append(filled && !SmallTable.isMeasured(a, b) ? "#" : cell);
      }
      text.append(end).append(a == 5 ? end : "");
    }
    return text.toString();
  }

  /** A completed table with a mark in the place of each prediction, which it notes down. */
  private static String unfilled(
      String completed, String separator, char decimal, Map<String, Double> predictions) {
    List<String> lines = new ArrayList<>();
    int a = 0;
    for (String line : completed.split("(?<=\n)", -1)) {
      String[] fields = line.split(separator, -1);
      if (fields.length == SmallTable.COLS + 3 && !line.startsWith("\"note")) {
        for (int b = 0; b < SmallTable.COLS; b++) {
          if (!SmallTable.isMeasured(a, b)) {
            String field = fields[b + 3];
            String number = field.strip().replace("\"", "").replace(decimal, '.');
            predictions.put(SmallTable.row(a) + "," + SmallTable.col(b), Double.valueOf(number));
            fields[b + 3] = "#" + field.replaceFirst("(?s)^[^\r\n]*", "");
          }
        }
        a++;
      }
      lines.add(String.join(separator, fields));
    }
    return String.join("", lines);
  }

  private Map<String, Double> filledCsv(String output) throws IOException {
    Map<String, Double> cells = new TreeMap<>();
    for (String line :
        read(output + "/filled.csv", StandardCharsets.UTF_8).lines().skip(1).toList()) {
      int last = line.lastIndexOf(',');
      cells.put(line.substring(0, last), Double.valueOf(line.substring(last + 1)));
    }
    return cells;
  }

  private String[] fitWide(Path table, String output, String... more) {
    String[] args = {
      "fit",
      "--wide",
      "--row=station",
      "--ignore-columns=note",
      "--lambda=0.03",
      "--center=mean",
      "--fill",
      "--input=" + table,
      "--output=" + dir.resolve(output)
    };
    return SmallTable.concat(args, more);
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, ',', '\n', ., UTF-8, completed.csv",
    "t.csv.gz, ;, '\r\n', ',', ISO-8859-1, completed.csv",
    "t.tsv, '\t', '\r\n', ., UTF-8, completed.tsv",
  })
  void aWideTableCompleted_theSameColumnsRowsAndBytesButForTheGaps(
      String name, String separator, String end, char decimal, String encoding, String completed)
      throws IOException {
    Charset charset = Charset.forName(encoding);
    boolean utf8 = charset.equals(StandardCharsets.UTF_8);
    String mark = utf8 ? "\ufeff" : "";
    // The last line has no end where the others have but one byte: the completed one has none too.
    Function<String, String> cut = text -> end.equals("\n") ? text.stripTrailing() : text;
    Path table = write(name, mark + cut.apply(wide(separator, end, decimal, false)), charset);
    List<String> more = new ArrayList<>(List.of("--encoding=" + encoding));
    if (separator.equals(";")) {
      more.addAll(List.of("--separator=;", "--decimal=comma"));
    }
    CommandRun run = run(fitWide(table, "o", more.toArray(String[]::new)));
    assertDone(run);
    assertThat(run.out()).last().asString().endsWith(", filled.csv, " + completed);
    Map<String, Double> predictions = new TreeMap<>();
    String text = read("o/" + completed, charset);
    assertThat(unfilled(text, separator, decimal, predictions))
        .isEqualTo(mark + cut.apply(wide(separator, end, decimal, true)));
    assertThat(predictions).isEqualTo(filledCsv("o"));

    List<String> certify =
        new ArrayList<>(List.of("certify", "--model=" + dir.resolve("o"), "--input=" + table));
    certify.addAll(more);
    assertDone(run(certify.toArray(String[]::new)));
  }

  @Test
  void aWideTableInParquetCompleted_measuredNumbersStay() throws IOException {
    Path table = write("t.csv", wide(",", "\n", '.', false), StandardCharsets.UTF_8);
    Dataset<Row> typed =
        LocalSpark.session().read().option("header", true).csv(table.toString()).coalesce(1);
    String[] columns = typed.columns();
    for (int b = 0; b < SmallTable.COLS; b++) {
      String type = b == 0 ? "float" : b == 1 ? "decimal(9,3)" : "double";
      columns[b + 2] =
          String.format("try_cast(`%s` AS %s) AS `%s`", columns[b + 2], type, columns[b + 2]);
    }
    Path parquet = dir.resolve("t.parquet");
    typed.selectExpr(columns).write().parquet(parquet.toString());
    assertDone(run(fitWide(parquet, "o")));
    List<Row> before = LocalSpark.session().read().parquet(parquet.toString()).collectAsList();
    Dataset<Row> after =
        LocalSpark.session().read().parquet(dir.resolve("o/completed.parquet").toString());
    assertThat(after.columns()).isEqualTo(typed.columns());
    List<Row> rows = after.collectAsList();
    Map<String, Double> predictions = new TreeMap<>();
    for (int a = 0; a < SmallTable.ROWS; a++) {
      assertThat(rows.get(a).getString(0)).isEqualTo(before.get(a).getString(0));
      for (int b = 0; b < SmallTable.COLS; b++) {
        Number stored = (Number) before.get(a).get(b + 2);
        double value = ((Number) rows.get(a).get(b + 2)).doubleValue();
        if (stored == null || Double.isNaN(stored.doubleValue())) {
          predictions.put(SmallTable.row(a) + "," + SmallTable.col(b), value);
        } else {
          assertThat(value).isEqualTo(stored.doubleValue());
        }
      }
    }
    Map<String, Double> filled = filledCsv("o");
    filled.replaceAll((cell, value) -> cell.endsWith(",00") ? (double) value.floatValue() : value);
    assertThat(predictions).isEqualTo(filled);
    assertThat(dir.resolve("o/completed.parquet.parts")).doesNotExist();
    assertDone(run(fitWide(parquet, "o", "--overwrite")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--no-header|--no-header needs --columns: names for all columns",
        "--columns=a,b|--columns names the columns of files without a header: say --no-header",
        "--no-header --columns=a,b,a|--columns has \"a\" twice",
        "--no-header --columns=a,,b|--columns has an empty name",
        "--separator=tabs|\"tabs\" is no separator: tab, comma, semicolon, colon, bar, space",
        "--separator=, --decimal=comma|with --decimal comma the separator is another",
        "--decimal=;|';' is not one of point, comma",
        "--ignore-columns=a|--ignore-columns is an option of --wide",
        "--missing=a|--missing is an option of --wide",
        "--wide --weight=w|a wide table has no column of weights",
        "--wide --coefficient=w|a wide table has no column of coefficients",
        "--wide --kind=dense --rows=2|--wide is an option of --kind entries, not of dense",
      })
  void whatDoesNotGoTogetherIsRefusedBeforeAnyWork(String options, String refusal) {
    List<String> args = new ArrayList<>(List.of("fit", "--input=t.csv", "--lambda=1"));
    args.add("--output=" + dir.resolve("o"));
    args.addAll(List.of(options.split(" ")));
    CommandRun run = CommandRun.withoutSpark(args.toArray(String[]::new));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).first().asString().contains(refusal);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void theSettingsInForceAreASpecThatSaysTheSame() throws IOException {
    String[] fit = {
      "fit", "--input=" + dir.resolve("no"), "--debug", "--output=" + dir.resolve("o")
    };
    String[] said = {
      "--lambda=1",
      "--separator=0x01",
      "--no-header",
      "--columns=a b,c",
      "--decimal=comma",
      "--wide",
      "--row=a b",
      "--missing=-1,x",
      "--encoding=latin1"
    };
    List<String> settings = settings(SmallTable.concat(fit, said));
    assertThat(settings).contains("decimal = \"comma\"", "missing = [\"-1\", \"x\"]");
    Path spec = Files.write(dir.resolve("s.conf"), settings);
    assertThat(settings("fit", "--debug", "--spec=" + spec)).isEqualTo(settings);
  }

  private static List<String> settings(String... args) {
    return CommandRun.of(args).err().stream().filter(line -> line.matches("[a-z-]+ = .*")).toList();
  }

  @Test
  void measurementsToo_listsWithDecimalCommas() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(
          String.format(
              Locale.GERMANY,
              "%.3f %.3f;%.3f;%.3f%n",
              Math.sin(i),
              Math.cos(2 * i),
              Math.sin(3 * i),
              Math.cos(i)));
    }
    String commas = text.toString().replace("\r", "");
    Path table = write("a.csv", commas, StandardCharsets.UTF_8);
    Path points =
        write(
            "b.csv",
            "left,right,value\n" + commas.replace(',', '.').replace(';', ','),
            StandardCharsets.UTF_8);
    String[] kind = {"fit", "--kind=rank-one", "--lambda=0.01"};
    CommandRun one =
        run(
            SmallTable.concat(
                kind,
                "--input=" + table,
                "--output=" + dir.resolve("a"),
                "--separator=semicolon",
                "--decimal=comma",
                "--no-header",
                "--columns=left,right,value"));
    CommandRun two =
        run(SmallTable.concat(kind, "--input=" + points, "--output=" + dir.resolve("b")));
    assertThat(one.exit()).as("%s", one.err()).isEqualTo(two.exit()).isIn(0, 3);
    assertThat(one.out().get(2)).isEqualTo(two.out().get(2)).contains("objective");
  }
}
