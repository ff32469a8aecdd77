package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;

/** What a fitted model does: recommend, fold in, be saved. */
final class CompletionModelTest {
  private static SparkSession session;
  private static Dataset<Row> ratings;
  private static MatrixCompletionModel model;

  @TempDir Path directory;

  @BeforeAll
  static void fit() {
    session = LocalSpark.session();
    ratings = Ratings.texts(session).cache();
    model = estimator("weighted", "biases").fit(ratings);
  }

  private static MatrixCompletion estimator(String regularizer, String center) {
    return new MatrixCompletion()
        .setRegularizer(regularizer)
        .setCenter(center)
        .setRegParam(regularizer.equals("plain") ? 0.0005 : 0.02)
        .setSearchRank(8)
        .setRelativeGap(1e-6);
  }

  @Test
  void recommendations_areTheLargestPredictions_bitForBit() {
    Dataset<Row> users = ratings.select("user").distinct();
    Dataset<Row> items = ratings.select("item").distinct();
    Map<String, List<Row>> all = new HashMap<>();
    for (Row row : model.transform(users.crossJoin(items)).collectAsList()) {
      all.computeIfAbsent(row.getString(0), user -> new java.util.ArrayList<>()).add(row);
    }
    List<Row> best = model.recommendForAllUsers(7).collectAsList();
    assertThat(best).hasSize(Ratings.USERS);
    for (Row row : best) {
      List<Row> expected =
          Objects.requireNonNull(all.get(row.getString(0))).stream()
              .sorted(Comparator.comparingDouble((Row each) -> -each.getDouble(2)))
              .limit(7)
              .toList();
      List<Row> found = row.getList(1);
      assertThat(found).hasSize(7);
      for (int k = 0; k < 7; k++) {
        assertThat(found.get(k).<String>getAs("item")).isEqualTo(expected.get(k).getString(1));
        assertThat(found.get(k).<Double>getAs("rating")).isEqualTo(expected.get(k).getDouble(2));
      }
    }
  }

  @Test
  void recommendationsForItems_andForSubsets() {
    List<Row> forItems = model.recommendForAllItems(3).collectAsList();
    assertThat(forItems).hasSize(Ratings.ITEMS);
    Row first = forItems.get(0);
    assertThat(first.<String>getAs("item")).startsWith("i");
    assertThat(first.<Row>getList(1).get(0).<String>getAs("user")).startsWith("u");
    Dataset<Row> some =
        session
            .createDataset(
                List.of("u7", "u10", "u7", "nobody"), org.apache.spark.sql.Encoders.STRING())
            .toDF("user");
    List<Row> subset = model.recommendForUserSubset(some, 1000).collectAsList();
    assertThat(subset).extracting(row -> row.getString(0)).containsExactly("u10", "u7");
    assertThat(subset.get(0).getList(1)).hasSize(Ratings.ITEMS);
    assertThatThrownBy(() -> model.recommendForAllUsers(0)).hasMessageContaining("at least 1");
  }

  @ParameterizedTest
  @CsvSource({"weighted,biases", "plain,mean"})
  void foldingInWhatTheFitHasSeen_changesNothing(String regularizer, String center) {
    MatrixCompletionModel fitted = estimator(regularizer, center).fit(ratings);
    Dataset<Row> seen = Ratings.ofUsers(ratings, "u7", "u31", "u100");
    assertSame(fitted, fitted.foldInUsers(seen));
    Dataset<Row> items = ratings.filter(functions.col("item").isin("i100", "i60"));
    assertSame(fitted, fitted.foldInItems(items));
  }

  /**
   * Biases of columns are fitted after those of rows, so a row's is off by what its last update
   * would change; factors by the gap.
   */
  private static void assertSame(MatrixCompletionModel fitted, MatrixCompletionModel folded) {
    List<Row> before = fitted.transform(ratings).orderBy("user", "item").collectAsList();
    List<Row> after = folded.transform(ratings).orderBy("user", "item").collectAsList();
    for (int k = 0; k < before.size(); k++) {
      assertThat(after.get(k).<Double>getAs("prediction"))
          .isCloseTo(before.get(k).getAs("prediction"), within(2e-4));
    }
  }

  @Test
  void newUsersAndItems_arePredictedAfterFoldingIn() {
    Dataset<Row> others = ratings.filter(functions.col("user").notEqual("u7"));
    MatrixCompletionModel fitted = estimator("weighted", "none").fit(others);
    Dataset<Row> mine = Ratings.ofUsers(ratings, "u7");
    Dataset<Row> unknown =
        mine.limit(1)
            .withColumn("item", functions.lit("nowhere"))
            .withColumn("user", functions.lit("u9"));
    MatrixCompletionModel folded = fitted.foldInUsers(mine.union(unknown));
    double error =
        folded
            .transform(mine)
            .agg(functions.avg(functions.expr("pow(prediction - rating, 2)")))
            .first()
            .getDouble(0);
    assertThat(Math.sqrt(error)).isLessThan(0.5);
    assertThat(new HashSet<>(ids(folded.userFactors()))).contains("u7").doesNotContain("u9");
    assertThat(folded.hasSummary()).isFalse();
    assertThatThrownBy(folded::certificate)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("folded in");
    assertThatThrownBy(() -> fitted.foldInUsers(unknown)).hasMessageContaining("none of");
  }

  private static List<String> ids(Dataset<Row> factors) {
    return factors.select("id").collectAsList().stream().map(row -> row.getString(0)).toList();
  }

  @Test
  void aSavedModel_comesBackToTheBit() throws Exception {
    String path = directory.resolve("model").toString();
    model.write().save(path);
    MatrixCompletionModel loaded = MatrixCompletionModel.load(path);
    assertThat(loaded.uid()).isEqualTo(model.uid());
    assertThat(loaded.explainParams()).isEqualTo(model.explainParams());
    assertThat(loaded.summary().numbers()).isEqualTo(model.summary().numbers());
    assertThat(loaded.certificate().lowerBound()).isEqualTo(model.certificate().lowerBound());
    assertThat(loaded.userFactors().collectAsList().toString())
        .isEqualTo(model.userFactors().collectAsList().toString());
    assertThat(loaded.transform(ratings).collectAsList())
        .isEqualTo(model.transform(ratings).collectAsList());
    assertThatThrownBy(() -> model.write().save(path)).hasMessageContaining("exists");
    model.write().overwrite().save(path);
    String folded = directory.resolve("folded").toString();
    model.foldInUsers(Ratings.ofUsers(ratings, "u7")).save(folded);
    assertThat(MatrixCompletionModel.load(folded).hasSummary()).isFalse();
  }

  @Test
  void anEstimatorIsSaved_withTheModelThatItBeginsAt() throws Exception {
    String path = directory.resolve("estimator").toString();
    MatrixCompletion estimator =
        estimator("plain", "mean").setWarmStart(model).setCheckpointDir("somewhere").setSeed(9);
    estimator.save(path);
    MatrixCompletion loaded = MatrixCompletion.load(path);
    assertThat(loaded.getWarmStart().uid()).isEqualTo(model.uid());
    loaded.setWarmStart(null);
    assertThat(loaded.explainParams())
        .isEqualTo(estimator.copy(ParamMap.empty()).setWarmStart(null).explainParams());
  }
}
