package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.table.TableFormat;
import org.overrank.linalg.InvalidInputException;

/** Files that cannot be read at all. */
class UnreadableInputTest {
  private static final String HEADER = "row,col,value";

  @TempDir Path dir;

  private static void refused(String path, String message) {
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void noFile() {
    String path = dir.resolve("none.csv").toString();
    refused(path, path + ": no such file or directory");
    refused("", "the path of the input is empty");
    refused(
        "nosuch://x/y.csv",
        "nosuch://x/y.csv: cannot be opened: Spark knows no file system nosuch://; --packages names"
            + " one that shall be there");
  }

  @Test
  void noFormat() {
    String path = write(dir.resolve("ratings.dat"), HEADER);
    refused(
        path,
        path
            + ": the name does not tell the format; say which of csv, parquet, json, orc, mtx;"
            + " looks separated by commas: --format csv");
    write(dir.resolve("more.csv"), HEADER, "1,2,3");
    EntrySource csv = EntrySource.of(path).withFormat(TableFormat.CSV);
    assertThatThrownBy(() -> EntryReader.read(LocalSpark.session(), csv, EntryOptions.defaults()))
        .hasMessage(path + ": holds no data rows");
  }

  @Test
  void directories() {
    write(dir.resolve("empty/_SUCCESS"), "");
    write(dir.resolve("empty/.part.csv.crc"), "");
    String empty = dir.resolve("empty").toString();
    refused(empty, empty + ": the directory holds no data files");
    write(dir.resolve("mixed/a.csv"), HEADER);
    write(dir.resolve("mixed/year=2020/b.json"), "{}");
    String mixed = dir.resolve("mixed").toString();
    refused(mixed, mixed + ": holds both csv and json files");
    write(dir.resolve("nested/a.csv"), HEADER);
    write(dir.resolve("nested/deep/b.csv"), HEADER);
    String nested = dir.resolve("nested").toString();
    refused(
        nested,
        nested + ": holds directories; name their files by a pattern such as " + nested + "/*/*");
    write(dir.resolve("other/a.csv"), HEADER);
    write(dir.resolve("other/LICENSE"), "free");
    String other = dir.resolve("other").toString();
    refused(
        other,
        other
            + ": LICENSE: the name does not tell the format; say which of csv, parquet, json, orc,"
            + " mtx");
  }

  @Test
  void nothingInIt() throws IOException {
    String header = write(dir.resolve("header.csv"), HEADER);
    refused(header, header + ": holds no data rows");
    Path empty = Files.createFile(dir.resolve("empty.csv"));
    refused(empty.toString(), empty + ": is empty, without even a header");
    Path json = Files.createFile(dir.resolve("empty.json"));
    refused(json.toString(), json + ": no column \"row\"; there are none");
  }

  @Test
  void missingColumns() {
    String csv = write(dir.resolve("in.csv"), "user,item,Value", "1,2,3");
    refused(csv, csv + ": no column \"row\"; there are: user, item, Value");
    String json = write(dir.resolve("in.json"), "{\"row\":1,\"col\":2,\"rating\":3}");
    refused(json, json + ": no column \"value\"; there are: col, rating, row");
  }

  @Test
  void aFileWithoutAHeaderIsNoTableWhereNoOtherHasOne() {
    write(dir.resolve("parts/a.csv"), "", "  ");
    String parts = dir.resolve("parts").toString();
    refused(parts, parts + ": is empty, without even a header");
    write(dir.resolve("parts/b.csv"), "", HEADER, "1,2,3");
    assertThat(read(parts).shape().rows()).isEqualTo(1);
  }

  @Test
  void headersThatDiffer() {
    write(dir.resolve("parts/a.csv"), HEADER, "1,2,3", "1,3,4");
    write(dir.resolve("parts/b.csv"), "row,value,col", "1,2,3");
    assertThatThrownBy(() -> read(dir.resolve("parts").toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            dir.resolve("parts/b.csv")
                + ": its header is not that of the other files in the table");
  }

  @Test
  void brokenFiles() throws IOException {
    String whole = write(dir.resolve("whole.csv.gz"), HEADER, "1,2,3", "2,3,4,", "4,5,6");
    byte[] bytes = Files.readAllBytes(Path.of(whole));
    Path cut = dir.resolve("cut.csv.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 12));
    refused(cut.toString(), cut + ": cannot be read: it ends too early");
    String fake = write(dir.resolve("fake.csv"), HEADER, "1,2,3");
    Path gz = Files.copy(Path.of(fake), dir.resolve("fake.csv.gz"));
    refused(gz.toString(), gz + ": is not gzip, in spite of its name");
    Path orc = Files.copy(Path.of(fake), dir.resolve("fake.orc"));
    refused(
        orc.toString(), orc + ": cannot be read: Malformed ORC file fake.orc. Invalid postscript.");
    Path parquet = Files.copy(Path.of(fake), dir.resolve("fake.parquet"));
    assertThatThrownBy(() -> read(parquet.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(parquet + ": cannot be read: fake.parquet is not a Parquet file.")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
