package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overrank.LocalSpark;

/**
 * Bad input of every kind and format through the whole command: exit code 2, one line that says
 * what, where and in which row, and nothing written.
 */
final class BadInputCorpusTest {
  @TempDir Path directory;

  /**
   * One bad input.
   *
   * @param file its name
   * @param text its content, lines separated by line feeds
   * @param options of the fit besides input, output and λ
   * @param expected part of the message
   */
  record Case(String file, String text, String options, String expected) {}

  private static Stream<Case> texts() {
    return Stream.of(entries(), dense(), denseJson(), sparse(), rankOne(), seeded())
        .flatMap(s -> s);
  }

  private static Case csv(String text, String options, String expected) {
    return new Case("t.csv", text, options, expected);
  }

  private static Case json(String text, String options, String expected) {
    return new Case("t.json", text, options, expected);
  }

  private static Stream<Case> entries() {
    return Stream.of(
        csv("", "", "t.csv: is empty, without even a header"),
        csv("row,col,value", "", "t.csv: holds no data rows"),
        csv("row,col\n1,1", "", "no column \"value\"; there are: row, col"),
        csv("row,col,value\n1,1,2\n1,2", "", "t.csv, data row 2: not a record of 3 fields"),
        csv("row,col,value\n1,1,2,3", "", "data row 1: not a record of 3 fields: \"1,1,2,3\""),
        csv("row,col,value\n1,1,two", "", "data row 1: value \"two\" is not a number"),
        csv("row,col,value\n1,1,2\n1,2,NaN", "", "data row 2: value \"NaN\" is not finite"),
        csv("row,col,value\n1,1,-inf", "", "value \"-inf\" is not finite"),
        csv("row,col,value\n1,1,1e400", "", "value \"1e400\" is too large"),
        csv("row,col,value\n1,1,1e200", "", "value \"1e200\" is too large, above 6.7E153"),
        csv("row,col,value\n1,1,0x10", "", "value \"0x10\" is not a number"),
        csv("row,col,value\n1,1,", "", "data row 1: value is missing"),
        csv("row,col,value\n,1,2", "", "data row 1: row is missing"),
        csv("row,col,value\n1,,2", "", "data row 1: col is missing"),
        csv("row,col,value\n1,1,2\n1,1,3", "", "data row 2: duplicate of t.csv, data row 1"),
        csv("row,col,value,w\n1,1,2,-1", "--weight w", "w \"-1\" is not positive"),
        csv("row,col,value,w\n1,1,2,0", "--weight w", "w \"0\" is not positive"),
        csv("row,col,value,w\n1,1,2,nan", "--weight w", "w \"nan\" is not finite"),
        csv("row,col,value,w\n1,1,1e149,1e10", "--weight w", "value times the root of w"),
        csv("row,col,value\n1,1,2", "--weight w", "no column \"w\""),
        csv("row,col,value\n1,1,2", "--coefficient c", "no column \"c\""),
        csv("row,col,value,c\n1,1,2,0", "--coefficient c", "c \"0\" sees nothing"),
        csv(
            "row,col,value\n1,1,x\n2,1,y",
            "--on-bad-row drop",
            "none of its 2 data rows is usable"),
        json(
            "{\"row\":1,\"col\":1,\"value\":\"a\"}", "", "data row 1: value \"a\" is not a number"),
        json("{\"row\":1,\"col\":1,\"value\":[1]}", "", "value \"[1]\" is not a number"),
        json("{\"row\":1,\"col\":1,\"value\":2}\n{\"row\":1,", "", "data row 2: not an object"),
        json("{\"row\":1,\"col\":1}", "", "no column \"value\""),
        json("{\"row\":1,\"col\":1,\"value\":true}", "", "value \"true\" is not a number"),
        new Case("t.txt", "row,col,value\n1,1,2", "", "the name does not tell the format"),
        new Case("t.parquet", "row,col,value", "", "t.parquet: cannot be read"),
        new Case("t.orc", "row,col,value", "", "t.orc: cannot be read"),
        new Case(
            "t.csv.gz", "row,col,value\n1,1,2", "", "t.csv.gz: is not gzip, in spite of its name"),
        new Case("t.mtx", "%%MatrixMarket matrix array real general\n1 1\n5", "", "not supported"),
        new Case(
            "t.mtx",
            "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 5",
            "",
            "holds 1 entries where its size line says 2"),
        new Case("t.mtx", "1 1 5", "--weight w", "Matrix Market has neither weights"));
  }

