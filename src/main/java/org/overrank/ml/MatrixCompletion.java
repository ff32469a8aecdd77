package org.overrank.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.EntriesRequest;
import org.overrank.run.LambdaChoice;
import org.overrank.run.Run;
import org.overrank.spark.table.FrameTable;

/**
 * Completes a matrix from some of its entries, without being told the rank, and proves how good the
 * answer is. It takes the place of {@link org.apache.spark.ml.recommendation.ALS}.
 *
 * <p>With {@code regularizer} {@code weighted}, the default, it minimises what ALS minimises, for
 * the same {@code regParam} ρ:
 *
 * <pre>Σ w (r − uᵀv)² + ρ (Σ n_u ‖u‖² + Σ n_v ‖v‖²),</pre>
 *
 * n being the numbers of ratings of a user and of an item. With {@code plain} it minimises
 *
 * <pre>(1/N) Σ w (r − uᵀv)² + ρ (Σ ‖u‖² + Σ ‖v‖²).</pre>
 *
 * <p>With {@code implicitPrefs} or an {@code unobservedWeight} the sums are over all cells, those
 * without a rating being 0: ALS's objective of implicit feedback for the same {@code alpha} and
 * {@code regParam}, or iALS's (theory, section 8).
 *
 * <p>Where all users, and all items, have equally many ratings, ρ of {@code weighted} and ρ/√(d1
 * d2) of {@code plain} are the same problem (theory, sections 1 and 2).
 */
