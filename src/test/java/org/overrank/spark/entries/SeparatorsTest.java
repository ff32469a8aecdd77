package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.spark.entries.EntryTables.targets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.Separator;
import org.overrank.data.table.TextDialect;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;

/** Odd files of the family of separators and headers: read as said, or refused with the cure. */
final class SeparatorsTest {
  private static final List<String> MOVIE_LENS = List.of("user", "item", "rating", "time");

  @TempDir Path dir;

  /** A file, what is said about it, and part of the refusal, or null if it is read. */
  record Odd(
      String file, String text, TextDialect said, List<String> columns, @Nullable String refusal) {
    @Override
    public String toString() {
      return file + " " + text.lines().findFirst().orElse("").replace('\t', '>');
    }
  }

  private static TextDialect said(
      @Nullable String separator, @Nullable List<String> columns, DecimalMark decimal) {
    return new TextDialect(
        null, separator == null ? null : Separator.of(separator), columns, decimal);
  }

  private static TextDialect by(String separator) {
    return said(separator, null, DecimalMark.POINT);
  }

  private static Odd read(String file, TextDialect said, String text) {
    return new Odd(file, text, said, MOVIE_LENS, null);
  }

  private static Odd refused(String file, TextDialect said, String text, String refusal) {
    return new Odd(file, text, said, MOVIE_LENS, refusal);
  }

  static Stream<Odd> odd() {
    return Stream.concat(readable(), unreadable());
  }

  private static Stream<Odd> readable() {
    TextDialect tabs = said("tab", MOVIE_LENS, DecimalMark.POINT);
    TextDialect comma = said("semicolon", null, DecimalMark.COMMA);
    String header = "user,item,rating\n1,7,3.5\n2,7,4\n";
    return Stream.of(
        read("u.data", tabs, "1\t7\t3.5\t881250949\n2\t7\t4\t881250949\n"),
        read("u.data", tabs, "\ufeff1\t7\t3.5\t8\r\n2\t7\t4\t8\r\n"),
        read("u.data", tabs, "\n1\t7\t3.5\t8\n\n2\t7\t4\t8"),
        read("r.dat", said("::", MOVIE_LENS, DecimalMark.POINT), "1::7::3.5::8\n2::7::4::8\n"),
        read("t.tsv", TextDialect.USUAL, header.replace(',', '\t')),
        read("t.tsv.gz", TextDialect.USUAL, header.replace(',', '\t')),
        read("t.tsv", by("comma"), header),
        read("t.csv", by(";"), header.replace(',', ';')),
        read("t.csv", by("bar"), header.replace(',', '|')),
        read("t.csv", by("space"), header.replace(',', ' ')),
        read("t.csv", by("\\u0001"), header.replace(',', '\u0001')),
        read("t.csv", by("§"), header.replace(',', '§')),
        read("t.csv", by("::"), "user::item::rating::x\n1::7::\"3.5\"::\"a::b\"\n2::7::4::c:d\n"),
        read("t.csv", by(";"), "user;item;rating;note\r\n1;7;3.5;\"a;b\"\r\n2;7;4;\"\"\r\n"),
        read("t.csv", comma, "user;item;rating\n1;7;3,5\n2;7;4,0\n"),
        read(
            "t.tsv",
            said(null, null, DecimalMark.COMMA),
            "user\titem\trating\n1\t7\t3,5\n2\t7\t4"));
  }

