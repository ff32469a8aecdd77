package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;

class MatrixMarketTest {
  private static final String BANNER = "%%MatrixMarket matrix coordinate ";

  @TempDir Path dir;

  @AfterEach
  void usualPieces() {
    LocalSpark.session().conf().unset("spark.sql.files.maxPartitionBytes");
    LocalSpark.session().conf().unset("spark.sql.files.openCostInBytes");
  }

  private Map<String, List<Double>> targets(String name, String... lines) {
    try (EntryData data = read(write(dir.resolve(name), lines))) {
      return EntryTables.targets(data, data.train());
    }
  }

  @ParameterizedTest
  @CsvSource({"a.mtx", "a.mtx.gz"})
  void general(String name) {
    assertThat(
            targets(
                name,
                BANNER + "real general",
                "% a comment",
                "",
                " 3 4 3 ",
                "1 2 1.5",
                "  3   4\t-2e3 ",
                "",
                "2 1 0.25"))
        .containsEntry("1/2", List.of(1.5))
        .containsEntry("3/4", List.of(-2000.0))
        .containsEntry("2/1", List.of(0.25))
        .hasSize(3);
  }

  @Test
  void symmetricAndPattern() {
    assertThat(targets("s.mtx", BANNER + "integer symmetric", "3 3 2", "2 1 7", "3 3 -4"))
        .containsEntry("2/1", List.of(7.0))
        .containsEntry("1/2", List.of(7.0))
        .containsEntry("3/3", List.of(-4.0))
        .hasSize(3);
    assertThat(targets("k.mtx", BANNER + "real skew-symmetric", "3 3 2", "2 1 -7", "3 1 +1"))
        .containsEntry("1/2", List.of(7.0))
        .containsEntry("1/3", List.of(-1.0))
        .hasSize(4);
    assertThat(targets("p.mtx", BANNER + "pattern general", "2 2 1", "2 2"))
        .containsEntry("2/2", List.of(1.0))
        .hasSize(1);
  }

  @Test
  void cutsDoNotMatter() {
    String[] lines = new String[402];
    lines[0] = BANNER + "real symmetric";
    lines[1] = "400 400 400";
    for (int i = 1; i <= 400; i++) {
      lines[i + 1] = i + " " + (1 + i / 2) + " " + i * 0.5;
    }
    Map<String, List<Double>> whole = targets("cut.mtx", lines);
    LocalSpark.session().conf().set("spark.sql.files.maxPartitionBytes", "300b");
    LocalSpark.session().conf().set("spark.sql.files.openCostInBytes", "10b");
    assertThat(targets("cut.mtx", lines)).isEqualTo(whole).hasSizeGreaterThan(700);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 | line 1 is not a Matrix Market banner: \"1 2 3\"",
        "%%MatrixMarket matrix array real general;2 2 | line 1: array real general is not"
            + " supported",
        "%%MatrixMarket matrix coordinate complex general;2 2 1 | complex general is not supported",
        "%%MatrixMarket matrix coordinate real hermitian;2 2 1 | real hermitian is not supported",
        "%%MatrixMarket matrix coordinate real general;%x;2 2 | line 3 is not a size line",
        "%%MatrixMarket matrix coordinate real general;2 2 1.5 | line 2 is not a size line",
        "%%MatrixMarket matrix coordinate real symmetric;2 3 1;1 1 1 | line 2 is not a size line",
        "%%MatrixMarket matrix coordinate real general | line 2 is not a size line",
        "%%MatrixMarket matrix coordinate real general;2 2 2;1 1 5;3 1 4 | bad.mtx, data row 2: not"
            + " an entry of row, column and value within the stated 2 x 2",
        "%%MatrixMarket matrix coordinate real general;2 2 1;0 1 5 | data row 1: not an entry",
        "%%MatrixMarket matrix coordinate real general;2 2 1;1 1 | data row 1: not an entry",
        "%%MatrixMarket matrix coordinate real general;2 2 1;1 1 x | data row 1: value \"x\" is"
            + " not",
        "%%MatrixMarket matrix coordinate real general;2 2 3;1 1 5;2 1 4"
            + " | holds 2 entries where its size line says 3",
        "%%MatrixMarket matrix coordinate real general;2 2 2;1 1 5;1 1 4 | duplicate of",
      })
  void whatIsWrong_isSaidInOneLine(String text, String expected) {
    String path = write(dir.resolve("bad.mtx"), text.split(";"));
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected)
        .extracting(e -> String.valueOf(e.getMessage()).lines().count())
        .isEqualTo(1L);
  }

  /** (c, y, w) is the same measurement as (1, y/c, w c²). */
  @Test
  void coefficients_areFoldedIntoValueAndWeight() {
    String with =
        write(
            dir.resolve("c.csv"),
            "row,col,value,weight,times",
            "1,1,6,4,2",
            "1,2,-3,1,-0.5",
            "2,1,5,9,1");
    String without =
        write(dir.resolve("w.csv"), "row,col,value,weight", "1,1,3,16", "1,2,6,0.25", "2,1,5,9");
    EntrySource plain = EntrySource.of(without).withWeight("weight");
    EntrySource coefficient =
        new EntrySource(
            with, null, TextDialect.USUAL, "row", "col", "value", "weight", "times", null);
    try (EntryData expected =
            EntryReader.read(LocalSpark.session(), plain, EntryOptions.defaults());
        EntryData data =
            EntryReader.read(LocalSpark.session(), coefficient, EntryOptions.defaults())) {
      assertThat(EntryTables.bytes(data.train())).isEqualTo(EntryTables.bytes(expected.train()));
      assertThat(data.trainWeight()).isEqualTo(25.25);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | times \"0\" sees nothing of the matrix",
        "nan | times \"nan\" is not finite",
        "1e160 | times \"1e160\" is too large, above 6.7E153",
        "two | times \"two\" is not a number",
        "'' | times is missing",
      })
  void coefficientsThatCannotBe_areBadRows(String coefficient, String expected) {
    String path =
        write(dir.resolve("b.csv"), "row,col,value,times", "1,1,6,1", "1,2,3," + coefficient);
    EntrySource source =
        new EntrySource(path, null, TextDialect.USUAL, "row", "col", "value", null, "times", null);
    assertThatThrownBy(
            () -> EntryReader.read(LocalSpark.session(), source, EntryOptions.defaults()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("b.csv, data row 2: " + expected);
  }
}
