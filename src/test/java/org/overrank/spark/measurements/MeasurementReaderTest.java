package org.overrank.spark.measurements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overrank.LocalSpark;
import org.overrank.data.measurements.MeasurementOptions;
import org.overrank.data.measurements.OrderCut;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.loss.Losses;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ResidualSums;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingProblem;
import org.overrank.sensing.Storage;

/** Blocks read from tables are those made by hand, whatever the format and however it is cut. */
class MeasurementReaderTest {
  private static final int ROWS = 4;
  private static final int COLS = 3;
  private static final int COUNT = 29;

  @TempDir Path dir;

  @AfterEach
  void usualPieces() {
    LocalSpark.session().conf().unset("spark.sql.files.maxPartitionBytes");
    LocalSpark.session().conf().unset("spark.sql.files.openCostInBytes");
  }

  private static SensingProblem problem(MeasurementKind kind) {
    return SensingProblem.random(
        new BlockSpec(kind, ROWS, COLS, Storage.DOUBLE, 9), COUNT, true, 5);
  }

  private static void assertSame(MeasurementData data, SensingProblem problem) {
    assertThat(data.shape().rows()).isEqualTo(ROWS);
    assertThat(data.shape().cols()).isEqualTo(COLS);
    List<MatrixBlock> blocks = data.train().collect();
    List<MatrixBlock> expected = problem.blocks(blocks.size());
    Random random = new Random(1);
    Factors x =
        new Factors(EntryProblem.gaussian(ROWS, 2, random), EntryProblem.gaussian(COLS, 2, random));
    for (int k = 0; k < blocks.size(); k++) {
      assertThat(blocks.get(k).count()).isEqualTo(expected.get(k).count());
      double[] image = new double[blocks.get(k).count()];
      double[] wanted = new double[image.length];
      blocks.get(k).forward(x.left(), x.right(), image);
      expected.get(k).forward(x.left(), x.right(), wanted);
      assertThat(image).containsExactly(wanted, within(1e-13));
      for (int i = 0; i < image.length; i++) {
        assertThat(blocks.get(k).target(i)).isEqualTo(expected.get(k).target(i));
      }
    }
    double weight = problem.measurements().stream().mapToDouble(Measurement::weight).sum();
    assertThat(data.trainWeight()).isCloseTo(weight, within(1e-12));
  }

  private static MeasurementOptions options(MeasurementKind kind) {
    boolean unsaid = kind == MeasurementKind.RANK_ONE;
    return unsaid ? MeasurementTables.OPTIONS : MeasurementTables.sized(ROWS, COLS);
  }

  @ParameterizedTest
  @EnumSource(names = "ENTRIES", mode = EnumSource.Mode.EXCLUDE)
  void jsonAndCsv_giveTheBlocksMadeByHand(MeasurementKind kind) {
    Set<Integer> before = LocalSpark.persisted();
    SensingProblem problem = problem(kind);
    List<Measurement> measurements = problem.measurements();
    String json =
        MeasurementTables.write(dir.resolve("a.json"), MeasurementTables.json(measurements));
    try (MeasurementData data = MeasurementTables.weighted(json, kind, options(kind))) {
      assertSame(data, problem);
    }
    String csv = MeasurementTables.write(dir.resolve("a.csv"), MeasurementTables.csv(measurements));
    try (MeasurementData data = MeasurementTables.weighted(csv, kind, options(kind))) {
      assertSame(data, problem);
    }
    assertThat(LocalSpark.persisted()).isEqualTo(before);
  }

  private String parquet(StructType schema, List<Row> rows) {
    Dataset<Row> table = LocalSpark.session().createDataFrame(rows, schema);
    String path = dir.resolve("p" + rows.hashCode() + ".parquet").toString();
    table.coalesce(1).write().parquet(path);
    return path;
  }

  private static StructType scalars(StructType schema) {
    return schema.add("value", DataTypes.DoubleType).add("weight", DataTypes.DoubleType);
  }

  @Test
  void parquet_denseArraysNestedArraysFloatsAndVectors() {
    SensingProblem problem = problem(MeasurementKind.DENSE);
    var doubles = DataTypes.createArrayType(DataTypes.DoubleType);
    List<Row> flat = new ArrayList<>();
    List<Row> nested = new ArrayList<>();
    List<Row> vectors = new ArrayList<>();
    for (Measurement m : problem.measurements()) {
      double[] cells = ((SensingMatrix.Dense) m.matrix()).cells();
      List<List<Double>> lists = new ArrayList<>();
      List<Double> all = new ArrayList<>();
      for (int j = 0; j < cells.length; j++) {
        if (j % COLS == 0) {
          lists.add(new ArrayList<>());
        }
        lists.get(j / COLS).add(cells[j]);
        all.add(cells[j]);
      }
      flat.add(RowFactory.create(all, m.value(), m.weight()));
      nested.add(RowFactory.create(lists, m.value(), m.weight()));
      vectors.add(
          RowFactory.create(
              flat.size() % 2 == 0 ? Vectors.dense(cells) : Vectors.dense(cells).toSparse(),
              m.value(),
              m.weight()));
    }
    String asArrays = parquet(scalars(new StructType().add("measurement", doubles)), flat);
    String asLists =
        parquet(
            scalars(new StructType().add("measurement", DataTypes.createArrayType(doubles))),
            nested);
    String asVectors =
        parquet(scalars(new StructType().add("measurement", SQLDataTypes.VectorType())), vectors);
    MeasurementOptions rowsOnly = MeasurementTables.sized(ROWS, null);
    try (MeasurementData data =
        MeasurementTables.weighted(asArrays, MeasurementKind.DENSE, rowsOnly)) {
      assertSame(data, problem);
    }
    try (MeasurementData data =
        MeasurementTables.weighted(asVectors, MeasurementKind.DENSE, rowsOnly)) {
      assertSame(data, problem);
    }
    try (MeasurementData data =
        MeasurementTables.weighted(asLists, MeasurementKind.DENSE, MeasurementTables.OPTIONS)) {
      assertSame(data, problem);
    }
  }

