package org.overrank.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.spark.EntryTables.read;
import static org.overrank.spark.EntryTables.write;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.linalg.InvalidInputException;

/** Every way in which a row can be bad, and the one line that says so. */
class BadInputTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a,c,x|value \"x\" is not a number",
        "a,c,1d|value \"1d\" is not a number",
        "a,c,0x1p3|value \"0x1p3\" is not a number",
        "a,c,1 2|value \"1 2\" is not a number",
        "a,c,NaN|value \"NaN\" is not finite",
        "a,c,-inf|value \"-inf\" is not finite",
        "a,c,1e999|value \"1e999\" is too large, above 1.0E150",
        "a,c,-2e150|value \"-2e150\" is too large, above 1.0E150",
        "a,c,|value is missing",
        ",c,1|row is missing",
        "a,,1|col is missing",
        "a,c,1,9|not a record of 3 fields: \"a,c,1,9\"",
        "a,c|not a record of 3 fields: \"a,c\"",
      })
  void theFirstBadRowIsNamed(String row, String problem) {
    String path =
        write(dir.resolve("in.csv"), "row,col,value", "a,b,1", "a,d, 2.5 ", row, "q,q,worse");

    assertThatThrownBy(() -> read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("in.csv, data row 3: " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "0, weight \"0\" is not positive",
    "-1, weight \"-1\" is not positive",
    "nan, weight \"nan\" is not finite",
    "heavy, weight \"heavy\" is not a number",
    ", weight is missing",
    "1e120, 'value times the root of weight is too large, above 1.0E150'"
  })
  void badWeightsAreNamed(String weight, String problem) {
    String row = "a,c,1e100," + (weight == null ? "" : weight);
    String path = write(dir.resolve("in.csv"), "row,col,value,weight", "a,b,1,1", row);
    EntrySource source = EntrySource.of(path).withWeight("weight");

    assertThatThrownBy(
            () -> EntryReader.read(LocalSpark.session(), source, EntryOptions.defaults()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("in.csv, data row 2: " + problem);
  }

  @Test
  void droppedRowsAreCounted() {
    String path =
        write(dir.resolve("in.csv"), "row,col,value", "a,b,1", "a,c,x", "a,d", "e,f,2", ",,");
    EntryOptions drop = EntryOptions.defaults().withOnBadRow(BadRowPolicy.DROP);

    try (EntryData data = read(path, drop)) {
      assertThat(data.counts()).isEqualTo(new EntryCounts(2, 0, 3, 0));
      assertThat(EntryTables.targets(data, data.train())).containsOnlyKeys("a/b", "e/f");
    }
  }

  @Test
  void allDroppedIsAnError() {
    String path = write(dir.resolve("in.csv"), "row,col,value", "a,b,x", "a,c,y");
    EntryOptions drop = EntryOptions.defaults().withOnBadRow(BadRowPolicy.DROP);

    assertThatThrownBy(() -> read(path, drop))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            path
                + ": none of its 2 data rows is usable; first: in.csv, data row 1: value \"x\" is"
                + " not a number");
  }

  @Test
  void longTextsAreCutAndControlCharactersHidden() {
    String path = write(dir.resolve("in.csv"), "row,col,value", "a,b,\t" + "z".repeat(99));

    assertThatThrownBy(() -> read(path))
        .hasMessage("in.csv, data row 1: value \"?" + "z".repeat(59) + "...\" is not a number");
  }
}
