package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
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

/** MatrixCompletion in the place of ALS with implicitPrefs. */
final class ClicksOfAlsTest {
  private static final int USERS = 40;
  private static final int ITEMS = 30;
  private static final double REG = 0.3;
  private static final double ALPHA = 5;

  private static Dataset<Row> clicks;
  private static MatrixCompletionModel model;

  @BeforeAll
  static void fit() {
    SparkSession session = LocalSpark.session();
    clicks = session.createDataFrame(rows(), schema()).cache();
    model = estimator().setRelativeGap(1e-6).fit(clicks);
  }

  private static MatrixCompletion estimator() {
    return new MatrixCompletion().setImplicitPrefs(true).setAlpha(ALPHA).setRegParam(REG);
  }

  private static StructType schema() {
    return new StructType()
        .add("user", DataTypes.IntegerType)
        .add("item", DataTypes.IntegerType)
        .add("rating", DataTypes.DoubleType);
  }

  /** Two tastes, some dislikes and zeros, a user who clicks nothing, one click made twice. */
  private static List<Row> rows() {
    SplittableRandom random = new SplittableRandom(3);
    List<Row> rows = new ArrayList<>();
    for (int a = 0; a < USERS; a++) {
      for (int b = 0; b < ITEMS; b++) {
        if (random.nextDouble() < (a % 2 == b % 2 ? 0.3 : 0.05)) {
          double r = random.nextInt(8) == 0 ? -random.nextInt(3) : 1 + random.nextInt(4);
          rows.add(RowFactory.create(a, b, a == 7 ? -Math.abs(r) : r));
        }
      }
    }
    rows.add(RowFactory.create(7, 3, 0.0));
    rows.add(RowFactory.create(2, 2, 1.0));
    rows.add(RowFactory.create(2, 2, 2.0));
    return rows;
  }

  @Test
  void theObjectiveOfAls_isAtOrBelowThatOfAls_andItsOptimumIsProven() {
    for (int rank : new int[] {2, 8}) {
      ALSModel als =
          new ALS()
              .setImplicitPrefs(true)
              .setAlpha(ALPHA)
              .setRank(rank)
              .setRegParam(REG)
              .setMaxIter(10)
              .fit(clicks);
      MatrixCompletionModel ours = estimator().setRank(rank).setRelativeGap(1e-5).fit(clicks);
      double theirs = objective(als.userFactors(), als.itemFactors());
      double found = objective(ours.userFactors(), ours.itemFactors());
      assertThat(found).as("rank %d", rank).isLessThanOrEqualTo(theirs * (1 + 1e-9));
      assertThat(bound()).as("rank %d", rank).isLessThanOrEqualTo(found);
    }
    assertThat(model.summary().certified()).isTrue();
    double best = objective(model.userFactors(), model.itemFactors());
    assertThat(bound()).isBetween(best * (1 - 2e-6), best);
  }

  /** The constant that entries of one cell, taken together, leave out of ours. */
  private static double bound() {
    double w1 = 1 + ALPHA;
    double w2 = 1 + 2 * ALPHA;
    double together = w1 + w2 - (w1 + w2) * (w1 + w2) / (w1 + w2 - 1);
    return model.certificate().lowerBound() * clicks.count() + together;
  }

  /**
   * Σ over entries [(1 + α|r|)(p − uᵀv)² − (uᵀv)²] + Σ over all cells (uᵀv)² + ρ(Σ n⁺‖u‖² + Σ
   * n⁺‖v‖²), by plain loops.
   */
  private static double objective(Dataset<Row> userFactors, Dataset<Row> itemFactors) {
    Map<Integer, double[]> users = factors(userFactors);
    Map<Integer, double[]> items = factors(itemFactors);
    double sum = 0;
    for (double[] u : users.values()) {
      for (double[] v : items.values()) {
        sum += dot(u, v) * dot(u, v);
      }
    }
    for (Row row : clicks.collectAsList()) {
      double[] u = Objects.requireNonNull(users.get(row.getInt(0)));
      double[] v = Objects.requireNonNull(items.get(row.getInt(1)));
      double r = row.getDouble(2);
      double m = dot(u, v);
      double p = r > 0 ? 1 : 0;
      sum += (1 + ALPHA * Math.abs(r)) * (p - m) * (p - m) - m * m;
      sum += p * REG * (dot(u, u) + dot(v, v));
    }
    return sum;
  }

