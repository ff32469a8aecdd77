package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.overrank.LocalSpark;
import org.overrank.data.entries.Scales;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/** Ids that a fit has not seen, in DataFrames. */
final class ColdIdsTest {
  /** Collects what is logged. */
  private static final class Lines extends AbstractAppender {
    private final List<String> lines = new ArrayList<>();

    Lines() {
      super("lines", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getMessage().getFormattedMessage());
    }
  }

  @Test
  void nanMetrics_areWarnedOfOnce_withWhatToDo() {
    Dataset<Row> ratings = Ratings.ints(LocalSpark.session());
    MatrixCompletionModel model = new MatrixCompletion().setMaxIter(5).fit(ratings);
    Dataset<Row> cold = ratings.withColumn("user", functions.col("user").plus(1));
    Lines said = new Lines();
    said.start();
    Logger logger = (Logger) LogManager.getLogger(ColdWarning.class);
    logger.addAppender(said);
    try {
      RegressionEvaluator rmse = new RegressionEvaluator().setLabelCol("rating");
      assertThat(rmse.evaluate(model.transform(ratings))).isFinite();
      MatrixCompletionModel mean = model.copy(ParamMap.empty());
      assertThat(rmse.evaluate(mean.setColdStartStrategy("mean").transform(cold))).isFinite();
      assertThat(said.lines).isEmpty();
      for (int k = 0; k < 3; k++) {
        assertThat(rmse.evaluate(model.transform(cold.repartition(3)))).isNaN();
      }
    } finally {
      logger.removeAppender(said);
    }
    assertThat(said.lines)
        .singleElement()
        .asString()
        .contains(model.uid(), "NaN", "set coldStartStrategy to drop or mean");
  }

  /** As a hold-out from the command line leaves them: a scale of 0. */
  @Test
  void rowsWithoutEntries_areNeitherRecommendedNorRecommendedTo() {
    Dataset<Row> ratings = Ratings.ints(LocalSpark.session());
    MatrixCompletionModel fitted = new MatrixCompletion().setMaxIter(5).fit(ratings);
    MatrixCompletionModel model = withoutFirst(fitted);
    assertThat(fitted.recommendForAllUsers(2).count()).isEqualTo(Ratings.USERS);
    assertThat(model.recommendForAllUsers(2).count()).isEqualTo(Ratings.USERS - 1);
    List<Row> best = model.recommendForAllUsers(Ratings.ITEMS).collectAsList();
    assertThat(best).allMatch(row -> row.getList(1).size() == Ratings.ITEMS - 1);
    assertThat(model.recommendForUserSubset(ratings, 2).count()).isEqualTo(Ratings.USERS - 1);
    assertThat(model.userFactors().count()).isEqualTo(Ratings.USERS - 1);
    assertThat(model.itemFactors().count()).isEqualTo(Ratings.ITEMS - 1);
    Dataset<Row> drop = model.setColdStartStrategy("drop").transform(ratings);
    assertThat(drop.count()).isLessThan(ratings.count());
    Object first = model.fitted().matrix().rows().idAt(0);
    assertThat(drop.filter(functions.col("user").equalTo(first)).count()).isZero();
  }

  private static MatrixCompletionModel withoutFirst(MatrixCompletionModel model) {
    LowRankMatrix matrix = model.fitted().matrix();
    double[] rows = new double[matrix.rows().size()];
    double[] cols = new double[matrix.cols().size()];
    Arrays.setAll(rows, a -> a == 0 ? 0 : matrix.scales().row(a));
    Arrays.setAll(cols, b -> b == 0 ? 0 : matrix.scales().col(b));
    Factors factors = matrix.factors();
    LowRankMatrix holed =
        new LowRankMatrix(
            matrix.rows(),
            matrix.cols(),
            new Factors(copy(factors.left()), copy(factors.right())),
            Scales.of(rows, cols),
            matrix.centering(),
            matrix.valueMean());
    MatrixCompletionModel without =
        new MatrixCompletionModel(
            "holed",
            new LowRankModel(model.fitted().metadata(), holed),
            null,
            IdType.ofWord("int"),
            IdType.ofWord("int"));
    return model.copyValues(without, ParamMap.empty());
  }

  private static Matrix copy(Matrix matrix) {
    Matrix copied = Matrix.zeros(matrix.rows(), matrix.cols());
    System.arraycopy(matrix.data(), 0, copied.data(), 0, matrix.data().length);
    return copied;
  }
}