public final class MatrixCompletion
    extends LowRankEstimator<MatrixCompletion, MatrixCompletionModel>
    implements CompletionParams<MatrixCompletion>,
        ClickParams<MatrixCompletion>,
        AlsSetters<MatrixCompletion>,
        LossParam<MatrixCompletion>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final CompletionColumns columns;
  private final ClickColumns clicks;
  private final Param<String> regularizer;
  private final Param<String> loss;
  private final Param<String> center;
  private final Param<String> duplicates;
  private final Param<MatrixCompletionModel> warmStart;

  /** An estimator with a random uid. */
  public MatrixCompletion() {
    this(Identifiable.randomUID("MatrixCompletion"));
  }

  /**
   * An estimator with a given uid.
   *
   * @param uid unique among stages
   */
  public MatrixCompletion(String uid) {
    super(
        uid,
        SolverKind.VARIABLE_PROJECTION,
        SolverKind.SCALED_LBFGS,
        SolverKind.GRADIENT_DESCENT,
        SolverKind.SCALED_GRADIENT_DESCENT,
        SolverKind.LBFGS);
    columns = new CompletionColumns(uid);
    clicks = new ClickColumns(uid);
    ParamKit kit = new ParamKit(uid);
    regularizer =
        kit.word(
            "regularizer",
            "how factors are penalised; weighted: by the numbers of ratings, as ALS does;"
                + " frequency: as iALS does, with unobservedWeight",
            "weighted",
            "plain",
            "frequency");
    loss = kit.loss();
    center =
        kit.word("center", "what is subtracted from the ratings first", "none", "mean", "biases");
    duplicates =
        kit.word(
            "duplicates",
            "what is done with several ratings of one item by one user; keep: each counts, as in"
                + " ALS",
            "keep",
            "mean",
            "error");
    warmStart =
        new Param<>(uid, "warmStart", "a fitted model to begin at", MatrixCompletionModel.class);
    setDefaults();
  }

  private void setDefaults() {
    setCommonDefaults();
    setDefault(loss, "squared");
    setDefault(solver(), SolverKind.VARIABLE_PROJECTION.word());
    setDefault(columns.userCol, "user");
    setDefault(columns.itemCol, "item");
    setDefault(columns.ratingCol, "rating");
    setDefault(columns.predictionCol, "prediction");
    setDefault(columns.coldStartStrategy, "nan");
    setDefault(regularizer, "weighted");
    setDefault(center, "none");
    setDefault(duplicates, "keep");
    setDefault(clicks.implicitPrefs, false);
    setDefault(clicks.alpha, 1.0);
  }

  /**
   * Fits the matrix of the ratings. The DataFrame is computed once.
   *
   * @param dataset with columns of users, items and ratings
   * @return the model
   * @throws InvalidInputException if the ratings cannot be used: one line that says what is wrong
   *     and in which row
   */
  @Override
  public MatrixCompletionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    EntriesRequest request = new EntriesRequest(source(), options(), ratings(dataset));
    boolean plain = getRegularizer().equals("plain");
    MatrixCompletionModel warm = isDefined(warmStart) ? getWarmStart() : null;
    Run.Outcome found =
        new Training(this, dataset.sparkSession(), request)
            .run(
                count -> plain ? getRegParam() : getRegParam() / count,
                warm == null ? null : warm.fitted().matrix());
    MatrixCompletionModel model =
        new MatrixCompletionModel(
            uid(),
            found.model(),
            new TrainingSummary(found.summary(), found.result().trace()),
            IdType.of(Columns.type(dataset.schema(), getUserCol()), found.model().matrix().rows()),
            IdType.of(Columns.type(dataset.schema(), getItemCol()), found.model().matrix().cols()));
    return copyValues(model.setParent(this), ParamMap.empty());
  }

  private EntrySource source() {
    return EntrySource.of(FrameTable.NAME)
        .withColumns(getUserCol(), getItemCol(), getRatingCol())
        .withWeight(isDefined(columns.weightCol) ? getWeightCol() : null);
  }

  private EntryOptions options() {
    return new EntryOptions(
        BadRowPolicy.FAIL,
        isSet(duplicates)
            ? EnumWords.parse(DuplicatePolicy.class, getDuplicates())
            : unobserved().keeping(),
        getNumPartitions(),
        question() == null ? 0 : LambdaChoice.HOLDOUT,
        getSeed(),
        HoldoutRule.CELLS,
        chosenCenter(),
        EnumWords.parse(Regularizer.class, getRegularizer()),
        unobserved(),
        charged());
  }

  @Override
  public Param<String> loss() {
    return loss;
  }

  private CenteringKind chosenCenter() {
    return question() != null && !isSet(center) && !unobserved().isOn() && charged().followsShifts()
        ? LambdaChoice.CENTER
        : EnumWords.parse(CenteringKind.class, getCenter());
  }

  private Dataset<Row> ratings(Dataset<?> dataset) {
    List<String> names = new ArrayList<>(List.of(getUserCol(), getItemCol(), getRatingCol()));
    if (isDefined(columns.weightCol)) {
      names.add(getWeightCol());
    }
    return Columns.flat(dataset, names);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.type(schema, getUserCol());
    Columns.type(schema, getItemCol());
    Columns.type(schema, getRatingCol());
    if (isDefined(columns.weightCol)) {
      Columns.type(schema, getWeightCol());
    }
    return Columns.withPrediction(schema, getPredictionCol());
  }

  @Override
  public MatrixCompletion copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public CompletionColumns columns() {
    return columns;
  }

  @Override
  public ClickColumns clicks() {
    return clicks;
  }

  @Override
  public MatrixCompletion self() {
    return this;
  }

  /** The model that is begun at is saved along, in a directory of its own. */
  @Override
  public MLWriter write() {
    return new CompletionWriter(this);
  }

  /** {@return what reads estimators that were saved} */
  public static MLReader<MatrixCompletion> read() {
    return new CompletionWriter.Reader();
  }

  /**
   * Reads an estimator that was saved.
   *
   * @param path where
   * @return the estimator
   */
  public static MatrixCompletion load(String path) {
    return read().load(path);
  }

  /** {@return the param of the regularizer} */
  public Param<String> regularizer() {
    return regularizer;
  }

  /** {@return the regularizer} */
  public String getRegularizer() {
    return getOrDefault(regularizer).toLowerCase(Locale.ROOT);
  }

  /**
   * Sets how factors are penalised.
   *
   * @param value weighted (ALS's objective), plain (the trace norm) or frequency (iALS's, with an
   *     unobservedWeight)
   * @return this
   */
  public MatrixCompletion setRegularizer(String value) {
    set(regularizer, value);
    return this;
  }

  /** {@return the param of the centering} */
  public Param<String> center() {
    return center;
  }

  /** {@return what is subtracted from the ratings first, where regParam or this is set} */
  public String getCenter() {
    return getOrDefault(center).toLowerCase(Locale.ROOT);
  }

  /**
   * Sets what is subtracted from the ratings before the fit; predictions add it again. By default
   * nothing; biases where regParam is not set.
   *
   * @param value none, mean, or biases (of users and items)
   * @return this
   */
  public MatrixCompletion setCenter(String value) {
    set(center, value);
    return this;
  }

  /** {@return the param of the treatment of duplicates} */
  public Param<String> duplicates() {
    return duplicates;
  }

  /** {@return what is done with several ratings of one item by one user} */
  public String getDuplicates() {
    return getOrDefault(duplicates).toLowerCase(Locale.ROOT);
  }

  /**
   * Sets what is done with several ratings of one item by one user. They are counted and warned of.
   *
   * @param value keep (each counts, as in ALS), mean, or error
   * @return this
   */
  public MatrixCompletion setDuplicates(String value) {
    set(duplicates, value);
    return this;
  }

  /** {@return the param of the model to begin at} */
  public Param<MatrixCompletionModel> warmStart() {
    return warmStart;
  }

  /** {@return the model to begin at, if it is set} */
  public MatrixCompletionModel getWarmStart() {
    return getOrDefault(warmStart);
  }

  /**
   * Sets a model to begin at, such as yesterday's. Ids are matched; those that it does not know
   * begin at zero.
   *
   * @param value a fitted model
   * @return this
   */
  public MatrixCompletion setWarmStart(@Nullable MatrixCompletionModel value) {
    if (value == null) {
      clear(warmStart);
    } else {
      set(warmStart, value);
    }
    return this;
  }

  /**
   * ALS's word for {@link #setSearchRank}.
   *
   * @param value columns of the factors
   * @return this
   */
  public MatrixCompletion setRank(int value) {
    return setSearchRank(value);
  }
}
