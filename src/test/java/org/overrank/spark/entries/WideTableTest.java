package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.spark.entries.EntryTables.targets;
import static org.overrank.spark.entries.EntryTables.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.WideForm;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.DataCounts;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.Separator;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;

/** Tables with a column for each column of the matrix. */
final class WideTableTest {
  private static final WideForm FORM = new WideForm(List.of(), List.of("NA", "-999"));

  @TempDir Path dir;

  private static EntrySource wide(String path, WideForm form) {
    return EntrySource.of(path).withColumns("day", "col", "value").withWide(form);
  }

  private static Map<String, List<Double>> entries(EntrySource source, EntryOptions options) {
    try (EntryData data = EntryReader.read(LocalSpark.session(), source, options)) {
      return targets(data, data.train());
    }
  }

  private static Map<String, List<Double>> entries(String path) {
    return entries(wide(path, FORM), EntryOptions.defaults());
  }

  private static String cells(Map<String, List<Double>> entries) {
    return entries.toString().replaceAll("[\\[\\]{} ]", "");
  }

  @Test
  void theSameBlocksToTheBitAsTheEntriesInLongForm_howeverTheyAreCut() {
    Random random = new Random(3);
    List<String> rows = new ArrayList<>(List.of("row,a,b,7,10,z"));
    List<String> entries = new ArrayList<>(List.of("row,col,value"));
    String[] names = {"a", "b", "7", "10", "z"};
    for (int i = 0; i < 120; i++) {
      StringBuilder row = new StringBuilder("d" + (i * 37 % 120));
      for (String name : names) {
        String cell = random.nextInt(4) == 0 ? "" : Double.toString(random.nextGaussian());
        row.append(',').append(cell);
        if (!cell.isEmpty()) {
          entries.add("d" + (i * 37 % 120) + "," + name + "," + cell);
        }
      }
      rows.add(row.toString());
    }
    String table = write(dir.resolve("w.csv.gz"), rows.toArray(String[]::new));
    write(dir.resolve("h/a.csv"), rows.subList(0, 60).toArray(String[]::new));
    List<String> rest = new ArrayList<>(rows.subList(60, rows.size()));
    rest.add(0, rows.get(0));
    write(dir.resolve("h/b.csv"), rest.toArray(String[]::new));
    String list = write(dir.resolve("l.csv"), entries.toArray(String[]::new));
    List<String> expected = blocks(EntrySource.of(list));
    assertThat(blocks(EntrySource.of(table).withWide(FORM))).isEqualTo(expected);
    String folder = dir.resolve("h").toString();
    assertThat(blocks(EntrySource.of(folder).withWide(FORM))).isEqualTo(expected);
    LocalSpark.session()
        .read()
        .option("header", true)
        .csv(table)
        .selectExpr(
            "row",
            "cast(a as double)",
            "b + 0D as b",
            "`7` + 0D as `7`",
            "`10` + 0D as `10`",
            "z + 0D as z")
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(dir.resolve("w.parquet").toString());
    assertThat(blocks(EntrySource.of(dir.resolve("w.parquet").toString()).withWide(FORM)))
        .isEqualTo(expected);
  }

  private static List<String> blocks(EntrySource source) {
    EntryOptions options = EntryOptions.defaults().withHoldout(0.1, 5);
    try (EntryData data = EntryReader.read(LocalSpark.session(), source, options)) {
      return PartitionIndependenceTest.allBytes(data);
    }
  }

  @Test
  void blanksAndMarksAreNoValues_quotesAndNumbersAreWhatTheySay() throws IOException {
    String text =
        "\ufeffday,\"a,b\", c ,d\r\n2013-03-01, ,\"1.5\",NA\r\n\r\n\"x \"\"y\"\"\",na,-999.0,2\r\n"
            + "all,,\"\",\r\n";
    Path file = Files.writeString(dir.resolve("t.csv"), text);
    assertThat(cells(entries(file.toString()))).isEqualTo("2013-03-01/c=1.5,x\"y\"/d=2.0");
  }

  @Test
  void separatorsAndDecimalCommas_withoutAHeaderToo() {
    String path = write(dir.resolve("t.txt"), "1;2,5;", "2;;3,5");
    TextDialect said =
        new TextDialect(null, Separator.of(";"), List.of("day", "a", "b"), DecimalMark.COMMA);
    assertThat(cells(entries(wide(path, FORM).withDialect(said), EntryOptions.defaults())))
        .isEqualTo("1/a=2.5,2/b=3.5");
  }

  @Test
  void anIndexWithoutAName_asPandasWritesIt_andAColumnOfNothingAtTheEnd() {
    String path = write(dir.resolve("t.csv"), ",a,b,", "1,2,,", "2,,3,");
    EntrySource source = EntrySource.of(path).withColumns("", "col", "value").withWide(FORM);
    assertThat(cells(entries(source, EntryOptions.defaults()))).isEqualTo("1/a=2.0,2/b=3.0");
  }

  @Test
  void columnsThatAreNotOfTheMatrixAreLeftOut() {
    String path = write(dir.resolve("t.csv"), "note,day,a", "text,1,2", "more,2,3");
    WideForm form = new WideForm(List.of("note"), List.of());
    assertThat(cells(entries(wide(path, form), EntryOptions.defaults())))
        .isEqualTo("1/a=2.0,2/a=3.0");
  }