  private static Stream<Odd> unreadable() {
    TextDialect tabs = said("tab", MOVIE_LENS, DecimalMark.POINT);
    TextDialect comma = said("semicolon", null, DecimalMark.COMMA);
    String header = "user,item,rating\n1,7,3.5\n2,7,4\n";
    return Stream.of(
        refused("u.data", TextDialect.USUAL, "1\t7\t3.5\t8\n", "--separator tab --no-header"),
        refused("t.csv", TextDialect.USUAL, header.replace(',', ';'), ": --separator semicolon"),
        refused(
            "t.csv", TextDialect.USUAL, "1,7,3.5,8\n2,7,4,8\n", ": --no-header --columns NAME,"),
        refused("r.dat", by("::"), "1::7::3.5::8\n2::7::4::8\n", "without a header: --no-header"),
        refused("t.tsv", TextDialect.USUAL, header, "looks separated by commas: --separator comma"),
        refused(
            "t.csv",
            said(null, MOVIE_LENS, DecimalMark.POINT),
            "1\t7\t3.5\t8\n",
            "first line has 1 fields where --columns names 4: \"1\\t7\\t3.5\\t8\"; looks separated"
                + " by tabs: --separator tab"),
        refused(
            "u.data",
            tabs,
            "1\t7\t3.5\t8\n2\t7\t4\n",
            "data row 2: not a record of 4 fields, separated by tab: \"2\\t7\\t4\""),
        refused(
            "t.csv",
            by(";"),
            "user;item;rating;a;b\n1;7;3.5;;\n2;4;;\n",
            "data row 2: not a record of 5 fields, separated by semicolon: \"2;4;;\""),
        refused(
            "t.csv",
            said(";", MOVIE_LENS, DecimalMark.POINT),
            "user;item;rating;time\n1;7;3.5;8\n",
            "rating \"rating\" is not a number; its first line looks like a header: leave"),
        refused("t.csv", TextDialect.USUAL, "user,item,user\n", "several columns are called user"),
        refused("t.csv", by(";"), "user;item;rating\n1;7;3,5\n", "--decimal comma reads it"),
        refused(
            "t.csv", comma, "user;item;rating\n1;7;3.5\n", "is not a number with a decimal comma"),
        refused("t.csv", comma, "user;item;rating\n1;7;1.003,5\n", "\"1.003,5\" is not a number"),
        refused(
            "t.csv",
            said(null, null, DecimalMark.COMMA),
            header,
            "with --decimal comma the separator is another: --separator semicolon"),
        refused("t.json", by(";"), "{\"user\":1}\n", "a separator is for csv, not for json"),
        refused(
            "t.json",
            said(null, MOVIE_LENS, DecimalMark.POINT),
            "{\"user\":1}\n",
            "a table without a header is for csv, not for json"),
        refused(
            "t.mtx",
            said(null, null, DecimalMark.COMMA),
            "%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 5\n",
            "a decimal comma is for csv, not for mtx"),
        refused("t.parquet", tabs, "PAR1", "a separator is for csv, not for parquet"));
  }

  private String write(Odd odd) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = odd.file.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes) {
      out.write(odd.text.getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(dir.resolve(odd.file), bytes.toByteArray()).toString();
  }

  private static Map<String, List<Double>> entries(String path, TextDialect said) {
    EntrySource source =
        EntrySource.of(path).withColumns("user", "item", "rating").withDialect(said);
    try (EntryData data = EntryReader.read(LocalSpark.session(), source, EntryOptions.defaults())) {
      return targets(data, data.train());
    }
  }

  @ParameterizedTest
  @MethodSource("odd")
  void readAsSaid_orRefusedWithTheWordsThatMendIt(Odd odd) throws IOException {
    String path = write(odd);
    if (odd.refusal == null) {
      assertThat(entries(path, odd.said))
          .containsExactly(Map.entry("1/7", List.of(3.5)), Map.entry("2/7", List.of(4.0)));
    } else {
      assertThatThrownBy(() -> entries(path, odd.said))
          .isInstanceOf(InvalidInputException.class)
          .message()
          .contains(odd.file, odd.refusal)
          .hasLineCount(1);
    }
  }

  @Test
  void filesOfOneTableHaveOneSeparator() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("both"));
    Files.writeString(folder.resolve("a.tsv"), "user\titem\trating\n1\t7\t3.5\n");
    Files.writeString(folder.resolve("b.csv"), "user\titem\trating\n2\t7\t4\n");
    assertThatThrownBy(() -> entries(folder.toString(), TextDialect.USUAL))
        .hasMessageContaining("holds both tsv and csv files: say their --separator");
    assertThat(entries(folder.toString(), by("tab"))).containsOnlyKeys("1/7", "2/7");
  }

  @Test
  void columnsInTheNamesOfDirectoriesComeBesideThoseThatAreSaid() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("hive/user=007"));
    Files.writeString(folder.resolve("a.csv"), "7;3.5\n8;4\n");
    String path = dir.resolve("hive").toString();
    TextDialect two = said(";", List.of("item", "rating"), DecimalMark.POINT);
    assertThat(entries(path, two)).containsOnlyKeys("007/7", "007/8");
    TextDialect three = said(";", List.of("user", "item", "rating"), DecimalMark.POINT);
    assertThatThrownBy(() -> entries(path, three))
        .hasMessageContaining("--columns names \"user\", which a directory is named by");
  }

  @Test
  void anotherEncodingHasItsOwnSeparator() throws IOException {
    Charset latin = StandardCharsets.ISO_8859_1;
    Path file = dir.resolve("t.csv");
    Files.write(file, "user§item§rating\nRenée§7§3.5\n".getBytes(latin));
    TextDialect said = by("§").withEncoding(TextEncoding.of("ISO-8859-1"));
    assertThat(entries(file.toString(), said)).containsOnlyKeys("Renée/7");
  }

  @Test
  void aRowIsCountedFromTheFirstLine_whereThereIsNoHeader() throws IOException {
    List<String> lines = new ArrayList<>(List.of("1;7;3.5", "2;7;x"));
    Path file = Files.write(dir.resolve("t.csv"), lines);
    TextDialect said = said(";", List.of("user", "item", "rating"), DecimalMark.POINT);
    assertThatThrownBy(() -> entries(file.toString(), said))
        .hasMessage("t.csv, data row 2: rating \"x\" is not a number");
  }
}