  @Test
  void csvColumnsWithAPrefix_areOneMeasurement() {
    SensingProblem problem = problem(MeasurementKind.DENSE);
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder("value,weight");
    for (int j = ROWS * COLS; j >= 1; j--) {
      header.append(",measurement_").append(j); // backwards: the numbers decide
    }
    lines.add(header.toString());
    for (Measurement m : problem.measurements()) {
      double[] cells = ((SensingMatrix.Dense) m.matrix()).cells();
      StringBuilder line = new StringBuilder(m.value() + "," + m.weight());
      for (int j = cells.length - 1; j >= 0; j--) {
        line.append(',').append(cells[j]);
      }
      lines.add(line.toString());
    }
    String path = MeasurementTables.write(dir.resolve("wide.csv"), lines);
    try (MeasurementData data =
        MeasurementTables.weighted(
            path, MeasurementKind.DENSE, MeasurementTables.sized(null, COLS))) {
      assertSame(data, problem);
    }
  }

  @Test
  void sparseMeasurements_withoutAStatedShape_reachTheirLargestIndices() {
    String path =
        MeasurementTables.write(
            dir.resolve("s.json"),
            List.of(
                "{\"rows\":[0,6],\"cols\":[1,2],\"values\":[1,2],\"value\":3}",
                "{\"rows\":[],\"cols\":[],\"values\":[],\"value\":0}",
                "{\"rows\":[1],\"cols\":[8],\"values\":[-1],\"value\":1}"));
    try (MeasurementData data =
        MeasurementTables.read(path, MeasurementKind.SPARSE, MeasurementTables.OPTIONS)) {
      assertThat(data.shape().rows()).isEqualTo(7);
      assertThat(data.shape().cols()).isEqualTo(9);
      assertThat(data.shape().measurements()).isEqualTo(3);
    }
  }

  @Test
  void cutsAndFiles_doNotMatter() {
    List<String> lines = MeasurementTables.json(problem(MeasurementKind.RANK_ONE).measurements());
    String one = MeasurementTables.write(dir.resolve("one.json"), lines);
    MeasurementTables.write(dir.resolve("many/a.json"), lines.subList(0, 11));
    MeasurementTables.write(dir.resolve("many/b.json"), lines.subList(11, 12));
    MeasurementTables.write(dir.resolve("many/c.json"), List.of());
    MeasurementTables.write(dir.resolve("many/d.json"), lines.subList(12, COUNT));
    List<Object> expected = sums(one);
    assertThat(sums(dir.resolve("many").toString())).isEqualTo(expected);
    LocalSpark.session().conf().set("spark.sql.files.maxPartitionBytes", "300b");
    LocalSpark.session().conf().set("spark.sql.files.openCostInBytes", "10b");
    assertThat(sums(one)).isEqualTo(expected);
    assertThat(sums(dir.resolve("many").toString())).isEqualTo(expected);
  }

  private static List<Object> sums(String path) {
    MeasurementOptions options =
        new MeasurementOptions(
            BadRowPolicy.FAIL, 5, 0.3, 4, null, null, Storage.DOUBLE, 0, Losses.SQUARED);
    try (MeasurementData data =
            MeasurementTables.weighted(path, MeasurementKind.RANK_ONE, options);
        Objective train = data.objective();
        Objective heldOut = Objects.requireNonNull(data.heldOutObjective())) {
      Random random = new Random(1);
      Factors x =
          new Factors(
              EntryProblem.gaussian(ROWS, 2, random), EntryProblem.gaussian(COLS, 2, random));
      assertThat(data.train().getNumPartitions()).isEqualTo(5);
      return List.of(
          data.counts(),
          train.evaluate(new ResidualSums(x)),
          heldOut.evaluate(new ResidualSums(x)));
    }
  }

  @Test
  void heldOutMeasurements_areThoseThatTheFitDoesNotSee() {
    List<String> lines = MeasurementTables.json(problem(MeasurementKind.SPARSE).measurements());
    String path = MeasurementTables.write(dir.resolve("h.json"), lines);
    MeasurementOptions options =
        new MeasurementOptions(
            BadRowPolicy.FAIL, 2, 0.4, 4, ROWS, COLS, Storage.DOUBLE, 0, Losses.SQUARED);
    try (MeasurementData data = MeasurementTables.weighted(path, MeasurementKind.SPARSE, options)) {
      assertThat(data.counts().train() + data.counts().heldOut()).isEqualTo(COUNT);
      assertThat(data.counts().heldOut()).isBetween(4L, 20L);
    }
  }

  @Test
  void parts_coverTheInputInOrder() {
    for (long rows : new long[] {1, 7, 100, 3_000_000_000L}) {
      for (int asked : new int[] {1, 3, 64}) {
        OrderCut cut = OrderCut.of(rows, 8, asked);
        assertThat(cut.parts()).isEqualTo((int) Math.min(asked, rows));
        assertThat(cut.part(0)).isZero();
        assertThat(cut.part(rows - 1)).isEqualTo(cut.parts() - 1);
        for (int k = 1; k < cut.parts(); k++) {
          long start = rows * k / cut.parts();
          assertThat(cut.part(start)).isEqualTo(k);
          assertThat(cut.part(start - 1)).isEqualTo(k - 1);
        }
      }
    }
  }
}
