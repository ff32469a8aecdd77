package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.IdIndex;
import org.overrank.linalg.InvalidInputException;

/** Ids of every type a table can have. */
class TypedIdsTest {
  @TempDir Path dir;

  private String parquet(String... expressions) {
    String path = dir.resolve("table.parquet").toString();
    LocalSpark.session().range(1, 3).selectExpr(expressions).coalesce(1).write().parquet(path);
    return path;
  }

  private static Object[] ids(IdIndex index) {
    return IntStream.range(0, index.size()).mapToObj(index::idAt).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "cast(id as byte), 1, 2",
    "cast(id * 10 as short), 10, 20",
    "cast(-id as int), -2, -1",
    "id * 5000000000, 5000000000, 10000000000"
  })
  void integers(String expression, long first, long second) {
    String path = parquet(expression + " as row", "'c' as col", "1.5 as value");
    try (EntryData data = read(path)) {
      assertThat(ids(data.rows())).containsExactly(first, second);
    }
  }

  @Test
  void everythingElseIsSparksText() {
    String path =
        parquet(
            "date_add(date'2020-02-28', cast(id as int)) as row",
            "id > 1 as col",
            "cast(id as float) as value");
    try (EntryData data = read(path)) {
      assertThat(ids(data.rows())).containsExactly("2020-02-29", "2020-03-01");
      assertThat(ids(data.cols())).containsExactly("false", "true");
      double[] halves = data.train().collect().get(1).targets();
      assertThat(data.shape().units().toResidual(halves[0])).isEqualTo(2);
      assertThat(halves).hasSize(1);
    }
  }

  @Test
  void someTypesCannotBeIdsOrNumbers() {
    String path = parquet("array(id) as row", "id as col", "id > 1 as value");
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("column \"row\" has type array<bigint>, which cannot be an id");
    EntrySource swapped = EntrySource.of(path).withColumns("col", "value", "row");
    assertThatThrownBy(
            () -> EntryReader.read(LocalSpark.session(), swapped, EntryOptions.defaults()))
        .hasMessage("column \"row\" has type array<bigint>, which is not a number");
  }

  @Test
  void textsOfCsvAreKeptAsWritten() {
    String path =
        write(
            dir.resolve("in.csv"),
            "row,col,value",
            "1,7,1",
            "01,007,2",
            " 1,10,3",
            "\"a,b\",9,4",
            "A,1.0,5",
            "ä,é,6");
    try (EntryData data = read(path)) {
      assertThat(ids(data.rows())).containsExactly(" 1", "01", "1", "A", "a,b", "ä");
      assertThat(ids(data.cols())).containsExactly("007", "1.0", "10", "7", "9", "é");
    }
  }
}