  private static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int k = 0; k < u.length; k++) {
      sum += u[k] * v[k];
    }
    return sum;
  }

  private static Map<Integer, double[]> factors(Dataset<Row> table) {
    Map<Integer, double[]> factors = new HashMap<>();
    for (Row row : table.select("id", "features").collectAsList()) {
      List<? extends Number> features = row.getList(1);
      factors.put(row.getInt(0), features.stream().mapToDouble(Number::doubleValue).toArray());
    }
    return factors;
  }

  @Test
  void whoLikesNothing_isPredictedZero() {
    List<Row> predicted = model.transform(clicks.filter("user = 7")).collectAsList();
    assertThat(predicted).isNotEmpty();
    for (Row row : predicted) {
      assertThat(row.<Double>getAs("prediction")).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void usersFoldedIn_areThoseOfTheFit() {
    Dataset<Row> some = clicks.filter(functions.col("user").isin(5, 7, 11));
    Map<Integer, double[]> fitted = factors(model.userFactors());
    Map<Integer, double[]> folded = factors(model.foldInUsers(some).userFactors());
    for (int user : new int[] {5, 7, 11}) {
      assertSameUser(fitted, folded, user);
    }
  }

  private static void assertSameUser(
      Map<Integer, double[]> fitted, Map<Integer, double[]> folded, int user) {
    double[] expected = Objects.requireNonNull(fitted.get(user));
    assertThat(Objects.requireNonNull(folded.get(user))).hasSameSizeAs(expected);
    for (int k = 0; k < expected.length; k++) {
      assertThat(Objects.requireNonNull(folded.get(user))[k]).isCloseTo(expected[k], within(1e-3));
    }
  }

  @Test
  void withIalsScaling_usersFoldedIn_areThoseOfTheFit_andRegParamIsChosen() {
    MatrixCompletionModel ials =
        new MatrixCompletion()
            .setUnobservedWeight(0.2)
            .setRegularizer("frequency")
            .setDuplicates("mean")
            .setRelativeGap(1e-6)
            .fit(clicks);
    assertThat(ials.summary().certified()).isTrue();
    Map<Integer, double[]> fitted = factors(ials.userFactors());
    Map<Integer, double[]> folded =
        factors(ials.foldInUsers(clicks.filter("user = 5")).userFactors());
    assertSameUser(fitted, folded, 5);
  }

  @Test
  void everySetterOfAls_isThere() {
    MatrixCompletion asAls =
        new MatrixCompletion()
            .setRank(8)
            .setNumBlocks(4)
            .setNumUserBlocks(4)
            .setNumItemBlocks(4)
            .setImplicitPrefs(true)
            .setAlpha(ALPHA)
            .setNonnegative(false)
            .setUserCol("user")
            .setItemCol("item")
            .setRatingCol("rating")
            .setPredictionCol("prediction")
            .setMaxIter(10)
            .setRegParam(REG)
            .setCheckpointInterval(10)
            .setSeed(1)
            .setBlockSize(4096)
            .setIntermediateStorageLevel("MEMORY_AND_DISK")
            .setFinalStorageLevel("MEMORY_AND_DISK")
            .setColdStartStrategy("drop");
    assertThat(asAls.getImplicitPrefs()).isTrue();
    assertThat(asAls.getAlpha()).isEqualTo(ALPHA);
    List<String> missing = new ArrayList<>();
    for (var method : ALS.class.getMethods()) {
      if (method.getName().startsWith("set") && method.getReturnType() == ALS.class) {
        missing.add(method.getName());
      }
    }
    for (var method : MatrixCompletion.class.getMethods()) {
      missing.remove(method.getName());
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void whatCannotBe_isRefusedInASentence() {
    assertThatThrownBy(() -> new MatrixCompletion().setNonnegative(true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nothing could be proven");
    assertThatThrownBy(() -> new MatrixCompletion().setAlpha(-1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> estimator().setCenter("mean").fit(clicks))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("center mean");
    assertThatThrownBy(() -> estimator().setWeightCol("rating").fit(clicks))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("weights");
  }
}
