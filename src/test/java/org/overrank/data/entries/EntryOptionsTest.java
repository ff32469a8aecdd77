package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.data.table.TableFormat;
import org.overrank.linalg.InvalidInputException;

class EntryOptionsTest {
  private static final EntryOptions OPTIONS = EntryOptions.defaults();

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void holdoutIsAShare(double holdout) {
    assertThatThrownBy(() -> OPTIONS.withHoldout(holdout, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("holdout must be in [0, 1): " + holdout);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_000_001})
  void partitionsAreAFewAtLeast(int partitions) {
    assertThatThrownBy(() -> OPTIONS.withPartitions(partitions))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("partitions must be in [1, 1000000]: " + partitions);
  }

  @Test
  void columnsDiffer() {
    EntrySource source = EntrySource.of("t.csv");
    assertThatThrownBy(() -> source.withColumns("a", "b", "a"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("row, col and value must be different columns: a, b, a");
    assertThatThrownBy(() -> source.withWeight("row"))
        .hasMessage("weight cannot be the column of an id: row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "A.CSV", "b.csv.gz", "c.csv.bz2", "part-0.csv.zst"})
  void formatsAreToldByName(String name) {
    assertThat(TableFormat.ofName(name)).isEqualTo(TableFormat.CSV);
  }

  @Test
  void otherFormats() {
    assertThat(TableFormat.ofName("x.snappy.parquet")).isEqualTo(TableFormat.PARQUET);
    assertThat(TableFormat.ofName("x.ndjson.gz")).isEqualTo(TableFormat.JSON);
    assertThat(TableFormat.ofName("x.orc")).isEqualTo(TableFormat.ORC);
    assertThat(TableFormat.ofName("csv")).isNull();
    assertThat(TableFormat.ofName("x.csv.txt")).isNull();
  }
}
