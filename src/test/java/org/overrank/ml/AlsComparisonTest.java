package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.LocalSpark;

/**
 * ALS and MatrixCompletion on the same real ratings, by the same DataFrame code: ALS's own
 * objective, hold-out RMSE, proven gap and seconds. Run it as
 *
 * <pre>
 * mvn -q test -Dtest=AlsComparisonTest -Dratings=PATH
 * </pre>
 *
 * <p>The ratings are CSV with the columns user, item and rating; a tenth is held out.
 */
@EnabledIfSystemProperty(named = "ratings", matches = ".+")
final class AlsComparisonTest {
  private static final double REG = 0.1;
  private static final int[] ITERATIONS = {10, 20};

  private static Dataset<Row> train;
  private static Dataset<Row> test;

  @TempDir static Path checkpoints;

  @BeforeAll
  static void read() {
    SparkSession session = LocalSpark.session();
    // Without one, 20 iterations of ALS overflow a thread's stack.
    session.sparkContext().setCheckpointDir(checkpoints.toString());
    Dataset<Row> ratings =
        session
            .read()
            .option("header", true)
            .schema("user INT, item INT, rating DOUBLE")
            .csv(System.getProperty("ratings"));
    Dataset<Row>[] parts = ratings.randomSplit(new double[] {0.9, 0.1}, 1);
    train = parts[0].cache();
    test = parts[1].cache();
    System.out.printf(
        Locale.ROOT,
        "%,d ratings to fit, %,d held out, regParam %s%n",
        train.count(),
        test.count(),
        REG);
  }

  /** What one fit gave. */
  private record Scores(double objective, double rmse) {}

  @ParameterizedTest
  @ValueSource(ints = {10, 64})
  void theSameCode_reachesALowerObjective_andNoLargerError(int rank) {
    Scores ours = ours("MatrixCompletion", new MatrixCompletion().setRank(rank), rank);
    for (int iterations : ITERATIONS) {
      Scores theirs = als(rank, iterations);
      assertThat(ours.objective).isLessThanOrEqualTo(theirs.objective);
      assertThat(ours.rmse).isLessThanOrEqualTo(theirs.rmse);
    }
  }

  @Test
  void withoutARank_itIsWidenedUntilCertified() {
    ours("MatrixCompletion, widened", new MatrixCompletion(), 0);
  }

  private static Scores als(int rank, int iterations) {
    ALS als = new ALS().setRank(rank).setRegParam(REG).setMaxIter(iterations).setSeed(1);
    als.setColdStartStrategy("drop");
    long began = System.nanoTime();
    ALSModel model = als.fit(train);
    double seconds = (System.nanoTime() - began) / 1e9;
    double objective = AlsObjective.of(train, model.userFactors(), model.itemFactors(), REG);
    double rmse = rmse(model.transform(test));
    System.out.printf(
        Locale.ROOT,
        "ALS, rank %d, %d iterations: %.1f s, objective %.2f, RMSE %.4f%n",
        rank,
        iterations,
        seconds,
        objective,
        rmse);
    return new Scores(objective, rmse);
  }

  private static Scores ours(String name, MatrixCompletion completion, int rank) {
    completion.setRegParam(REG).setColdStartStrategy("drop");
    long began = System.nanoTime();
    MatrixCompletionModel model = completion.fit(train);
    double seconds = (System.nanoTime() - began) / 1e9;
    double objective = AlsObjective.of(train, model.userFactors(), model.itemFactors(), REG);
    double rmse = rmse(model.transform(test));
    System.out.printf(
        Locale.ROOT,
        "%s, rank %d: %.1f s, objective %.2f, RMSE %.4f, gap %.2e (%s), lower bound %.2f,"
            + " rank %d of %d, %d iterations, %d passes%n",
        name,
        rank,
        seconds,
        objective,
        rmse,
        model.certificate().relativeGap(),
        model.summary().stopReason(),
        model.certificate().lowerBound() * train.count(),
        model.rank(),
        model.summary().numbers().answer().searchRank(),
        model.summary().totalIterations(),
        model.summary().numbers().effort().passes());
    return new Scores(objective, rmse);
  }

  private static double rmse(Dataset<Row> predictions) {
    return new RegressionEvaluator()
        .setMetricName("rmse")
        .setLabelCol("rating")
        .evaluate(predictions);
  }
}
