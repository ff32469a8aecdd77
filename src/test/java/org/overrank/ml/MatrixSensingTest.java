package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.fit.FitSummary;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;

/** A 7 × 5 matrix of rank 2 from measurements of each kind. */
final class MatrixSensingTest {
  private static final int D1 = 7;
  private static final int D2 = 5;
  private static final int N = 120;
  private static final double LAMBDA = 1e-4;
  private static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);
  private static final DataType INTS = DataTypes.createArrayType(DataTypes.IntegerType);

  private static SparkSession session;
  private static Matrix truth;

  @TempDir Path directory;

  @BeforeAll
  static void plant() {
    session = LocalSpark.session();
    truth = Multiply.abt(GaussianNumbers.matrix(D1, 2, 4, 1), GaussianNumbers.matrix(D2, 2, 4, 2));
  }

  private static double measured(Matrix a) {
    double sum = 0;
    for (int i = 0; i < D1; i++) {
      for (int j = 0; j < D2; j++) {
        sum += a.get(i, j) * truth.get(i, j);
      }
    }
    return sum;
  }

  private static Dataset<Row> dense() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      Matrix a = GaussianNumbers.matrix(D1, D2, 77, i);
      rows.add(RowFactory.create(Vectors.dense(a.data()), a.data().clone(), measured(a)));
    }
    StructType schema =
        new StructType()
            .add("measurement", SQLDataTypes.VectorType())
            .add("cells", DOUBLES)
            .add("label", DataTypes.DoubleType);
    return session.createDataFrame(rows, schema);
  }

  private static Dataset<Row> rankOne() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      Matrix a = GaussianNumbers.matrix(D1, 1, 78, i);
      Matrix b = GaussianNumbers.matrix(D2, 1, 79, i);
      rows.add(
          RowFactory.create(
              Vectors.dense(a.data()), b.data().clone(), measured(Multiply.abt(a, b))));
    }
    StructType schema =
        new StructType()
            .add("a", SQLDataTypes.VectorType())
            .add("b", DOUBLES)
            .add("label", DataTypes.DoubleType);
    return session.createDataFrame(rows, schema);
  }

  private static Dataset<Row> sparse() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      int[] at = {i % D1, (i / D1) % D2, (i + 3) % D1, (i + 2) % D2};
      double y = truth.get(at[0], at[1]) - 2 * truth.get(at[2], at[3]);
      rows.add(
          RowFactory.create(
              new int[] {at[0], at[2]}, new int[] {at[1], at[3]}, new double[] {1, -2}, y));
    }
    StructType schema =
        new StructType()
            .add("rows", INTS)
            .add("cols", INTS)
            .add("values", DOUBLES)
            .add("label", DataTypes.DoubleType);
    return session.createDataFrame(rows, schema);
  }

  private static MatrixSensing estimator() {
    return new MatrixSensing().setRegParam(LAMBDA).setRelativeGap(1e-6);
  }

  /** Fewer, equivalent measurements: the same answer, to the gap, and certified as it is. */
  @Test
  void manyMeasurements_areCompressed_orNot_asIsAsked() {
    MatrixSensing sensing = estimator().setNumRows(D1).setNumCols(D2);
    FitSummary compressed = sensing.setCompress("always").fit(dense()).summary().numbers();
    FitSummary plain = sensing.setCompress("never").fit(dense()).summary().numbers();
    assertThat(compressed.problem().compressed()).isTrue();
    assertThat(plain.problem().compressed()).isFalse();
    for (FitSummary each : List.of(compressed, plain)) {
      assertThat(each.proof().certified()).isTrue();
      assertThat(each.proof().lowerBound()).isLessThanOrEqualTo(plain.proof().objective());
    }
  }

  @Test
  void denseMeasurements_asVectorsAndAsArrays() {
    Dataset<Row> table = dense();
    MatrixSensingModel model = estimator().setNumRows(D1).fit(table);
    check(model, table, 1e-2);
    MatrixSensingModel other =
        estimator().setMeasurementCol("cells").setNumCols(D2).fit(table.drop("measurement"));
    assertThat(other.matrix().toArray()).containsExactly(model.matrix().toArray());
    check(other, table.drop("measurement"), 1e-2);
  }

  @Test
  void rankOneMeasurements() {
    Dataset<Row> table = rankOne();
    check(estimator().setLeftCol("a").setRightCol("b").fit(table), table, 1e-2);
  }

  @Test
  void sparseMeasurements() {
    Dataset<Row> table = sparse();
    MatrixSensingModel model =
        estimator().setRowsCol("rows").setColsCol("cols").setValuesCol("values").fit(table);
    check(model, table, 5e-2);
  }

  /** Certified, near the truth, consistent with its parts, and predicting ⟨A, M̂⟩. */
  private static void check(MatrixSensingModel model, Dataset<Row> table, double error) {
    assertThat(model.summary().certified()).isTrue();
    assertThat(model.certificate().relativeGap()).isLessThanOrEqualTo(1e-6);
    assertThat(model.rank()).isEqualTo(2);
    assertThat(model.singularValues().toArray()).hasSizeGreaterThanOrEqualTo(2);
    DenseMatrix found = model.matrix();
    DenseMatrix product = model.leftFactors().multiply(model.rightFactors().transpose());
    double largest = Math.sqrt(truth.data().length);
    for (int i = 0; i < D1; i++) {
      for (int j = 0; j < D2; j++) {
        assertThat(found.apply(i, j)).isCloseTo(truth.get(i, j), within(error * largest));
        assertThat(product.apply(i, j)).isCloseTo(found.apply(i, j), within(1e-12 * largest));
      }
    }
    Row errors =
        model
            .transform(table)
            .agg(functions.max(functions.expr("abs(prediction - label)")), functions.count("*"))
            .first();
    assertThat(errors.getDouble(0)).isLessThan(20 * error);
    assertThat(errors.getLong(1)).isEqualTo(N);
  }

  @Test
  void anEstimatorAndItsModel_comeBackFromFiles() throws Exception {
    MatrixSensing estimator = estimator().setLeftCol("a").setRightCol("b").setSeed(3);
    Dataset<Row> table = rankOne();
    MatrixSensingModel model = estimator.fit(table);
    String path = directory.resolve("model").toString();
    model.save(path);
    MatrixSensingModel loaded = MatrixSensingModel.load(path);
    assertThat(loaded.transform(table).collectAsList())
        .isEqualTo(model.transform(table).collectAsList());
    assertThat(loaded.summary().numbers()).isEqualTo(model.summary().numbers());
    String saved = directory.resolve("estimator").toString();
    estimator.save(saved);
    assertThat(MatrixSensing.load(saved).explainParams()).isEqualTo(estimator.explainParams());
  }

  @Test
  void crossValidation_choosesTheSmallWeight() {
    MatrixSensing estimator = estimator().setNumRows(D1).setRelativeGap(1e-2);
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(estimator.regParam(), new double[] {1, LAMBDA}).build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(estimator)
            .setEstimatorParamMaps(grid)
            .setEvaluator(new RegressionEvaluator())
            .setNumFolds(2)
            .fit(dense());
    assertThat(model.avgMetrics()[1]).isLessThan(model.avgMetrics()[0]);
  }

  @Test
  void withoutRegParam_itIsChosen() {
    FitSummary numbers =
        new MatrixSensing().setNumRows(D1).setNumCols(D2).fit(dense()).summary().numbers();
    assertThat(numbers.choice()).isPresent();
    assertThat(numbers.proof().certified()).isTrue();
  }

  @Test
  void refusals() {
    refused(
        () -> estimator().setLeftCol("a").fit(rankOne()),
        "set one of: measurementCol; leftCol and rightCol; rowsCol, colsCol and valuesCol");
    refused(
        () -> estimator().setMeasurementCol("label").fit(dense()),
        "column \"label\" has type double, which is neither a vector nor an array of numbers");
    refused(() -> estimator().fit(dense()), "say its rows and columns");
    refused(() -> estimator().setLabelCol("y").fit(dense()), "no column \"y\"");
    Dataset<Row> lacking =
        rankOne().withColumn("label", functions.expr("if(label > 1, null, label)")).coalesce(1);
    refused(() -> estimator().setLeftCol("a").setRightCol("b").fit(lacking), "label is missing");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }
}
