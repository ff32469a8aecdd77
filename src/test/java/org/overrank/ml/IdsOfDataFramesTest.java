package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;
import org.overrank.linalg.InvalidInputException;

/** Ids and names of columns in DataFrames are what they are, from the fit to the predictions. */
class IdsOfDataFramesTest {
  private static final String ZONE = "spark.sql.session.timeZone";
  private static final String CASE = "spark.sql.caseSensitive";

  @TempDir Path dir;

  private final SparkSession spark = LocalSpark.session();

  @AfterEach
  void settingsAsBefore() {
    spark.conf().set(ZONE, TimeZone.getDefault().getID());
    spark.conf().set(CASE, true);
  }

  private Dataset<Row> ratings(String user, String item) {
    return spark
        .range(36)
        .selectExpr(user + " as user", item + " as item", "1 + (id * 7) % 5 as rating");
  }

  private static MatrixCompletion estimator() {
    return new MatrixCompletion().setMaxIter(20);
  }

  private static long unknown(MatrixCompletionModel model, Dataset<Row> cells) {
    return model.transform(cells).filter("isnan(prediction)").count();
  }

  @Test
  void instantsComeBackAsInstantsInEveryZone() throws Exception {
    spark.conf().set(ZONE, "Europe/Berlin");
    // Twelve half hours over the end of summer time.
    String instant = "timestamp_seconds(1729980000 + 1800 * (id % 12))";
    Dataset<Row> ratings = ratings(instant, "date_add(date'2011-12-29', cast(id div 12 as int))");
    MatrixCompletionModel model = estimator().fit(ratings);
    model.write().overwrite().save(dir.resolve("model").toString());

    spark.conf().set(ZONE, "America/St_Johns");
    MatrixCompletionModel loaded = MatrixCompletionModel.load(dir.resolve("model").toString());
    assertThat(unknown(loaded, ratings)).isZero();
    Dataset<Row> users = loaded.userFactors();
    assertThat(users.schema().apply("id").dataType()).isEqualTo(DataTypes.TimestampType);
    assertThat(users.selectExpr("unix_seconds(id)").collectAsList().stream().map(r -> r.getLong(0)))
        .hasSize(12)
        .startsWith(1729980000L, 1729981800L);
    Dataset<Row> best = loaded.recommendForAllItems(2);
    assertThat(best.schema().apply("item").dataType()).isEqualTo(DataTypes.DateType);
    assertThat(
            best.selectExpr("explode(recommendations) as r")
                .selectExpr("r.user")
                .schema()
                .apply(0)
                .dataType())
        .isEqualTo(DataTypes.TimestampType);
    assertThat(loaded.recommendForUserSubset(ratings, 1).count()).isEqualTo(12);
  }

  @Test
  void wholeNumbersOfAnyTypeAreOneId_andMissingOnesAreRefused() {
    MatrixCompletionModel model = estimator().fit(ratings("cast(id % 6 as double)", "id div 6"));
    for (String type : List.of("int", "float", "decimal(10,3)", "string")) {
      assertThat(unknown(model, ratings("cast(id % 6 as " + type + ")", "id div 6")))
          .as(type)
          .isZero();
    }
    assertThatThrownBy(
            () -> estimator().fit(ratings("if(id = 4, double('nan'), id)", "id").coalesce(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("DataFrame, data row 5: user is missing");
    assertThatThrownBy(
            () ->
                estimator()
                    .fit(
                        ratings("if(id = 4, cast(X'52E9' as string), string(id))", "id")
                            .coalesce(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("DataFrame, data row 5: user \"R")
        .hasMessageEndingWith("is not UTF-8: its byte 2 is 0xE9");
  }

  @Test
  void fieldsWithinStructsAndHostileNamesAreColumns() {
    Dataset<Row> nested =
        ratings("named_struct('id', id % 6)", "id div 6")
            .withColumnRenamed("item", "the.item`s")
            .withColumnRenamed("rating", "r.a");
    MatrixCompletion estimator =
        estimator().setUserCol("user.id").setItemCol("the.item`s").setRatingCol("r.a");
    MatrixCompletionModel model = estimator.fit(nested);
    assertThat(unknown(model, nested)).isZero();
    assertThat(model.recommendForUserSubset(nested, 2).columns())
        .containsExactly("user.id", "recommendations");
    assertThat(model.recommendForAllItems(2).columns())
        .containsExactly("the.item`s", "recommendations");
    assertThat(model.foldInUsers(nested.filter("user.id < 3")).userFactors().count()).isEqualTo(6);
    assertThatThrownBy(() -> model.transform(nested.drop("user")))
        .hasMessage("no column \"user.id\"; there are: the.item`s, r.a");
  }

  @Test
  void aColumnPredictionSurvives() {
    spark.conf().set(CASE, false);
    Dataset<Row> ratings = ratings("id % 6", "id div 6");
    MatrixCompletionModel model = estimator().fit(ratings);
    Dataset<Row> noted = ratings.selectExpr("*", "'mine' as Prediction");
    for (String cold : List.of("NaN", "Drop", "MEAN")) {
      Dataset<Row> predicted = model.setColdStartStrategy(cold).transform(noted);
      assertThat(predicted.columns())
          .containsExactly("user", "item", "rating", "Prediction", "prediction");
      assertThat(predicted.collectAsList()).hasSize(36).allMatch(row -> row.get(3).equals("mine"));
    }
    Dataset<Row> plain = model.setColdStartStrategy("DROP").transform(ratings);
    assertThat(model.getColdStartStrategy()).isEqualTo("drop");
    double error =
        new RegressionEvaluator()
            .setLabelCol("rating")
            .setPredictionCol("prediction")
            .evaluate(plain);
    assertThat(error).isFinite();
    assertThatThrownBy(() -> model.setColdStartStrategy("none"))
        .hasMessageContaining("nan, drop, mean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recommendations", "rating", "Recommendations"})
  void idsMayHaveTheNamesThatRecommendationsUse(String name) {
    Dataset<Row> ratings = ratings("id % 6", "id div 6").toDF(name, "item", "stars");
    MatrixCompletionModel model = estimator().setUserCol(name).setRatingCol("stars").fit(ratings);
    Row first = model.recommendForAllUsers(2).orderBy("`" + name + "`").first();
    assertThat(first.getLong(0)).isZero();
    assertThat(first.getList(1)).hasSize(2);
    Row user = (Row) model.recommendForAllItems(1).first().getList(1).get(0);
    assertThat(user.getLong(0)).isBetween(0L, 5L);
    assertThat(user.getDouble(1)).isFinite();
    assertThat(user.schema().fieldNames()[0]).isEqualTo(name);
  }

  @Test
  void wordsMayBeWrittenInAnyCase() {
    MatrixCompletionModel model =
        estimator()
            .setRegularizer("Plain")
            .setCenter("MEAN")
            .setDuplicates("Keep")
            .setSolver("Variable-Projection")
            .fit(ratings("id % 6", "id div 6"));
    assertThat(model.ratingMean()).isBetween(2.5, 3.5);
  }
}
