package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;

/** Row numbers are right however Spark cuts and packs files. */
class RowNumbersTest {
  @TempDir Path dir;

  @BeforeEach
  void smallPieces() {
    LocalSpark.session().conf().set("spark.sql.files.maxPartitionBytes", "200b");
    LocalSpark.session().conf().set("spark.sql.files.openCostInBytes", "10b");
  }

  @AfterEach
  void usualPieces() {
    LocalSpark.session().conf().unset("spark.sql.files.maxPartitionBytes");
    LocalSpark.session().conf().unset("spark.sql.files.openCostInBytes");
  }

  private static String[] lines(int rows, int... bad) {
    List<String> lines = new ArrayList<>(List.of("row,col,value"));
    for (int row = 1; row <= rows; row++) {
      lines.add("r" + row + ",c,1." + row);
    }
    for (int row : bad) {
      lines.set(row, "r" + row + ",c,bad" + row);
    }
    return lines.toArray(String[]::new);
  }

  @Test
  void inOneFileOfManyPieces() {
    String path = write(dir.resolve("in.csv"), lines(500, 499, 321, 400));
    assertThatThrownBy(() -> read(path))
        .hasMessage("in.csv, data row 321: value \"bad321\" is not a number");
  }

  @Test
  void inADirectory() {
    // Spark packs the largest pieces first, so the order of its partitions is not that of names.
    write(dir.resolve("in/part-0.csv"), lines(3));
    write(dir.resolve("in/part 1 ü.csv"), lines(90, 88, 77));
    write(dir.resolve("in/part-2.csv"), lines(300, 2));
    assertThatThrownBy(() -> read(dir.resolve("in").toString()))
        .hasMessage("\"part 1 ü.csv\", data row 77: value \"bad77\" is not a number");
  }

  @Test
  void ofDuplicates() {
    write(dir.resolve("in/a.csv"), lines(40));
    write(dir.resolve("in/b.csv"), "row,col,value", "x,c,1", "r33,c,2", "r7,c,3");
    assertThatThrownBy(() -> read(dir.resolve("in").toString()))
        .hasMessage(
            "b.csv, data row 2: duplicate of a.csv, data row 33: row \"r33\", column \"c\"");
  }
}
