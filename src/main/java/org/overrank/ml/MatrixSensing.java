package org.overrank.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.measurements.MeasurementColumns;
import org.overrank.data.measurements.MeasurementOptions;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.TextDialect;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.LambdaChoice;
import org.overrank.run.MatricesRequest;
import org.overrank.run.Run;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.Storage;
import org.overrank.spark.table.FrameTable;

/**
 * Recovers a low-rank matrix M from linear measurements y = ⟨A, M⟩ of it, without being told the
 * rank, and proves how good the answer is.
 *
 * <p>It minimises (1/N) Σ w (⟨A, UVᵀ⟩ − y)² + λ(‖U‖² + ‖V‖²), λ being {@code regParam}, which has
 * no default. A row of the DataFrame holds y and A: all of its cells by rows ({@code
 * measurementCol}), or vectors a and b where A = abᵀ ({@code leftCol}, {@code rightCol}), or lists
 * of the rows, columns and values of its cells ({@code rowsCol}, {@code colsCol}, {@code
 * valuesCol}).
 */
public final class MatrixSensing extends LowRankEstimator<MatrixSensing, MatrixSensingModel>
    implements SensingParams<MatrixSensing>, LossParam<MatrixSensing>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final SensingColumns columns;
  private final Param<String> loss;
  private final Param<String> labelCol;
  private final Param<String> weightCol;
  private final IntParam numRows;
  private final IntParam numCols;

  /** An estimator with a random uid. */
  public MatrixSensing() {
    this(Identifiable.randomUID("MatrixSensing"));
  }

  /**
   * An estimator with a given uid.
   *
   * @param uid unique among stages
   */
  public MatrixSensing(String uid) {
    super(
        uid,
        SolverKind.SCALED_LBFGS,
        SolverKind.GRADIENT_DESCENT,
        SolverKind.SCALED_GRADIENT_DESCENT,
        SolverKind.PROXIMAL_GRADIENT,
        SolverKind.LBFGS);
    columns = new SensingColumns(uid);
    ParamKit kit = new ParamKit(uid);
    loss = kit.loss();
    labelCol = kit.text("labelCol", "column of y");
    weightCol = kit.text("weightCol", "column of positive weights; all 1 if it is not set");
    numRows = kit.atLeast(0, "numRows", "rows of the matrix; 0: read off the measurements");
    numCols = kit.atLeast(0, "numCols", "columns of the matrix; 0: read off the measurements");
    setCommonDefaults();
    setDefault(loss, "squared");
    setDefault(solver(), SolverKind.SCALED_LBFGS.word());
    setDefault(columns.measurementCol, "measurement");
    setDefault(columns.predictionCol, "prediction");
    setDefault(labelCol, "label");
    setDefault(numRows, 0);
    setDefault(numCols, 0);
  }

  /**
   * Fits the matrix that was measured.
   *
   * @param dataset with columns of measurements and of y
   * @return the model
   * @throws InvalidInputException if the measurements cannot be used: one line that says what is
   *     wrong and in which row
   */
  @Override
  public MatrixSensingModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> frame = measurements(dataset);
    boolean costly = dataset.storageLevel().equals(StorageLevel.NONE());
    if (costly) {
      // The reader goes over it up to three times.
      frame.persist(StorageLevel.MEMORY_AND_DISK());
    }
    try {
      Run.Outcome found =
          new Training(
                  this, dataset.sparkSession(), new MatricesRequest(source(), options(), frame))
              .run(count -> getRegParam(), null);
      MatrixSensingModel model =
          new MatrixSensingModel(
              uid(), found.model(), new TrainingSummary(found.summary(), found.result().trace()));
      return copyValues(model.setParent(this), ParamMap.empty());
    } finally {
      if (costly) {
        frame.unpersist();
      }
    }
  }

  private MeasurementSource source() {
    MeasurementColumns names = MeasurementColumns.DEFAULT;
    return new MeasurementSource(
        FrameTable.NAME,
        null,
        TextDialect.USUAL,
        measurementKind(),
        new MeasurementColumns(
            getMeasurementCol(),
            or(columns.leftCol, names.left()),
            or(columns.rightCol, names.right()),
            or(columns.rowsCol, names.cellRows()),
            or(columns.colsCol, names.cellCols()),
            or(columns.valuesCol, names.cellValues()),
            names.index(),
            getLabelCol(),
            isDefined(weightCol) ? getWeightCol() : null));
  }

  private String or(Param<String> column, String name) {
    return isSet(column) ? getOrDefault(column) : name;
  }

  private MeasurementOptions options() {
    return new MeasurementOptions(
        BadRowPolicy.FAIL,
        getNumPartitions(),
        question() == null ? 0 : LambdaChoice.HOLDOUT,
        getSeed(),
        orUnknown(getNumRows()),
        orUnknown(getNumCols()),
        Storage.DOUBLE,
        0,
        charged());
  }

  @Override
  public Param<String> loss() {
    return loss;
  }

  private static @Nullable Integer orUnknown(int stated) {
    return stated == 0 ? null : stated;
  }

  private Dataset<Row> measurements(Dataset<?> dataset) {
    List<String> names = new ArrayList<>(SensedValue.columns(this));
    names.add(getLabelCol());
    if (isDefined(weightCol)) {
      names.add(getWeightCol());
    }
    return Columns.flat(dataset, names);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    boolean dense = measurementKind() == MeasurementKind.DENSE;
    for (String name : SensedValue.columns(this)) {
      ListColumns.require(schema, name, dense);
    }
    Columns.type(schema, getLabelCol());
    if (isDefined(weightCol)) {
      Columns.type(schema, getWeightCol());
    }
    return Columns.withPrediction(schema, getPredictionCol());
  }

  @Override
  public MatrixSensing copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public SensingColumns columns() {
    return columns;
  }

  @Override
  public MatrixSensing self() {
    return this;
  }

  /** {@return what reads estimators that were saved} */
  public static MLReader<MatrixSensing> read() {
    return new Reader();
  }

  /**
   * Reads an estimator that was saved.
   *
   * @param path where
   * @return the estimator
   */
  public static MatrixSensing load(String path) {
    return read().load(path);
  }

  /** Reads an estimator. */
  private static final class Reader extends MLReader<MatrixSensing> {
    @Override
    public MatrixSensing load(String path) {
      DefaultParamsReader.Metadata metadata =
          new ModelFiles(sparkSession(), path).metadata(MatrixSensing.class);
      return ModelFiles.withParams(new MatrixSensing(metadata.uid()), metadata);
    }
  }

  /** {@return the param of the column of y} */
  public Param<String> labelCol() {
    return labelCol;
  }

  /** {@return the column of y} */
  public String getLabelCol() {
    return getOrDefault(labelCol);
  }

  /**
   * Sets the column of y.
   *
   * @param value its name
   * @return this
   */
  public MatrixSensing setLabelCol(String value) {
    set(labelCol, value);
    return this;
  }

  /** {@return the param of the weights' column} */
  public Param<String> weightCol() {
    return weightCol;
  }

  /** {@return the column of the weights, if it is set} */
  public String getWeightCol() {
    return getOrDefault(weightCol);
  }

  /**
   * Sets the column of positive weights; all weigh 1 if it is not set.
   *
   * @param value its name
   * @return this
   */
  public MatrixSensing setWeightCol(String value) {
    set(weightCol, value);
    return this;
  }

  /** {@return the param of the number of rows} */
  public IntParam numRows() {
    return numRows;
  }

  /** {@return the rows of the matrix, 0 where they are read off} */
  public int getNumRows() {
    return ((Number) getOrDefault(numRows)).intValue();
  }

  /**
   * Sets the rows of the matrix, where a row of the DataFrame does not tell.
   *
   * @param value d1, or 0 to read it off
   * @return this
   */
  public MatrixSensing setNumRows(int value) {
    set(numRows, value);
    return this;
  }

  /** {@return the param of the number of columns} */
  public IntParam numCols() {
    return numCols;
  }

  /** {@return the columns of the matrix, 0 where they are read off} */
  public int getNumCols() {
    return ((Number) getOrDefault(numCols)).intValue();
  }

  /**
   * Sets the columns of the matrix, where a row of the DataFrame does not tell.
   *
   * @param value d2, or 0 to read it off
   * @return this
   */
  public MatrixSensing setNumCols(int value) {
    set(numCols, value);
    return this;
  }
}
