package org.overrank.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Certificate;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.EntryReader;
import org.overrank.spark.model.CellFunction;
import org.overrank.spark.model.FoldIn;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.FrameTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A matrix of ratings that {@link MatrixCompletion} has fitted. */
public final class MatrixCompletionModel extends Model<MatrixCompletionModel>
    implements CompletionParams<MatrixCompletionModel>, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(MatrixCompletionModel.class);

  private final String uid;
  private final CompletionColumns columns;
  private final IdType users;
  private final IdType items;
  private final SharedMatrix shared;
  // Of use on the driver only; a model that went over the wire has them no longer.
  private final transient LowRankModel fitted;
  private final transient @Nullable TrainingSummary summary;

  /**
   * Never a model: service files, by which Spark Connect finds this class, demand it to be here.
   *
   * @throws UnsupportedOperationException always
   */
  public MatrixCompletionModel() {
    throw new UnsupportedOperationException("a model is what MatrixCompletion fits");
  }

  /**
   * A model without params.
   *
   * @param uid unique among stages
   * @param fitted the matrix
   * @param summary how the fit went, or null if it is no longer what a fit found
   * @param users what the users' ids were
   * @param items what the items' ids were
   */
  MatrixCompletionModel(
      String uid,
      LowRankModel fitted,
      @Nullable TrainingSummary summary,
      IdType users,
      IdType items) {
    this(uid, fitted, summary, users, items, new SharedMatrix(fitted.matrix()));
  }

  private MatrixCompletionModel(
      String uid,
      LowRankModel fitted,
      @Nullable TrainingSummary summary,
      IdType users,
      IdType items,
      SharedMatrix shared) {
    this.uid = uid;
    this.fitted = fitted;
    this.summary = summary;
    this.users = users;
    this.items = items;
    this.columns = new CompletionColumns(uid);
    this.shared = shared;
  }

  LowRankModel fitted() {
    return fitted;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public CompletionColumns columns() {
    return columns;
  }

  @Override
  public MatrixCompletionModel self() {
    return this;
  }

  /**
   * Appends predictions, doubles in the units of the ratings.
   *
   * @param dataset with columns of users and items
   * @return the dataset with the column of predictions; without rows of unknown ids if they are to
   *     be dropped
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    ColdPolicy cold = ColdPolicy.valueOf(getColdStartStrategy().toUpperCase(Locale.ROOT));
    ColdWarning met = new ColdWarning(uid, cold == ColdPolicy.NAN);
    SparkSession session = dataset.sparkSession();
    session.sparkContext().register(met);
    Column predicted =
        CellFunction.of(
            shared.in(session), cold, met, id(dataset, getUserCol()), id(dataset, getItemCol()));
    return Columns.append(dataset, getPredictionCol(), predicted, cold == ColdPolicy.DROP);
  }

  private static Column id(Dataset<?> dataset, String name) {
    return ColumnTypes.id(dataset, Columns.found(dataset.schema(), name));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.type(schema, getUserCol());
    Columns.type(schema, getItemCol());
    return Columns.withPrediction(schema, getPredictionCol());
  }

  /** {@return the numerical rank of the fitted matrix, without what was subtracted} */
  public int rank() {
    return fitted.metadata().rank();
  }

  /** {@return the mean of the ratings that the model was fitted to} */
  public double ratingMean() {
    return fitted.matrix().valueMean();
  }

  /**
   * The users' factors: {@code id}, {@code features} (doubles, such that the product of a user's
   * and an item's is the predicted rating less what was subtracted), and {@code bias} where biases
   * were subtracted.
   *
   * @return a row a user that the fit has seen, in the order of the ids
   */
  public Dataset<Row> userFactors() {
    return FactorFrame.of(shared, fitted.matrix(), false, users);
  }

  /**
   * The items' factors, as {@link #userFactors}.
   *
   * @return a row an item, in the order of the ids
   */
  public Dataset<Row> itemFactors() {
    return FactorFrame.of(shared, fitted.matrix(), true, items);
  }

  /**
   * The best items for every user.
   *
   * @param numItems how many for each
   * @return the user's id and {@code recommendations}, an array of (item's id, rating), best first
   */
  public Dataset<Row> recommendForAllUsers(int numItems) {
    return recommend(false, known(fitted.matrix()), numItems);
  }

  /**
   * The best users for every item.
   *
   * @param numUsers how many for each
   * @return the item's id and {@code recommendations}, an array of (user's id, rating), best first
   */
  public Dataset<Row> recommendForAllItems(int numUsers) {
    return recommend(true, known(fitted.matrix().transposed()), numUsers);
  }

  /**
   * The best items for some users.
   *
   * @param dataset with a column of users; those that are not known are left out
   * @param numItems how many for each
   * @return as {@link #recommendForAllUsers}, a row a user
   */
  public Dataset<Row> recommendForUserSubset(Dataset<?> dataset, int numItems) {
    return recommend(false, known(dataset, getUserCol(), fitted.matrix()), numItems);
  }

  /**
   * The best users for some items.
   *
   * @param dataset with a column of items; those that are not known are left out
   * @param numUsers how many for each
   * @return as {@link #recommendForAllItems}, a row an item
   */
  public Dataset<Row> recommendForItemSubset(Dataset<?> dataset, int numUsers) {
    return recommend(true, known(dataset, getItemCol(), fitted.matrix().transposed()), numUsers);
  }

  private Dataset<Row> recommend(boolean toItems, int[] indices, int most) {
    if (most < 1) {
      throw new InvalidInputException("recommendations must be at least 1 each, not " + most);
    }
    Recommendations.Side user = new Recommendations.Side(getUserCol(), users);
    Recommendations.Side item = new Recommendations.Side(getItemCol(), items);
    SparkSession session = SparkSession.active();
    return new Recommendations(toItems ? item : user, toItems ? user : item, toItems)
        .of(session, shared.in(session), indices, most);
  }

  /** Rows that the fit has seen. */
  private static int[] known(LowRankMatrix matrix) {
    return IntStream.range(0, matrix.rows().size()).filter(matrix::isKnownRow).toArray();
  }

  private static int[] known(Dataset<?> dataset, String name, LowRankMatrix matrix) {
    List<Row> rows = dataset.select(id(dataset, name)).distinct().collectAsList();
    return rows.stream()
        .mapToInt(row -> row.isNullAt(0) ? -1 : matrix.rows().indexOf(row.get(0)))
        .filter(matrix::isKnownRow)
        .sorted()
        .toArray();
  }

  /**
   * A model that knows more users: each user of the ratings gets the factor, and the bias, that fit
   * these ratings best with all items as they are, whether the user is new or not. Give all ratings
   * of such a user.
   *
   * @param ratings with columns of users, items and ratings, named as in the fit
   * @return a new model, without a summary and a certificate: it is no fit's answer; to get one,
   *     fit all ratings with this as {@code warmStart}
   * @throws InvalidInputException if the ratings cannot be used, or none is of a known item
   */
  public MatrixCompletionModel foldInUsers(Dataset<?> ratings) {
    return foldIn(ratings, false);
  }

  /**
   * A model that knows more items, as {@link #foldInUsers}.
   *
   * @param ratings with columns of users, items and ratings, named as in the fit
   * @return a new model, without a summary and a certificate
   * @throws InvalidInputException if the ratings cannot be used, or none is of a known user
   */
  public MatrixCompletionModel foldInItems(Dataset<?> ratings) {
    return foldIn(ratings, true);
  }

  private MatrixCompletionModel foldIn(Dataset<?> ratings, boolean ofItems) {
    String own = ofItems ? getItemCol() : getUserCol();
    String other = ofItems ? getUserCol() : getItemCol();
    String weight = isDefined(columns.weightCol) ? getOrDefault(columns.weightCol) : null;
    EntrySource source =
        EntrySource.of(FrameTable.NAME)
            .withColumns(own, other, getOrDefault(columns.ratingCol))
            .withWeight(weight);
    Unobserved unobserved = fitted.metadata().entries().unobserved();
    EntryOptions options =
        EntryOptions.defaults().withUnobserved(unobserved).withOnDuplicate(unobserved.keeping());
    List<String> names = new ArrayList<>(List.of(own, other, getOrDefault(columns.ratingCol)));
    if (weight != null) {
      names.add(weight);
    }
    Dataset<Row> frame = Columns.flat(ratings, names);
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(ratings.sparkSession().sparkContext());
    try (Descriptions jobs = new Descriptions(context.sc(), uid);
        EntryData data = readFolded(jobs, frame, source, options)) {
      FoldIn.Outcome found = FoldIn.into(fitted, ofItems).rows(context, data);
      if (found.skipped() > 0) {
        LOG.warn("{}: {} of column {} have no known {}", uid, found.skipped(), own, other);
      }
      IdType foldedType = IdType.of(Columns.type(ratings.schema(), own), data.rows());
      LowRankMatrix matrix = ofItems ? found.matrix().transposed() : found.matrix();
      return copyValues(
          new MatrixCompletionModel(
              uid,
              new LowRankModel(fitted.metadata().withIds(matrix), matrix),
              null,
              ofItems ? users : users.or(foldedType),
              ofItems ? items.or(foldedType) : items),
          ParamMap.empty());
    }
  }

  private static EntryData readFolded(
      Descriptions jobs, Dataset<Row> frame, EntrySource source, EntryOptions options) {
    jobs.say("folding in");
    return EntryReader.read(frame, source, options);
  }

  /** {@return whether this is what a fit found, with a summary and a certificate} */
  public boolean hasSummary() {
    return summary != null;
  }

  /**
   * How the fit went.
   *
   * @return the summary
   * @throws IllegalStateException if there is none, as in a model with folded-in users or items
   */
  public TrainingSummary summary() {
    if (summary == null) {
      throw new IllegalStateException(
          "model "
              + uid
              + " has no summary and no certificate: users or items were folded in; fit all ratings"
              + " with it as warmStart");
    }
    return summary;
  }

  /**
   * How good the answer is, proven.
   *
   * @return the certificate of the fit
   * @throws IllegalStateException if there is none, as in a model with folded-in users or items
   */
  public Certificate certificate() {
    return summary().certificate();
  }

  @Override
  public MatrixCompletionModel copy(ParamMap extra) {
    MatrixCompletionModel copied =
        new MatrixCompletionModel(uid, fitted, summary, users, items, shared);
    return copyValues(copied, extra).setParent(parent());
  }

  @Override
  public String toString() {
    return "MatrixCompletionModel: uid="
        + uid
        + ", "
        + fitted.matrix().rows().size()
        + " users, "
        + fitted.matrix().cols().size()
        + " items, rank "
        + rank()
        + (summary == null ? "" : ". " + summary.verdict());
  }

  /** Saves Spark ML's metadata and what {@code overrank predict} and {@code certify} read. */
  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** {@return what reads models that were saved} */
  public static MLReader<MatrixCompletionModel> read() {
    return new Reader();
  }

  /**
   * Reads a model that was saved.
   *
   * @param path where
   * @return the model, with its summary and certificate
   */
  public static MatrixCompletionModel load(String path) {
    return read().load(path);
  }

  /** Saves a model. */
  private static final class Writer extends MLWriter {
    private final MatrixCompletionModel model;

    Writer(MatrixCompletionModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      new ModelFiles(sparkSession(), path)
          .save(
              model,
              Map.of("userIds", model.users.word(), "itemIds", model.items.word()),
              model.fitted,
              model.summary);
    }
  }

  /** Reads a model. */
  private static final class Reader extends MLReader<MatrixCompletionModel> {
    @Override
    public MatrixCompletionModel load(String path) {
      ModelFiles files = new ModelFiles(sparkSession(), path);
      DefaultParamsReader.Metadata metadata = files.metadata(MatrixCompletionModel.class);
      return ModelFiles.withParams(
          new MatrixCompletionModel(
              metadata.uid(),
              files.model(),
              files.summary(),
              IdType.ofWord(files.word(metadata, "userIds")),
              IdType.ofWord(files.word(metadata, "itemIds"))),
          metadata);
    }
  }
}
