package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overrank.spark.entries.EntryTables.bytes;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.table.TextDialect;
import org.overrank.spark.table.TableFiles;

/** The same table gives the same blocks in every format. */
class FormatsTest {
  private static final String[] LINES = {
    "row,note,col,value", "10,x,b,1.5", "9,\"y, \"\"z\"\"\",a,-2e3", "100,,b,0.1", "9,x,b,7"
  };

  @TempDir Path dir;

  private List<String> expected() {
    try (EntryData data = read(write(dir.resolve("plain.csv"), LINES))) {
      assertThat(data.rows().kind()).isEqualTo(IdIndex.Kind.LONG);
      assertThat(data.cols().kind()).isEqualTo(IdIndex.Kind.STRING);
      assertThat(EntryTables.targets(data, data.train()))
          .containsEntry("9/a", List.of(-2000.0))
          .containsEntry("100/b", List.of(0.1))
          .hasSize(4);
      return bytes(data.train());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "parquet", "orc"})
  void typedFormats(String format) {
    List<String> expected = expected();
    Dataset<Row> table =
        LocalSpark.session()
            .read()
            .schema("row INT, note STRING, col STRING, value DOUBLE")
            .option("header", true)
            .option("escape", "\"")
            .csv(dir.resolve("plain.csv").toString());
    String path = dir.resolve("table").toString();
    table.repartition(3).write().format(format).save(path);

    try (EntryData data = read(path)) {
      assertThat(bytes(data.train())).isEqualTo(expected);
    }
  }

  @Test
  void compressedAndWithCarriageReturns() throws IOException {
    List<String> expected = expected();
    String zipped = write(dir.resolve("zipped.csv.gz"), LINES);
    Path windows = dir.resolve("windows.csv");
    String text = "\ufeff" + String.join("\r\n", LINES);
    Files.write(windows, text.getBytes(StandardCharsets.UTF_8));

    for (String path : List.of(zipped, windows.toString())) {
      try (EntryData data = read(path)) {
        assertThat(bytes(data.train())).as(path).isEqualTo(expected);
      }
    }
  }

  @Test
  void predictionsSeeAllColumns() {
    String path = write(dir.resolve("plain.csv"), LINES);
    Dataset<Row> table =
        TableFiles.open(LocalSpark.session(), path, null, TextDialect.USUAL)
            .table(List.of("row", "col"));
    assertThat(table.columns()).containsExactly("row", "note", "col", "value");
    assertThat(table.collectAsList().get(1).getString(1)).isEqualTo("y, \"z\"");
  }
}
