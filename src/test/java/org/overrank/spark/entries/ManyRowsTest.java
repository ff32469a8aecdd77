package org.overrank.spark.entries;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.overrank.spark.entries.EntryTables.bytes;
import static org.overrank.spark.entries.EntryTables.coefficients;
import static org.overrank.spark.entries.EntryTables.read;
import static org.overrank.spark.entries.EntryTables.targets;
import static org.overrank.spark.entries.EntryTables.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.WideForm;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.objective.Factors;

/** Tables with more row ids than the driver may know: nothing but where ranges begin is other. */
class ManyRowsTest {
  private static final int FEW = 8;
  private static final int ROWS = 60;
  private static final EntryOptions PLAIN =
      EntryOptions.defaults().withOnDuplicate(DuplicatePolicy.KEEP);
  private static final EntryOptions ALL =
      PLAIN
          .withHoldout(0.3, 7)
          .withCenter(CenteringKind.BIASES)
          .withRegularizer(Regularizer.WEIGHTED);

  @TempDir Path dir;

  @AfterEach
  void usualPieces() {
    LocalSpark.session().conf().unset("spark.sql.files.maxPartitionBytes");
    LocalSpark.session().conf().unset("spark.sql.files.openCostInBytes");
  }

  /**
   * Row ids that are longs, texts, or of both kinds; the first rows have one entry only; no sum
   * rounds.
   */
  private static List<String> lines(String kind) {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>();
    for (int a = 0; a < ROWS; a++) {
      int number = 17 * (a - 20);
      String id = kind.equals("longs") || (kind.equals("mixed") && a % 2 == 0) ? "" : "u" + a % 7;
      int entries = a < 10 ? 1 : 4 + a % 3;
      for (int e = 0; e < entries; e++) {
        lines.add(id + number + ",c" + random.nextInt(9) + "," + random.nextInt(-40, 40) / 8.0);
      }
    }
    Collections.shuffle(lines, random);
    return lines;
  }

  private String table(String name, List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.add(0, "row,col,value");
    return write(dir.resolve(name), all.toArray(String[]::new));
  }

  private static EntryData few(String path, EntryOptions options) {
    return FewIds.atMost(FEW, () -> read(path, options));
  }

  private static List<Object> ids(IdIndex index) {
    return IntStream.range(0, index.size()).mapToObj(index::idAt).toList();
  }

  /** Everything that is said of a table, but for its blocks. */
  private static List<Object> said(EntryData data) {
    List<Object> said = new ArrayList<>();
    said.addAll(List.of(data.shape(), data.counts(), data.cold(), data.remarks()));
    said.addAll(List.of(data.rowKind(), ids(data.rows()), ids(data.cols()), data.valueMean()));
    said.addAll(List.of(data.rootTrainWeight(), requireNonNull(data.valueRange())));
    for (int a = 0; a < data.rows().size(); a++) {
      said.add(data.scales().row(a));
      said.add(data.centering().at(a, -1));
    }
    for (int b = 0; b < data.cols().size(); b++) {
      said.add(data.scales().col(b));
      said.add(data.centering().at(-1, b));
    }
    return said;
  }

  private static LowRankMatrix matrix(EntryData data) {
    Factors factors =
        new Factors(
            GaussianNumbers.matrix(data.rows().size(), 2, 1, 1),
            GaussianNumbers.matrix(data.cols().size(), 2, 1, 2));
    return new LowRankMatrix(
        data.rows(), data.cols(), factors, data.scales(), data.centering(), data.valueMean());
  }

