package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.overrank.LocalSpark;
import org.overrank.linalg.InvalidInputException;

/** MatrixCompletion in the place of ALS. */
final class MatrixCompletionTest {
  private static final double REG = 0.05;

  private static SparkSession session;
  private static Dataset<Row> ratings;
  private static MatrixCompletionModel model;

  @BeforeAll
  static void fit() {
    session = LocalSpark.session();
    ratings = Ratings.ints(session).cache();
    model = new MatrixCompletion().setRegParam(REG).setRelativeGap(1e-6).fit(ratings);
  }

  @Test
  void theObjectiveOfAls_isAtOrBelowThatOfAls() {
    for (int rank : new int[] {2, 6}) {
      ALSModel als = new ALS().setRank(rank).setRegParam(REG).setMaxIter(10).fit(ratings);
      MatrixCompletionModel ours =
          new MatrixCompletion().setRank(rank).setRegParam(REG).fit(ratings);
      double theirs = AlsObjective.of(ratings, als.userFactors(), als.itemFactors(), REG);
      double found = AlsObjective.of(ratings, ours.userFactors(), ours.itemFactors(), REG);
      assertThat(found).as("rank %d", rank).isLessThanOrEqualTo(theirs * (1 + 1e-9));
      assertThat(found)
          .isCloseTo(ours.summary().objective() * ratings.count(), within(1e-9 * theirs));
    }
  }

  @Test
  void aFitIsCertified_andItsBoundIsBelowWhatAlsReaches() {
    assertThat(model.certificate().relativeGap()).isLessThanOrEqualTo(1e-6);
    assertThat(model.summary().certified()).isTrue();
    assertThat(model.summary().stopReason()).isEqualTo("certified");
    ALSModel als = new ALS().setRank(20).setRegParam(REG).setMaxIter(10).fit(ratings);
    double theirs = AlsObjective.of(ratings, als.userFactors(), als.itemFactors(), REG);
    assertThat(model.certificate().lowerBound() * ratings.count()).isLessThanOrEqualTo(theirs);
  }

  @Test
  void theHistoryIsATable() {
    Dataset<Row> history = model.summary().objectiveHistory();
    assertThat(history.columns()).contains("iteration", "objective", "relativeGap", "event");
    List<Row> rows = history.orderBy("iteration").collectAsList();
    assertThat(rows).hasSizeGreaterThan(2);
    assertThat(rows.get(rows.size() - 1).<Double>getAs("objective"))
        .isLessThan(rows.get(0).getAs("objective"));
  }

  @Test
  void predictionsAreProductsOfFactors_inTheTypesOfTheIds() {
    Dataset<Row> users = model.userFactors();
    assertThat(users.schema().apply("id").dataType()).isEqualTo(DataTypes.IntegerType);
    Map<Object, List<Double>> u = factors(users);
    Map<Object, List<Double>> v = factors(model.itemFactors());
    assertThat(u).hasSize(Ratings.USERS);
    assertThat(v).hasSize(Ratings.ITEMS);
    for (Row row : model.transform(ratings).limit(100).collectAsList()) {
      List<Double> left = Objects.requireNonNull(u.get(row.getAs("user")));
      List<Double> right = Objects.requireNonNull(v.get(row.getAs("item")));
      double product = 0;
      for (int k = 0; k < left.size(); k++) {
        product += left.get(k) * right.get(k);
      }
      assertThat(row.<Double>getAs("prediction")).isCloseTo(product, within(1e-12));
    }
  }

  private static Map<Object, List<Double>> factors(Dataset<Row> table) {
    Map<Object, List<Double>> factors = new HashMap<>();
    table.collectAsList().forEach(row -> factors.put(row.get(0), row.getList(1)));
    return factors;
  }

  @Test
  void idsOfAnyType_giveTheSamePredictions() {
    double[] expected = predictions(ratings);
    for (String type : new String[] {"bigint", "double", "decimal(9,2)", "string"}) {
      Dataset<Row> cast =
          ratings
              .withColumn("user", functions.col("user").cast(type))
              .withColumn("item", functions.col("item").cast(type));
      assertThat(predictions(cast)).as(type).containsExactly(expected);
    }
  }

  private static double[] predictions(Dataset<Row> table) {
    return new MatrixCompletion()
            .setRegParam(REG)
            .setSearchRank(4)
            .setMaxIter(3)
            .fit(table)
            .transform(table)
            .orderBy(functions.col("user").cast("int"), functions.col("item").cast("int"))
            .select("prediction")
            .collectAsList()
            .stream()
            .mapToDouble(row -> row.getDouble(0))
            .toArray();
  }

