package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.table.TextDialect;
import org.overrank.spark.table.PlainCsv;
import org.overrank.spark.table.TableFiles;

/** Plain lines of CSV are cut to what Spark's reader makes of them, and others are left to it. */
class PlainCsvTest {
  private static final List<String> COLUMNS = List.of("row", "col", "value");

  @TempDir Path dir;

  private static PlainCsv plain(String path) {
    return Objects.requireNonNull(
        TableFiles.open(LocalSpark.session(), path, null, TextDialect.USUAL).plain(COLUMNS));
  }

  /** By pieces; null for the first line that is not plain, where a piece ends. */
  private static List<List<String>> fields(String path) {
    return plain(path)
        .<List<String>>read(
            (file, start, lines) -> {
              List<String> found = new ArrayList<>();
              boolean goesOn = true;
              while (goesOn && lines.hasNext()) {
                goesOn = lines.next();
                found.add(
                    goesOn ? lines.field(0) + "/" + lines.field(1) + "/" + lines.field(2) : null);
              }
              return found;
            })
        .collect();
  }

  @Test
  void fieldsAreThoseThatAreAskedFor() {
    String path =
        write(
            dir.resolve("in.csv"),
            "",
            "col,more,value,row\r",
            "Some Like It Hot,,-1.5e-3,007",
            "",
            "2,x y,+.5,a'b#c\\\r",
            "2,z,1,1");
    assertThat(fields(path))
        .containsExactly(List.of("007/Some Like It Hot/-1.5e-3", "a'b#c\\/2/+.5", "1/2/1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1\",2,3",
        "1,2",
        "1,2,3,4",
        ",2,3",
        "1,,3",
        "1,2,",
        " 1,2,3",
        "1,2 ,3",
        "é,2,3",
        "1,2\r,3",
        "1,2\t,3",
        " ",
        "row,col,value ",
        "\0,1,2",
        "1,2,3\u007f"
      })
  void whatIsMoreThanThatIsLeftToSpark(String line) {
    String path = write(dir.resolve("in.csv"), "row,col,value", "1,2,3", line, "4,5,6");
    List<String> expected = new ArrayList<>(List.of("1/2/3"));
    expected.add(null);
    assertThat(fields(path)).containsExactly(expected);
  }

  @Test
  void anotherHeaderInASecondFileIsNotPlain() {
    write(dir.resolve("in/a.csv"), "row,col,value", "1,2,3");
    write(dir.resolve("in/b.csv"), "row,value,col", "1,2,3");
    List<String> none = new ArrayList<>();
    none.add(null);
    assertThat(fields(dir.resolve("in").toString())).containsExactly(List.of("1/2/3"), none);
  }

  @Test
  void blocksAreThoseOfSparksReader() {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of("row,col,value,weight,time"));
    for (int i = 0; i < 24_000; i++) {
      String row = random.nextInt(3) == 0 ? "user " + random.nextInt(999) : "" + i % 1500;
      lines.add(
          row
              + ",0"
              + i % 700
              + ","
              + random.nextGaussian()
              + "00000000000000000000,"
              + (1 + i % 3)
              + ","
              + i);
      if (i % 1000 == 0) {
        lines.add("");
      }
    }
    String path = write(dir.resolve("plain.csv"), lines.toArray(String[]::new));
    assertThat(fields(path).size()).as("pieces").isGreaterThan(1);
    EntryOptions options =
        EntryOptions.defaults()
            .withPartitions(3)
            .withHoldout(0.1, 3)
            .withOnDuplicate(DuplicatePolicy.KEEP);
    try (EntryData data = read(path, options)) {
      lines.set(20_000, lines.get(20_000).replaceFirst(",(\\d+)$", ",\"$1\""));
      assertThat(lines.get(20_000)).contains("\"");
      try (EntryData same =
          read(write(dir.resolve("quoted.csv"), lines.toArray(String[]::new)), options)) {
        assertThat(PartitionIndependenceTest.allBytes(data))
            .isEqualTo(PartitionIndependenceTest.allBytes(same));
      }
    }
  }
}