  @Test
  void rowsThatCannotBeUsedAreCounted_andRowsOfOneIdAreCellsMeasuredTwice() {
    String path = write(dir.resolve("t.csv"), "day,a,b", "1,2,", "2,x,3", ",1,1", "1,4,5", "3,1");
    EntryOptions options =
        EntryOptions.defaults()
            .withOnBadRow(BadRowPolicy.DROP)
            .withOnDuplicate(DuplicatePolicy.MEAN);
    try (EntryData data = EntryReader.read(LocalSpark.session(), wide(path, FORM), options)) {
      assertThat(cells(targets(data, data.train()))).isEqualTo("1/a=3.0,1/b=5.0");
      assertThat(data.counts()).isEqualTo(new DataCounts(2, 0, 3, 1));
    }
  }

  /** A file, and part of what is said about it. */
  record Odd(String text, WideForm form, String refusal) {}

  private static Odd odd(String text, String refusal) {
    return new Odd(text, FORM, refusal);
  }

  static Stream<Odd> refused() {
    return Stream.of(
        odd("", "t.csv: no column \"day\" of row ids (--row)"),
        odd("date,a\n1,2\n", "no column \"day\" of row ids (--row); there are: date, a"),
        odd("day;a;b\n1;2;3\n", "there are: day;a;b; looks separated by semicolons: --separator"),
        odd("day\n1\n", "has no column of the matrix besides day"),
        odd("day,a,b,a,b\n1,2,3,4,5\n", "columns of one name, which is their id: a, b"),
        odd("day,\"a,b\n1,2\n", "its header has a quote that is not closed"),
        odd("day,a,b\n", "holds no data rows"),
        odd("day,a,b\n1,,NA\n2,,\n", "none of the cells of its 2 data rows has a value"),
        odd("day,a,b\n1,2,3\n2,3\n", "data row 2: not a record of 3 fields: \"2,3\", which are 2"),
        odd("day,a,b\n1,2,\"3\n", "data row 1: not a record of 3 fields"),
        odd("day,a,b\n1,2,3\n ,,\n,4,5\n", "data row 3: day is missing"),
        odd("day,a,b\n1,2,3\n2,4,\n1,,5\n", "data row 3: duplicate of t.csv, data row 1: row 1"),
        odd(
            "day,a,b\n1,2,rain\n",
            "data row 1: b \"rain\" is not a number; --ignore-columns b leaves such columns out"),
        odd(
            "day,a,b\n1,n/a,rain\n",
            "a \"n/a\" is not a number, nor are 1 more of the row; --ignore"),
        odd("day,a,b\n1,inf,2\n", "data row 1: a \"inf\" is not finite"),
        odd("day,a,b\n1,1e200,2\n", "data row 1: a \"1e200\" is too large"),
        odd("day,a,\n1,2,\n2,3,4\n", "data row 2: field 3 \"4\" is of a column without a name"),
        odd("day,a\n\u00ff,2\n", "data row 1: day \"\ufffd\" is not UTF-8"),
        new Odd("day,a\n1,2\n", new WideForm(List.of("b"), List.of()), "\"b\" is no column of it"),
        new Odd(
            "day,a\n1,2\n", new WideForm(List.of("day"), List.of()), "\"day\" has the row ids"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoWideTableIsRefusedWithItsRow(Odd odd) throws IOException {
    boolean latin = odd.text.contains("\u00ff");
    Path file = dir.resolve("t.csv");
    Files.write(
        file, odd.text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    assertThatThrownBy(() -> entries(wide(file.toString(), odd.form), EntryOptions.defaults()))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(odd.refusal)
        .hasLineCount(1);
  }

  @Test
  void otherFilesOfTheTableHaveTheSameColumns() {
    write(dir.resolve("in/a.csv"), "day,a,b", "1,2,3");
    write(dir.resolve("in/b.csv"), "day,b,a", "2,2,3");
    assertThatThrownBy(() -> entries(dir.resolve("in").toString()))
        .hasMessageEndingWith("b.csv: its header is not that of the other files in the table");
  }

  @Test
  void typedTables_columnsThatAreNoNumbersAreNamedAllAtOnce() {
    String path = dir.resolve("t.parquet").toString();
    SparkSession spark = LocalSpark.session();
    // Spark 4.0 writes no columns without a type.
    String nothing = spark.version().startsWith("4.0.") ? "CAST(null AS INT)" : "null";
    spark
        .sql(
            "SELECT DATE'2013-03-01' AS day, 1 AS a, CAST('NaN' AS FLOAT) AS b, 'x' AS note, true"
                + " AS wet, 2.5BD AS c, -999L AS d, "
                + nothing
                + " AS e FROM range(1)")
        .write()
        .parquet(path);
    assertThatThrownBy(() -> entries(path))
        .hasMessageEndingWith(
            "not numbers: note, wet (string, boolean); --ignore-columns note,wet leaves such"
                + " columns out");
    WideForm form = new WideForm(List.of("note", "wet"), List.of("-999"));
    assertThat(cells(entries(wide(path, form), EntryOptions.defaults())))
        .isEqualTo("2013-03-01/a=1.0,2013-03-01/c=2.5");
    assertThatThrownBy(() -> entries(EntrySource.of(path).withWide(form), EntryOptions.defaults()))
        .hasMessageContaining("no column \"row\" of row ids (--row); there are: day, a, b, note");
  }

  @Test
  void jsonAndMatrixMarketHaveNoWideTables() throws IOException {
    Path json = Files.writeString(dir.resolve("t.json"), "{\"day\":1,\"a\":2}\n");
    assertThatThrownBy(() -> entries(json.toString()))
        .hasMessageEndingWith("--wide is for csv, parquet and orc, not for json");
  }
}