  @Test
  void coldIds_getNaN_orAreDropped_orGetTheMean() {
    StructType schema =
        new StructType().add("user", DataTypes.IntegerType).add("item", DataTypes.IntegerType);
    Dataset<Row> cells =
        session.createDataFrame(
            List.of(
                RowFactory.create(7, 100), RowFactory.create(-1, 100), RowFactory.create(7, null)),
            schema);
    double mean = ratings.agg(functions.avg("rating")).first().getDouble(0);
    assertThat(cold("nan", cells)).hasSize(3).endsWith(Double.NaN, Double.NaN);
    assertThat(cold("drop", cells)).hasSize(1);
    List<Double> filled = cold("mean", cells);
    assertThat(filled.get(1)).isCloseTo(mean, within(1e-12));
    assertThat(filled.get(2)).isCloseTo(mean, within(1e-12));
  }

  private static List<Double> cold(String strategy, Dataset<Row> cells) {
    return model
        .copy(ParamMap.empty())
        .setColdStartStrategy(strategy)
        .transform(cells)
        .collectAsList()
        .stream()
        .map(row -> row.<Double>getAs("prediction"))
        .toList();
  }

  /** Where every user has rated every item, ALS-WR's ρ is λ√(d1 d2). */
  @Test
  void theWeightOfPlain_isThatOfWeightedOverTheRootOfTheShape() {
    Dataset<Row> full =
        session.sql(
            "SELECT int(id DIV 8) AS user, int(id % 8) AS item,"
                + " sin(id) + (id DIV 8) * (id % 8) / 10 AS rating FROM range(96)");
    double rho = 0.2;
    MatrixCompletion weighted = new MatrixCompletion().setRegParam(rho).setRelativeGap(1e-7);
    MatrixCompletion plain =
        weighted
            .copy(ParamMap.empty())
            .setRegularizer("plain")
            .setRegParam(rho / Math.sqrt(12 * 8));
    double expected = weighted.fit(full).summary().objective();
    assertThat(plain.fit(full).summary().objective()).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void weights_actAsRepetitions() {
    Dataset<Row> weighted = ratings.withColumn("w", functions.lit(2.0));
    MatrixCompletion plain =
        new MatrixCompletion().setRegularizer("plain").setRelativeGap(1e-9).setRegParam(0.02);
    double once = plain.copy(ParamMap.empty()).fit(ratings).summary().objective();
    double twice = plain.setWeightCol("w").setRegParam(0.04).fit(weighted).summary().objective();
    assertThat(twice).isCloseTo(2 * once, within(1e-7 * once));
  }

  @Test
  void duplicatesCount_asInAls_andAreWarnedOf() {
    Dataset<Row> twice = ratings.union(ratings);
    MatrixCompletionModel kept = new MatrixCompletion().setRegParam(REG).fit(twice);
    assertThat(kept.summary().numbers().problem().measurements()).isEqualTo(2 * ratings.count());
    assertThat(kept.summary().warnings()).anyMatch(text -> text.contains("measure a cell again"));
    MatrixCompletionModel mean =
        new MatrixCompletion().setRegParam(REG).setDuplicates("mean").fit(twice);
    assertThat(mean.summary().numbers().problem().measurements()).isEqualTo(ratings.count());
    assertThatThrownBy(() -> new MatrixCompletion().setDuplicates("error").fit(twice))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("DataFrame, data row ")
        .hasMessageContaining("duplicate of");
  }

  @Test
  void warmStarts_areNearTheEnd() {
    MatrixCompletionModel again =
        new MatrixCompletion()
            .setRegParam(REG)
            .setRelativeGap(1e-6)
            .setWarmStart(model)
            .fit(ratings);
    assertThat(again.summary().totalIterations()).isLessThan(model.summary().totalIterations() / 2);
    assertThat(again.summary().certified()).isTrue();
  }

  @Test
  void aBudgetOfIterations_endsTheFit() {
    MatrixCompletionModel few =
        new MatrixCompletion().setRegParam(REG).setRelativeGap(1e-9).setMaxIter(2).fit(ratings);
    assertThat(few.summary().totalIterations()).isEqualTo(2);
    assertThat(few.summary().stopReason()).isEqualTo("max-iterations");
    assertThat(few.summary().certified()).isFalse();
  }

  @Test
  void badRows_areNamed() {
    StructType schema = ratings.schema();
    List<Row> rows = new java.util.ArrayList<>(ratings.collectAsList());
    rows.set(4, RowFactory.create(1, 2, Double.NaN));
    Dataset<Row> bad = session.createDataFrame(rows, schema).coalesce(1);
    assertThatThrownBy(() -> new MatrixCompletion().fit(bad))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("DataFrame, data row 5: rating NaN is not finite");
    assertThatThrownBy(() -> new MatrixCompletion().fit(ratings.limit(0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("holds no data rows");
  }

  @Test
  void theFitIsNamedInSparksPages_andTheNameThatWasThereComesBack() {
    session.sparkContext().setLocalProperty("spark.job.description", "mine");
    try {
      new MatrixCompletion().setRegParam(REG).setMaxIter(2).fit(ratings);
      assertThat(session.sparkContext().getLocalProperty("spark.job.description"))
          .isEqualTo("mine");
    } finally {
      session.sparkContext().setLocalProperty("spark.job.description", null);
    }
  }
}
