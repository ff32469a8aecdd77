package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.LocalSpark;
import org.overrank.linalg.InvalidInputException;
import scala.jdk.javaapi.CollectionConverters;

/** The estimators as stages among Spark ML's others. */
final class TuningTest {
  private final SparkSession session = LocalSpark.session();

  @TempDir Path directory;

  private static RegressionEvaluator rmse() {
    return new RegressionEvaluator()
        .setMetricName("rmse")
        .setLabelCol("rating")
        .setPredictionCol("prediction");
  }

  /** A user with a single rating is cold in the fold that holds it. */
  private Dataset<Row> withRareIds() {
    Dataset<Row> ratings = Ratings.texts(session);
    Dataset<Row> rare =
        ratings
            .limit(5)
            .withColumn("user", functions.concat(functions.lit("rare-"), functions.col("item")));
    return ratings.union(rare).cache();
  }

  @ParameterizedTest
  @CsvSource({"drop", "mean"})
  void crossValidationOnTextsWithColdIds_hasFiniteMetrics(String cold) {
    MatrixCompletion estimator =
        new MatrixCompletion().setColdStartStrategy(cold).setSearchRank(8).setMaxIter(6);
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(estimator.regParam(), new double[] {0.2, 10}).build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(estimator)
            .setEstimatorParamMaps(grid)
            .setEvaluator(rmse())
            .setNumFolds(3)
            .setParallelism(2)
            .setSeed(3)
            .fit(withRareIds());
    assertThat(model.avgMetrics()).hasSize(2).doesNotContain(Double.NaN);
    assertThat(model.avgMetrics()[0]).isLessThan(model.avgMetrics()[1]);
    assertThat(((MatrixCompletionModel) model.bestModel()).certificate().relativeGap())
        .isLessThan(1);
  }

  @Test
  void aPipelineIsFitted_savedAndLoaded() throws Exception {
    SQLTransformer half =
        new SQLTransformer().setStatement("SELECT user, item, rating / 2 AS rating FROM __THIS__");
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  half, new MatrixCompletion().setRegParam(0.05).setSearchRank(5)
                });
    Dataset<Row> ratings = Ratings.texts(session);
    String unfitted = directory.resolve("pipeline").toString();
    pipeline.save(unfitted);
    PipelineModel model = Pipeline.load(unfitted).fit(ratings);
    String path = directory.resolve("fitted").toString();
    model.save(path);
    Dataset<Row> expected = model.transform(ratings).orderBy("user", "item");
    assertThat(PipelineModel.load(path).transform(ratings).orderBy("user", "item").collectAsList())
        .isEqualTo(expected.collectAsList());
    assertThat(rmse().evaluate(expected)).isLessThan(0.5);
  }

  @Test
  void aTrainValidationSplit_comparesCenterings() {
    MatrixCompletion estimator =
        new MatrixCompletion().setColdStartStrategy("drop").setSearchRank(8).setRegParam(0.05);
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(estimator.center(), CollectionConverters.asScala(List.of("none", "mean")))
            .build();
    double[] metrics =
        new TrainValidationSplit()
            .setEstimator(estimator)
            .setEstimatorParamMaps(grid)
            .setEvaluator(rmse())
            .setTrainRatio(0.8)
            .fit(Ratings.ints(session))
            .validationMetrics();
    assertThat(metrics).hasSize(2).doesNotContain(Double.NaN);
  }

  @Test
  void everyParamIsFound_explainedAndCopied() {
    MatrixCompletion estimator = new MatrixCompletion("mc").setRegParam(0.3).setUserCol("who");
    assertThat(Arrays.stream(estimator.params()).map(Param::name))
        .containsExactlyInAnyOrder(
            "userCol",
            "itemCol",
            "ratingCol",
            "weightCol",
            "predictionCol",
            "coldStartStrategy",
            "regParam",
            "implicitPrefs",
            "alpha",
            "unobservedWeight",
            "lambdaRule",
            "regularizer",
            "loss",
            "center",
            "duplicates",
            "searchRank",
            "relativeGap",
            "maxPasses",
            "maxIter",
            "solver",
            "step",
            "start",
            "escape",
            "compress",
            "structure",
            "seed",
            "warmStart",
            "checkpointDir",
            "checkpointSeconds",
            "numPartitions");
    assertThat(estimator.explainParams())
        .contains("regParam: Weight of the penalty λ(‖U‖² + ‖V‖²): larger gives lower rank.")
        .contains("coldStartStrategy: ")
        .contains("nan, drop, mean");
    MatrixCompletion copied = estimator.copy(ParamMap.empty().put(estimator.itemCol(), "what"));
    assertThat(copied.uid()).isEqualTo("mc");
    assertThat(copied.getUserCol()).isEqualTo("who");
    assertThat(copied.getItemCol()).isEqualTo("what");
    assertThat(estimator.getItemCol()).isEqualTo("item");
  }

  @Test
  void refusals_sayWhatIsAllowed() {
    MatrixCompletion estimator = new MatrixCompletion();
    refused(() -> estimator.setRegParam(-1), "regParam must be positive and finite, not -1.0");
    refused(
        () -> estimator.setRegParam(Double.NaN), "regParam must be positive and finite, not NaN");
    refused(() -> estimator.setRelativeGap(1), "relativeGap must be between 0 and 1, not 1.0");
    refused(() -> estimator.setMaxPasses(0), "maxPasses must be at least 1, not 0");
    refused(() -> estimator.setSolver("sgd"), "solver must be one of variable-projection, ");
    refused(
        () -> estimator.setColdStartStrategy("zero"), "must be one of nan, drop, mean, not zero");
    refused(() -> estimator.setUserCol(""), "userCol must not be empty, not ");
    Dataset<Row> ratings = Ratings.ints(session);
    refused(
        () -> new MatrixCompletion().setUserCol("userId").fit(ratings),
        "no column \"userId\"; there are: user, item, rating");
    refused(
        () -> new MatrixCompletion().setPredictionCol("rating").fit(ratings),
        "the input has a column \"rating\" already: choose another predictionCol");
    refused(
        () -> new MatrixCompletion().setItemCol("user").fit(ratings),
        "row, col and value must be different columns: user, user, rating");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }
}
