package org.overrank.ml;

import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.overrank.certify.Certificate;
import org.overrank.data.model.LowRankModel;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.objective.Factors;
import org.overrank.sensing.MeasurementKind;

/** A matrix that {@link MatrixSensing} has recovered. */
public final class MatrixSensingModel extends Model<MatrixSensingModel>
    implements SensingParams<MatrixSensingModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final SensingColumns columns;
  private final SharedMatrix shared;
  // Of use on the driver only; a model that went over the wire has them no longer.
  private final transient LowRankModel fitted;
  private final transient TrainingSummary summary;

  /**
   * Never a model: service files, by which Spark Connect finds this class, demand it to be here.
   *
   * @throws UnsupportedOperationException always
   */
  public MatrixSensingModel() {
    throw new UnsupportedOperationException("a model is what MatrixSensing fits");
  }

  /**
   * A model without params.
   *
   * @param uid unique among stages
   * @param fitted the matrix
   * @param summary how the fit went
   */
  MatrixSensingModel(String uid, LowRankModel fitted, TrainingSummary summary) {
    this.uid = uid;
    this.fitted = fitted;
    this.summary = summary;
    this.columns = new SensingColumns(uid);
    this.shared = new SharedMatrix(fitted.matrix());
  }

  /**
   * Appends ⟨A, M̂⟩, what the fitted matrix says of measurements.
   *
   * @param dataset with columns of measurements
   * @return the dataset with the column of predictions, null where the measurement is
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Column sensed = SensedValue.of(shared.in(dataset.sparkSession()), this, dataset);
    return Columns.append(dataset, getPredictionCol(), sensed, false);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    boolean dense = measurementKind() == MeasurementKind.DENSE;
    for (String name : SensedValue.columns(this)) {
      ListColumns.require(schema, name, dense);
    }
    return Columns.withPrediction(schema, getPredictionCol());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public SensingColumns columns() {
    return columns;
  }

  @Override
  public MatrixSensingModel self() {
    return this;
  }

  /** {@return d1} */
  public int numRows() {
    return fitted.matrix().rows().size();
  }

  /** {@return d2} */
  public int numCols() {
    return fitted.matrix().cols().size();
  }

  /** {@return the numerical rank of M̂} */
  public int rank() {
    return fitted.metadata().rank();
  }

  /** {@return U, d1 × R, with M̂ = UVᵀ; balanced, columns by descending singular value} */
  public DenseMatrix leftFactors() {
    return dense(fitted.matrix().factors().left());
  }

  /** {@return V, d2 × R, with M̂ = UVᵀ; balanced, columns by descending singular value} */
  public DenseMatrix rightFactors() {
    return dense(fitted.matrix().factors().right());
  }

  /** {@return the singular values of M̂, descending} */
  public Vector singularValues() {
    return Vectors.dense(
        summary.numbers().answer().singularValues().stream()
            .mapToDouble(Double::doubleValue)
            .toArray());
  }

  /**
   * M̂ itself.
   *
   * @return d1 × d2
   * @throws InvalidInputException if it has too many cells for an array
   */
  public DenseMatrix matrix() {
    if ((long) numRows() * numCols() > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          String.format(
              "a %d x %d matrix has too many cells: use its factors", numRows(), numCols()));
    }
    Factors factors = fitted.matrix().factors();
    return dense(Multiply.abt(factors.left(), factors.right()));
  }

  private static DenseMatrix dense(Matrix matrix) {
    return new DenseMatrix(matrix.rows(), matrix.cols(), matrix.data().clone(), true);
  }

  /** {@return how the fit went} */
  public TrainingSummary summary() {
    return summary;
  }

  /** {@return how good the answer is, proven} */
  public Certificate certificate() {
    return summary.certificate();
  }

  @Override
  public MatrixSensingModel copy(ParamMap extra) {
    return copyValues(new MatrixSensingModel(uid, fitted, summary), extra).setParent(parent());
  }

  @Override
  public String toString() {
    return "MatrixSensingModel: uid="
        + uid
        + ", "
        + numRows()
        + " x "
        + numCols()
        + ", rank "
        + rank()
        + ". "
        + summary.verdict();
  }

  /** Saves Spark ML's metadata and what {@code overrank predict} and {@code certify} read. */
  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** {@return what reads models that were saved} */
  public static MLReader<MatrixSensingModel> read() {
    return new Reader();
  }

  /**
   * Reads a model that was saved.
   *
   * @param path where
   * @return the model, with its summary and certificate
   */
  public static MatrixSensingModel load(String path) {
    return read().load(path);
  }

  /** Saves a model. */
  private static final class Writer extends MLWriter {
    private final MatrixSensingModel model;

    Writer(MatrixSensingModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      new ModelFiles(sparkSession(), path).save(model, Map.of(), model.fitted, model.summary);
    }
  }

  /** Reads a model. */
  private static final class Reader extends MLReader<MatrixSensingModel> {
    @Override
    public MatrixSensingModel load(String path) {
      ModelFiles files = new ModelFiles(sparkSession(), path);
      DefaultParamsReader.Metadata metadata = files.metadata(MatrixSensingModel.class);
      TrainingSummary summary =
          Objects.requireNonNull(files.summary(), path + " holds no summary.json");
      return ModelFiles.withParams(
          new MatrixSensingModel(metadata.uid(), files.model(), summary), metadata);
    }
  }
}
