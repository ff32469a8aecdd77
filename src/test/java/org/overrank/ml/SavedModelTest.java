package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.overrank.LocalSpark;

/** Models that earlier versions have saved are read for ever. */
final class SavedModelTest {
  private static final String MODEL = "/org/overrank/ml/completion-model-0.1";

  /**
   * Saves the model of this version, once: {@code java -cp TEST_CLASS_PATH
   * org.overrank.ml.SavedModelTest src/test/resources/org/overrank/ml/completion-model-0.1}.
   */
  public static void main(String[] args) throws Exception {
    SparkSession session = LocalSpark.bare(1);
    new MatrixCompletion("saved")
        .setCenter("biases")
        .setRegParam(0.1)
        .setColdStartStrategy("mean")
        .fit(ratings(session))
        .save(args[0]);
    session.stop();
  }

  private static Dataset<Row> ratings(SparkSession session) {
    StructType schema =
        new StructType()
            .add("user", DataTypes.StringType)
            .add("item", DataTypes.LongType)
            .add("rating", DataTypes.DoubleType);
    return session.createDataFrame(
        List.of(
            RowFactory.create("ann", 1L, 5.0),
            RowFactory.create("ann", 2L, 3.0),
            RowFactory.create("bob", 1L, 4.0),
            RowFactory.create("bob", 3L, 1.0),
            RowFactory.create("cy", 2L, 2.5),
            RowFactory.create("cy", 3L, 1.5)),
        schema);
  }

  @Test
  void theModelOfVersion01_predictsWhatItDid() throws Exception {
    Path saved = Path.of(Objects.requireNonNull(SavedModelTest.class.getResource(MODEL)).toURI());
    MatrixCompletionModel model = MatrixCompletionModel.load(saved.toString());
    assertThat(model.uid()).isEqualTo("saved");
    assertThat(model.getColdStartStrategy()).isEqualTo("mean");
    assertThat(model.getUserCol()).isEqualTo("user");
    assertThat(model.userFactors().schema().apply("id").dataType()).isEqualTo(DataTypes.StringType);
    assertThat(model.itemFactors().schema().apply("id").dataType()).isEqualTo(DataTypes.LongType);
    assertThat(model.summary().certified()).isTrue();
    assertThat(model.certificate().relativeGap()).isLessThanOrEqualTo(1e-3);
    List<Double> predictions =
        model.transform(ratings(LocalSpark.session())).collectAsList().stream()
            .map(row -> row.<Double>getAs("prediction"))
            .toList();
    assertThat(predictions).containsExactly(PREDICTIONS);
  }

  private static final Double[] PREDICTIONS = {
    4.800157716345951,
    2.993193625261158,
    3.9989600417952347,
    1.1745314182285158,
    2.552130784316945,
    1.5943347519868665
  };
}
