package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;

/** Files that are something else than their names say are refused by what they are. */
final class FileKindsTest {
  private static final Path CASES =
      Path.of("src/test/resources/org/overrank/cases/bytes-that-are-not-text");
  private static final String TABLE = "row,col,value\n1,2,3.5\n2,1,4.5\n";

  @TempDir Path dir;

  private void refused(Path input, String expected) {
    CommandRun run =
        CommandRun.of("fit", "--input=" + input, "--output=" + dir.resolve("out"), "--lambda=1");
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.err())
        .singleElement()
        .asString()
        .endsWith(input.getFileName() + ": " + expected)
        .matches("\\P{Cntrl}*");
    assertThat(dir.resolve("out")).doesNotExist();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16, UTF-16", "UTF-16LE, UTF-16LE", "UTF-16BE, UTF-16BE", "UTF-32, UTF-32BE"})
  void wideTextIsNamed_withAWayToConvertIt(String charset, String told) throws IOException {
    for (String name : new String[] {"t.csv", "t.json"}) {
      String text = name.endsWith("csv") ? TABLE : "{\"row\":1,\"col\":2,\"value\":3}\n";
      refused(
          write(name, text.getBytes(Charset.forName(charset))),
          "is " + told + ": convert it first, as with iconv -f " + told + " -t UTF-8");
    }
  }

  @Test
  void packedFilesAreNamed_alsoWithinAnother() throws IOException {
    refused(CASES.resolve("isgz.csv"), "is gzip: name it isgz.csv.gz");
    refused(CASES.resolve("arch.csv.gz"), "what is packed in it is a tar archive: unpack it first");
    refused(
        write("u.csv.gz", gzip(TABLE.getBytes(StandardCharsets.UTF_16))),
        "is UTF-16: convert it first, as with iconv -f UTF-16 -t UTF-8");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zipped)) {
      out.putNextEntry(new ZipEntry("t.csv"));
      out.write(TABLE.getBytes(StandardCharsets.UTF_8));
    }
    refused(write("z.csv", zipped.toByteArray()), "is a zip archive: unpack it first");
    ByteArrayOutputStream workbook = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(workbook)) {
      out.putNextEntry(new ZipEntry("[Content_Types].xml"));
    }
    refused(
        write("w.csv", workbook.toByteArray()),
        "is a workbook of a spreadsheet program: save its table as CSV");
  }

  @ParameterizedTest
  @CsvSource({
    "t.csv, 28b52ffd0458, is packed by Zstandard: unpack it first",
    "t.csv, fd377a585a000004, is packed by xz: unpack it first",
    "t.csv, 425a68393141592653590000, is bzip2: name it t.csv.bz2",
    "t.csv, 255044462d312e37, is PDF",
    "t.json, 4f626a0104, is Avro: convert it to Parquet first",
    "t.csv, 4f5243110a0b, is ORC: name it t.orc",
    "t.parquet, 1f8b0800, is gzip: unpack it first",
    "t.csv, d0cf11e0a1b11ae1, is a workbook of Excel: save its table as CSV",
    "t.csv, 0001020304050607, is no text",
  })
  void otherFilesAreToldByTheirFirstBytes(String name, String hex, String expected)
      throws IOException {
    refused(write(name, HexFormat.of().parseHex(hex)), expected);
  }

  @Test
  void parquetUnderAnotherNameIsNamed() throws IOException {
    Path table = dir.resolve("p");
    LocalSpark.session()
        .createDataset(List.of(1), Encoders.INT())
        .coalesce(1)
        .write()
        .parquet(table.toString());
    try (var files = Files.list(table)) {
      Path part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      refused(Files.copy(part, dir.resolve("t.csv")), "is Parquet: name it t.parquet");
      refused(Files.copy(part, dir.resolve("t.orc")), "is Parquet: name it t.parquet");
    }
  }

  @Test
  void jsonOverSeveralLinesIsToldApart_anArrayInOneLineIsRead() throws IOException {
    String array =
        """
        [
          {"row": 1, "col": 2, "value": 3},
          {"row": 2, "col": 1, "value": 4}
        ]
        """;
    refused(
        write("a.json", array.getBytes(StandardCharsets.UTF_8)),
        "one array over several lines; JSON here is one object a line, as jq -c '.[]' writes it");
    String object =
        """
        {
        "row": 1, "col": 2, "value": 3
        }
        {
        "row": 2}
        """;
    refused(
        write("o.json", object.getBytes(StandardCharsets.UTF_8)),
        "an object over several lines; JSON here is one object a line, as jq -c . writes it");
    Path line = write("l.json", array.replace("\n", "").getBytes(StandardCharsets.UTF_8));
    CommandRun run =
        CommandRun.of("fit", "--input=" + line, "--output=" + dir.resolve("out"), "--lambda=0.1");
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
