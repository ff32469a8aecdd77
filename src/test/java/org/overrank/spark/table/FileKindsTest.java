package org.overrank.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.entries.EntryReader;

/** A file that is not what its name says is told in one line what it is. */
final class FileKindsTest {
  private static final Path CASES = Path.of("src/test/resources/org/overrank/cases");
  private static final String TABLE = "row,col,value\n1,2,3\n";

  @TempDir Path directory;

  private static void refused(Path file, String expected) {
    Throwable refusal =
        catchThrowable(
            () ->
                EntryReader.read(
                    LocalSpark.session(),
                    EntrySource.of(file.toString()),
                    EntryOptions.defaults()));
    assertThat(refusal).isInstanceOf(InvalidInputException.class);
    assertThat(refusal.getMessage())
        .startsWith(file + ": ")
        .contains(expected)
        .hasLineCount(1)
        .matches("[^\\p{Cntrl}]+");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes-that-are-not-text/utf16.csv, is UTF-16",
    "bytes-that-are-not-text/isgz.csv, is gzip: name it isgz.csv.gz",
    "bytes-that-are-not-text/arch.csv.gz, is a tar archive",
    "json-array/array.json, one array over several lines; JSON here is one object a line",
  })
  void cases(String file, String expected) {
    refused(CASES.resolve(file), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, PAR1, is Parquet: name it t.parquet",
    "t.csv, SQLite format 3, is an SQLite database",
    "t.csv, %PDF-1.7, is PDF",
    "t.csv, <!DOCTYPE html><p>404, is a web page",
    "t.csv, '<?xml version=\"1.0\"?>', is XML",
    "t.csv, version https://git-lfs.github.com/spec/v1, Git LFS",
    "t.csv, '{\"row\":1}', looks like JSON",
    "t.csv.gz, plain text, 'is not gzip, in spite of its name'",
    "t.json, '{\n \"row\": 1\n}', an object over several lines",
  })
  void beginnings(String name, String begin, String expected) throws IOException {
    String text = begin.startsWith("PAR1") || begin.startsWith("SQL") ? begin + "\0\0\1" : begin;
    refused(Files.writeString(directory.resolve(name), text), expected);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "UTF-32LE, UTF-32"})
  void wideLetters_withoutAMark(String charset, String expected) throws IOException {
    byte[] wide = TABLE.getBytes(Charset.forName(charset));
    refused(Files.write(directory.resolve("t.csv"), wide), "is " + expected);
  }

  @ParameterizedTest
  @CsvSource({"data.csv, is a zip", "xl/workbook.xml, is a workbook of a spreadsheet program"})
  void archives(String inside, String expected) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(inside));
      zip.write(TABLE.getBytes(StandardCharsets.UTF_8));
    }
    refused(Files.write(directory.resolve("t.csv"), bytes.toByteArray()), expected);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE, what is packed|is UTF-16", "US-ASCII, "})
  void whatIsPackedIsLookedAtToo(String charset, String expected) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TABLE.getBytes(Charset.forName(charset)));
    }
    Path file = Files.write(directory.resolve("t.csv.gz"), bytes.toByteArray());
    if (expected != null) {
      refused(file, "UTF-16");
      return;
    }
    EntrySource table = EntrySource.of(file.toString());
    try (var read = EntryReader.read(LocalSpark.session(), table, EntryOptions.defaults())) {
      assertThat(read.shape().measurements()).isEqualTo(1);
    }
  }
}