  private static Stream<Case> dense() {
    String d = "--kind dense --rows 2 --cols 2";
    return Stream.of(
        csv(
            "measurement,value\n1 2 3 4,1\n1 2 3,1",
            d,
            "data row 2: measurement has 3 numbers where 2 x 2 = 4"),
        csv("measurement,value\n1 2 x 4,1", d, "measurement[2] \"x\" is not a number"),
        csv("measurement,value\n1 nan 2 4,1", d, "measurement[1] \"nan\" is not finite"),
        csv("measurement,value\n[1 2 3 4,1", d, "is not a list of numbers"),
        csv("measurement,value\n,1", d, "measurement is missing"),
        csv("measurement,value\n1 2 3 4,", d, "value is missing"),
        csv("a0,a1,a3,value\n1,2,3,4", d + " --measurement a", "column \"a2\" is missing"),
        csv("a0,a1,a01,value\n1,2,3,4", d + " --measurement a", "have one number"),
        csv("x,value\n1,2", d, "no column \"measurement\", nor columns \"measurement0\""),
        csv("a1,a2,value\n1,,2", "--kind dense --rows 1 --measurement a", "a[1] is missing"),
        csv(
            "measurement,value\n1 2 3 4,1",
            "--kind dense",
            "4 numbers in a row do not tell a shape; say its rows and columns (--rows and --cols,"
                + " numRows and numCols)"),
        csv(
            "measurement,value\n1 2 3,1",
            "--kind dense --rows 2",
            "3 numbers in a row are no multiple of 2"),
        csv(
            "measurement,value\n1 2,1",
            "--kind dense --rows 70000 --cols 70000",
            "more cells than a measurement can hold"),
        csv(
            "measurement,value\n1e39 2 3 4,1",
            d + " --storage float",
            "a cell of 1.0E39 is too large for storage float"),
        csv(
            "measurement,value\n1 2 3 1e-39,1",
            d + " --storage float",
            "too small for storage float"),
        csv("measurement,value\n1;;3;4,1", d, "measurement[1] is missing"));
  }

  private static Stream<Case> denseJson() {
    String d = "--kind dense --rows 2 --cols 2";
    return Stream.of(
        json("{\"measurement\":[[1,2],[3]],\"value\":1}", d, "measurement is ragged"),
        json(
            "{\"measurement\":[[1,2,3,4]],\"value\":1}",
            d,
            "measurement has 1 rows where 2 are expected"),
        json(
            "{\"measurement\":[1,null,3,4],\"value\":1}",
            d,
            "measurement[1] \"null\" is not a number"),
        json("{\"measurement\":[1,\"b\",3,4],\"value\":1}", d, "measurement[1]"),
        json(
            "{\"measurement\":{\"indices\":[0,1],\"values\":[1],\"size\":4},\"value\":1}",
            d,
            "2 indices and 1 values"),
        json(
            "{\"measurement\":{\"indices\":[0],\"values\":[1],\"size\":2000000000},\"value\":1}",
            d,
            "has 2000000000 numbers where 2 x 2"),
        json(
            "{\"measurement\":{\"indices\":[0],\"values\":[1],\"size\":\"x\"},\"value\":1}",
            d,
            "no positive whole number"),
        json(
            "{\"measurement\":[[1,2],[3,4]],\"value\":1}",
            "--kind dense --rows 4",
            "are 2 x 2, not as stated"),
        json("{\"measurement\":7,\"value\":1}", d, "measurement has 1 numbers"),
        json("{\"measurement\":{\"a\":7},\"value\":1}", d, "has no list of values"),
        json("{\"measurement\":[1,2,3,4],\"value\":\"1e999\"}", d, "value \"1e999\" is too large"));
  }

