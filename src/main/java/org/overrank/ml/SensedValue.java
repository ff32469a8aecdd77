package org.overrank.ml;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.linalg.Axpy;
import org.overrank.linalg.Dot;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.loss.Loss;
import org.overrank.objective.Factors;

/** ⟨A, UVᵀ⟩ as a SQL function of the columns that hold A; null where one of them is null. */
final class SensedValue implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<LowRankMatrix> matrix;
  private final Loss loss;
  private transient @Nullable Matrix product;

  private SensedValue(Broadcast<LowRankMatrix> matrix, Loss loss) {
    this.matrix = matrix;
    this.loss = loss;
  }

  /** The columns that hold A. */
  static List<String> columns(SensingParams<?> stage) {
    return switch (stage.measurementKind()) {
      case RANK_ONE -> List.of(stage.getLeftCol(), stage.getRightCol());
      case SPARSE -> List.of(stage.getRowsCol(), stage.getColsCol(), stage.getValuesCol());
      default -> List.of(stage.getMeasurementCol());
    };
  }

  /**
   * The prediction of measurements.
   *
   * @param matrix what was fitted
   * @param stage tells the columns
   * @param table that has them
   * @param loss whose response to ⟨A, M⟩ is told
   */
  static Column of(
      Broadcast<LowRankMatrix> matrix, SensingParams<?> stage, Dataset<?> table, Loss loss) {
    SensedValue value = new SensedValue(matrix, loss);
    Column[] lists =
        columns(stage).stream().map(name -> ListColumns.read(table, name)).toArray(Column[]::new);
    UserDefinedFunction function =
        switch (lists.length) {
          case 1 -> functions.udf((UDF1<Object, Double>) value::dense, DataTypes.DoubleType);
          case 2 ->
              functions.udf((UDF2<Object, Object, Double>) value::rankOne, DataTypes.DoubleType);
          default ->
              functions.udf(
                  (UDF3<Object, Object, Object, Double>) value::sparse, DataTypes.DoubleType);
        };
    return function.apply(lists);
  }

  private @Nullable Double dense(@Nullable Object cells) {
    if (cells == null) {
      return null;
    }
    Matrix m = product();
    double[] a = ListColumns.numbers(cells);
    if (a.length != m.data().length) {
      throw new InvalidInputException(
          String.format(
              "a measurement has %d numbers where %d x %d = %d are expected",
              a.length, m.rows(), m.cols(), m.data().length));
    }
    return loss.response(Dot.product(a, 0, m.data(), 0, a.length));
  }

  private Matrix product() {
    Matrix known = product;
    if (known == null) {
      Factors factors = matrix.value().factors();
      known = Multiply.abt(factors.left(), factors.right());
      product = known;
    }
    return known;
  }

  private @Nullable Double rankOne(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    Factors factors = matrix.value().factors();
    double[] a = combined(factors.left(), ListColumns.numbers(left), "left");
    double[] b = combined(factors.right(), ListColumns.numbers(right), "right");
    return loss.response(Dot.product(a, 0, b, 0, a.length));
  }

  /** Fᵀx. */
  private static double[] combined(Matrix factor, double[] x, String side) {
    if (x.length != factor.rows()) {
      throw new InvalidInputException(
          String.format(
              "a %s vector has %d numbers where %d are expected", side, x.length, factor.rows()));
    }
    double[] sum = new double[factor.cols()];
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        Axpy.add(x[i], factor.data(), i * factor.cols(), sum, 0, sum.length);
      }
    }
    return sum;
  }

  private @Nullable Double sparse(
      @Nullable Object rows, @Nullable Object cols, @Nullable Object values) {
    if (rows == null || cols == null || values == null) {
      return null;
    }
    double[] i = ListColumns.numbers(rows);
    double[] j = ListColumns.numbers(cols);
    double[] a = ListColumns.numbers(values);
    if (i.length != a.length || j.length != a.length) {
      throw new InvalidInputException(
          String.format(
              "a measurement has %d rows, %d columns and %d values, not equally many",
              i.length, j.length, a.length));
    }
    LowRankMatrix m = matrix.value();
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * m.predict(index(i[k], m.rows().size()), index(j[k], m.cols().size()));
    }
    return loss.response(sum);
  }

  private static int index(double number, int limit) {
    if (!(number >= 0 && number < limit) || number != Math.rint(number)) {
      throw new InvalidInputException(
          "a measurement has a cell at " + number + ", not from 0 and below " + limit);
    }
    return (int) number;
  }
}
