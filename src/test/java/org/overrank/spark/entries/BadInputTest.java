package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.DataCounts;
import org.overrank.linalg.InvalidInputException;

/** Rows that hold no entry, and the one line that says which is the first. */
class BadInputTest {
  private static final EntryOptions DROP = EntryOptions.defaults().withOnBadRow(BadRowPolicy.DROP);

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,c,x|value \"x\" is not a number",
        "a,c,|value is missing",
        ",c,1|row is missing",
        "a,c,1,9|not a record of 3 fields: \"a,c,1,9\"",
        "a,c|not a record of 3 fields: \"a,c\"",
      })
  void theFirstBadRowIsNamed(String row, String problem) {
    String path =
        write(dir.resolve("in.csv"), "row,col,value", "a,b,1", "", "a,d, 2.5 ", row, "q,q,worse");

    assertThatThrownBy(() -> read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("in.csv, data row 3: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"row\":1,\"col\":2,\"value\":NaN}|value \"NaN\" is not finite",
        "{\"row\":1,\"col\":2,\"value\":[3]}|value \"[3]\" is not a number",
        "{\"row\":1,\"col\":2,\"value\"|not an object: \"{\"row\":1,\"col\":2,\"value\"\"",
        "{\"row\":1,\"value\":3}|col is missing",
      })
  void badLinesOfJsonAreNamed(String line, String problem) {
    String good = "{\"row\":1,\"col\":1,\"value\":3.5}";
    String path = write(dir.resolve("in.json"), good, line);

    assertThatThrownBy(() -> read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("in.json, data row 2: " + problem);
  }

  @Test
  void droppedRowsAreCounted() {
    String path =
        write(dir.resolve("in.csv"), "row,col,value", "a,b,1", "a,c,x", "a,d", "e,f,2", ",,");

    try (EntryData data = read(path, DROP)) {
      assertThat(data.counts()).isEqualTo(new DataCounts(2, 0, 3, 0));
      assertThat(EntryTables.targets(data, data.train())).containsOnlyKeys("a/b", "e/f");
    }
  }

  @Test
  void allDroppedIsAnError() {
    String path = write(dir.resolve("in.csv"), "row,col,value", "a,b,x", "a,c,y");

    assertThatThrownBy(() -> read(path, DROP))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            path
                + ": none of its 2 data rows is usable; first: in.csv, data row 1: value \"x\" is"
                + " not a number");
  }
}