  private static Stream<Case> sparse() {
    String s = "--kind sparse --rows 3 --cols 3";
    return Stream.of(
        json(
            "{\"rows\":[0,1],\"cols\":[0],\"values\":[1],\"value\":1}",
            s,
            "rows, cols and values have 2, 1 and 1 numbers"),
        json(
            "{\"rows\":[3],\"cols\":[0],\"values\":[1],\"value\":1}",
            s,
            "rows[0] is 3, outside [0, 3)"),
        json(
            "{\"rows\":[0],\"cols\":[-1],\"values\":[1],\"value\":1}",
            s,
            "cols[0] is -1, not an index"),
        json(
            "{\"rows\":[0.5],\"cols\":[0],\"values\":[1],\"value\":1}",
            s,
            "rows[0] is 0.5, not an index"),
        json("{\"rows\":[4000000000],\"cols\":[0],\"values\":[1],\"value\":1}", s, "not an index"),
        json("{\"rows\":[0],\"cols\":[0],\"values\":[null],\"value\":1}", s, "values[0]"),
        json(
            "{\"rows\":[],\"cols\":[],\"values\":[],\"value\":1}",
            "--kind sparse",
            "no measurement holds a cell"),
        json(
            "{\"rows\":[2147483647],\"cols\":[0],\"values\":[1],\"value\":1}",
            "--kind sparse",
            "no measurement holds a cell"),
        json(
            "{\"rows\":[[0]],\"cols\":[0],\"values\":[1],\"value\":1}",
            s,
            "rows is not a plain list"),
        json("{\"rows\":[0],\"cols\":[0],\"value\":1}", s, "no column \"values\""));
  }

  private static Stream<Case> rankOne() {
    String r = "--kind rank-one";
    return Stream.of(
        csv(
            "left,right,value\n1 2,3 4,1\n1 2 3,4 5,1",
            r,
            "data row 2: left has 3 numbers where 2 are expected"),
        csv("left,right,value\n1 2,3 4,1\n1 2,4,1", r, "data row 2: right has 1 numbers where 2"),
        csv(
            "left,right,value\n1 2,3 4,1",
            r + " --rows 3",
            "left has 2 numbers where 3 are expected"),
        csv("left,right,value\n,3 4,1", r, "left is missing"),
        csv("left,right,value\n1,b,1", r, "right[0] \"b\" is not a number"),
        json(
            "{\"left\":{\"indices\":[5],\"values\":[1],\"size\":3},\"right\":[1],\"value\":1}",
            r,
            "left indices[0] is 5, outside [0, 3)"),
        json(
            "{\"left\":{\"indices\":[0],\"values\":[1]},\"right\":[1],\"value\":1}",
            r,
            "left does not say how long it is"),
        json(
            "{\"left\":{\"indices\":[0,1],\"values\":[1],\"size\":3},\"right\":[1],\"value\":1}",
            r,
            "2 indices and 1 values"),
        csv("left,right,value,w\n1,1,1,-2", r + " --weight w", "w \"-2\" is not positive"));
  }