  @ParameterizedTest
  @ValueSource(strings = {"longs", "texts", "mixed"})
  void inOneRange_everyBitIsThatOfATableWhoseIdsTheDriverKnows(String kind) {
    String path = table("in.csv", lines(kind));
    for (EntryOptions asked : List.of(PLAIN, PLAIN.withHoldout(0.3, 7), ALL)) {
      EntryOptions options = asked.withPartitions(1);
      try (EntryData usual = read(path, options);
          EntryData many = few(path, options)) {
        assertThat(usual.rowsAreAtHand()).isTrue();
        assertThat(many.rowsAreAtHand()).isFalse();
        assertThat(said(many)).isEqualTo(said(usual));
        assertThat(PartitionIndependenceTest.allBytes(many))
            .isEqualTo(PartitionIndependenceTest.allBytes(usual));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"longs,2", "texts,12", "mixed,3"})
  void inSeveralRanges_rowsCellsAndWhatIsHeldOutAreTheSame(String kind, int parts) {
    String path = table("in.csv", lines(kind));
    EntryOptions options =
        PLAIN.withHoldout(0.3, 7).withRegularizer(Regularizer.WEIGHTED).withPartitions(parts);
    try (EntryData usual = read(path, options);
        EntryData many = few(path, options)) {
      assertThat(said(many)).isEqualTo(said(usual));
      assertThat(many.partitions()).isEqualTo(parts);
      assertThat(targets(many, many.train())).isEqualTo(targets(usual, usual.train()));
      assertThat(coefficients(many, many.train())).isEqualTo(coefficients(usual, usual.train()));
      assertThat(targets(many, many.heldOut())).isEqualTo(targets(usual, usual.heldOut()));
      assertThat(bytes(many.transposed())).isEqualTo(bytes(usual.transposed()));
      List<Object> inPlace = new ArrayList<>();
      many.rowIds().collect().forEach(range -> inPlace.addAll(ids(range)));
      assertThat(inPlace).isEqualTo(ids(usual.rows()));
      assertThat(many.rowIds().map(IdIndex::size).collect())
          .isEqualTo(many.train().map(block -> block.range().size()).collect());
    }
  }

  @Test
  void neitherTheOrderOfTheInputNorItsPiecesMatter() {
    List<String> lines = lines("texts");
    Map<String, String> ofCell = new TreeMap<>();
    lines.forEach(line -> ofCell.put(line.substring(0, line.lastIndexOf(',')), line));
    List<String> once = new ArrayList<>(ofCell.values());
    EntryOptions options = ALL.withPartitions(5);
    List<String> expected = allBytes(table("in.csv", once), options);
    LocalSpark.session().conf().set("spark.sql.files.maxPartitionBytes", "500b");
    LocalSpark.session().conf().set("spark.sql.files.openCostInBytes", "10b");
    assertThat(allBytes(table("in.csv", once), options)).hasSize(15).isEqualTo(expected);
    Collections.shuffle(once, new Random(8));
    assertThat(allBytes(table("shuffled.csv", once), options)).isEqualTo(expected);
  }

  private static List<String> allBytes(String path, EntryOptions options) {
    try (EntryData data = few(path, options)) {
      return PartitionIndependenceTest.allBytes(data);
    }
  }

  private static String refusal(Supplier<EntryData> reading) {
    return String.valueOf(requireNonNull(catchThrowable(reading::get)).getMessage());
  }

  @Test
  void duplicatesAreRefusedWithTheSameWords_andNothingIsLeft() {
    List<String> lines = lines("texts");
    lines.replaceAll(line -> line.substring(0, line.indexOf(',')) + "," + line.hashCode() + ",1");
    lines.add(lines.get(70));
    lines.add(lines.get(30));
    String path = table("in.csv", lines);
    Set<Integer> before = LocalSpark.persisted();
    EntryOptions options = EntryOptions.defaults().withPartitions(5);
    String expected = refusal(() -> read(path, options));
    assertThat(expected).contains("in.csv, data row ").contains(": duplicate of ");
    assertThat(refusal(() -> few(path, options))).isEqualTo(expected);
    assertThat(LocalSpark.persisted()).isEqualTo(before);
  }

  @Test
  void rowsOfAWideTableWithOneIdAreRefusedWithTheSameWords() {
    List<String> lines = new ArrayList<>(List.of("day,a,b"));
    for (int row = 0; row < 40; row++) {
      // Rows 1 and 34 are the first two of one id; they have no cell in common.
      lines.add("d" + row % 33 + (row < 33 ? ",1," : ",,2"));
    }
    String path = write(dir.resolve("wide.csv"), lines.toArray(String[]::new));
    EntrySource source =
        EntrySource.of(path)
            .withColumns("day", "col", "value")
            .withWide(new WideForm(List.of(), List.of()));
    Supplier<EntryData> reading =
        () -> EntryReader.read(LocalSpark.session(), source, EntryOptions.defaults());
    String expected = refusal(reading);
    assertThat(expected)
        .isEqualTo("wide.csv, data row 34: duplicate of wide.csv, data row 1: row \"d0\"");
    assertThat(refusal(() -> FewIds.atMost(FEW, reading))).isEqualTo(expected);
  }

  @Test
  void idsThatMayNotBeMeantAreFoundAcrossRanges() {
    List<String> lines = lines("texts");
    lines.addAll(List.of("U3-340,c1,1", "u3 ,c1,2", "u3,c1,3", "z\ufffd,c1,1", "a\ufffd,c2,1"));
    String path = table("in.csv", lines);
    try (EntryData usual = read(path, PLAIN.withPartitions(4));
        EntryData many = few(path, PLAIN.withPartitions(4))) {
      assertThat(usual.remarks()).hasSize(2);
      assertThat(usual.remarks().get(1)).startsWith("2 of the row ids").contains("\"a\ufffd\"");
      assertThat(many.remarks()).isEqualTo(usual.remarks());
    }
  }

  @Test
  void theWholeTableOutlivesWhatIsHeldOutOfIt() {
    String path = table("in.csv", lines("texts"));
    Set<Integer> before = LocalSpark.persisted();
    EntryData part = few(path, ALL.withPartitions(5));
    EntryData whole = part.whole();
    part.close();
    try (whole;
        EntryData expected = few(path, ALL.withPartitions(5).withHoldout(0, 7))) {
      assertThat(bytes(whole.train())).isEqualTo(bytes(expected.train()));
      assertThat(said(whole)).isEqualTo(said(expected));
    }
    assertThat(LocalSpark.persisted()).isEqualTo(before);
  }

  @Test
  void anAnswerIsJudgedAlike() {
    String path = table("in.csv", lines("texts"));
    for (EntryOptions options : List.of(PLAIN.withHoldout(0.3, 7), ALL)) {
      try (EntryData usual = read(path, options.withPartitions(1));
          EntryData many = few(path, options.withPartitions(1))) {
        assertThat(many.judge(matrix(many), ValueRange.ALL))
            .isNotNull()
            .isEqualTo(usual.judge(matrix(usual), ValueRange.ALL));
      }
    }
  }

  @Test
  void asManyIdsAsTheDriverMayKnowAreKnown() {
    List<String> lines = lines("mixed");
    String path = table("in.csv", lines);
    int ids =
        (int) lines.stream().map(line -> line.substring(0, line.indexOf(','))).distinct().count();
    try (EntryData exact = FewIds.atMost(ids, () -> read(path, PLAIN));
        EntryData sampled = FewIds.atMost(ids - 1, () -> read(path, PLAIN))) {
      assertThat(exact.rowsAreAtHand()).isTrue();
      assertThat(sampled.rowsAreAtHand()).isFalse();
      assertThat(ids(sampled.rows())).isEqualTo(ids(exact.rows()));
    }
  }

  @Test
  void nothingThatComesToTheDriverGrowsWithTheRows() {
    long[] returned = new long[2];
    for (int k = 0; k < 2; k++) {
      int rows = k == 0 ? 2_000 : 16_000;
      String path =
          table(
              "in.csv",
              IntStream.range(0, 2 * rows)
                  .mapToObj(i -> "user " + i % rows + ",c" + i / rows + "," + i % 13)
                  .toList());
      ResultBytes bytes = new ResultBytes();
      LocalSpark.session().sparkContext().addSparkListener(bytes);
      try (EntryData data = few(path, ALL.withPartitions(4))) {
        assertThat(data.shape().rows()).isEqualTo(rows);
        assertThat(data.remarks()).isEmpty();
        assertThat(data.cold().rows()).isPositive();
        returned[k] = bytes.untilNow();
      } finally {
        LocalSpark.session().sparkContext().removeSparkListener(bytes);
      }
    }
    assertThat(returned[0]).isPositive();
    assertThat((double) returned[1]).isLessThan(1.1 * returned[0]);
  }
}