  private static Stream<Case> seeded() {
    String s = "--kind seeded-gaussian --rows 3 --cols 3";
    return Stream.of(
        csv(
            "index,value\n0,1",
            "--kind seeded-gaussian",
            "do not hold their shape; say its rows and columns (--rows and --cols, numRows and"
                + " numCols)"),
        csv("index,value\n-1,1", s, "index \"-1\" is not a whole number from 0"),
        csv("index,value\n1.5,1", s, "index \"1.5\" is not a whole number"),
        csv("index,value\n,1", s, "index is missing"),
        csv("index,value\n1e300,1", s, "index \"1e300\""),
        csv("i,value\n1,1", s, "no column \"index\""),
        csv(
            "index,value\n0,1",
            "--kind seeded-gaussian --rows 60000 --cols 60000",
            "more cells than a measurement can hold"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void oneLine_exitCodeTwo_nothingWritten(Case bad) throws IOException {
    Path input = Files.writeString(directory.resolve(bad.file()), bad.text());
    refuse(input.toString(), bad.options(), bad.expected());
  }

  private void refuse(String input, String options, String expected) {
    Path output = directory.resolve("out");
    List<String> args =
        new ArrayList<>(
            List.of("fit", "--input", input, "--lambda", "0.1", "--output", output.toString()));
    Arrays.stream(options.split(" ")).filter(option -> !option.isEmpty()).forEach(args::add);
    Set<Integer> before = LocalSpark.persisted();
    CommandRun run = CommandRun.of(args.toArray(String[]::new));
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).startsWith("overrank fit: ").contains(expected);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.filter(path -> path.getFileName().toString().contains("out"))).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(LocalSpark.persisted()).isEqualTo(before);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String manyRows() {
    return IntStream.range(0, 3000)
        .mapToObj(i -> i / 60 + "," + i % 60 + "," + Math.sin(i))
        .collect(Collectors.joining("\n", "row,col,value\n", "\n"));
  }

  @Test
  void truncatedGzip() throws IOException {
    byte[] whole = gzip(manyRows());
    Path file = directory.resolve("t.csv.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refuse(file.toString(), "", "t.csv.gz: cannot be read: it ends too early");
  }

  @Test
  void truncatedAndEmptyParquet() throws IOException {
    Path table = directory.resolve("p");
    LocalSpark.session()
        .createDataset(List.of(1.0, 2.0), Encoders.DOUBLE())
        .toDF("value")
        .selectExpr("value", "array(value, 2.0D) AS measurement", "value AS row", "value AS col")
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(table.toString());
    Path part;
    try (Stream<Path> files = Files.list(table)) {
      part = files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(part);
    Path cut = directory.resolve("cut.parquet");
    for (int length : new int[] {0, 3, whole.length / 2, whole.length - 1}) {
      Files.write(cut, Arrays.copyOf(whole, length));
      refuse(cut.toString(), "", "cut.parquet: ");
      refuse(cut.toString(), "--kind dense --rows 1", "cut.parquet: ");
    }
    refuse(table.toString(), "--kind rank-one", "no column \"left\"");
    refuse(table.toString(), "--kind dense --rows 3", "2 numbers in a row are no multiple of 3");
    refuse(table.toString(), "--kind dense --measurement value --rows 1", "is no list of numbers");
  }

  @Test
  void whereThereIsNoTable() throws IOException {
    refuse(directory.resolve("none.csv").toString(), "", "no such file or directory");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    refuse(empty.toString(), "", "the directory holds no data files");
    refuse(empty.toString(), "--kind dense", "the directory holds no data files");
    Path nested = Files.createDirectories(directory.resolve("deep/inner"));
    Files.writeString(nested.resolve("t.csv"), "row,col,value\n1,1,2\n");
    refuse(directory.resolve("deep").toString(), "", "holds directories");
    Path both = Files.createDirectory(directory.resolve("both"));
    Files.writeString(both.resolve("a.csv"), "row,col,value\n1,1,2\n");
    Files.writeString(both.resolve("b.json"), "{\"row\":1,\"col\":2,\"value\":3}\n");
    refuse(both.toString(), "", "holds both csv and json files");
    Files.delete(both.resolve("b.json"));
    Files.writeString(both.resolve("b.csv"), "row,col,level\n1,2,2\n");
    refuse(both.toString(), "", "its header is not that of the other files");
  }

  @Test
  void aModelThatDoesNotFitTheData() throws IOException {
    Path table = SmallTable.write(directory);
    Path model = directory.resolve("model");
    assertThat(CommandRun.of(SmallTable.fit(table, model)).exit()).isZero();
    Path other = Files.writeString(directory.resolve("o.csv"), "station,hour,level\nx,y,1\n");
    assertOneLine(
        CommandRun.of("certify", "--model", model.toString(), "--input", other.toString()),
        "the model was not fitted to this input");
    assertOneLine(
        CommandRun.of("certify", "--model", directory.toString(), "--input", other.toString()),
        "is not a model: it holds no metadata.json");
    assertOneLine(
        CommandRun.of(
            "predict",
            "--model",
            model.toString(),
            "--input",
            other.toString(),
            "--output",
            directory.resolve("p.csv").toString(),
            "--row",
            "street"),
        "no column \"street\"");
    assertThat(directory.resolve("p.csv")).doesNotExist();
    Files.writeString(model.resolve("model/metadata.json"), "{\"formatVersion\": 1}");
    assertOneLine(
        CommandRun.of("certify", "--model", model.toString(), "--input", table.toString()),
        "metadata.json is damaged");
  }

  private static void assertOneLine(CommandRun run, String expected) {
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).startsWith("overrank ").contains(expected);
  }

  @Test
  void allErrorsOfASpec_areToldAtOnceWithTheirLines() throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("s.conf"),
            """
            input = "t.csv"
            kind = cubic
            lamda = 3
            lambda = -1
            rows = [1, 2]
            storage = half
            search-rank = 0
            compress = maybe
            """);
    CommandRun run =
        CommandRun.of(
            "fit", "--spec", spec.toString(), "--output", directory.resolve("o").toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(7);
    String text = String.join("\n", run.err());
    assertThat(text)
        .contains("s.conf:2: kind: 'cubic'")
        .contains("s.conf:3: lamda: no such option")
        .contains("s.conf:4: lambda: must be positive")
        .contains("s.conf:5: rows: expected one value")
        .contains("s.conf:6: storage: 'half'")
        .contains("s.conf:7: search-rank: ")
        .contains("s.conf:8: compress: 'maybe'");
  }
}
