package org.overrank.run;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.WarmStart;
import org.overrank.landscape.RecoveryError;
import org.overrank.landscape.StateFidelity;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.Structure;
import org.overrank.optim.LinearInversion;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.table.FilePaths;
import org.overrank.spark.table.FrameTable;

/** The matrix that measurements were made of, where {@code generate} has left it beside them. */
public final class TruthBeside {
  /** The directory beside the measurements. */
  public static final String NAME = "truth";

  private final SparkSession session;
  private final DataRequest request;
  private final MeasuredData data;
  private boolean isRead;
  private @Nullable LowRankMatrix truth;
  private @Nullable OptionalDouble linear;

  TruthBeside(SparkSession session, DataRequest request, MeasuredData data) {
    this.session = session;
    this.request = request;
    this.data = data;
  }

  /**
   * An answer beside the truth; null is what is not known.
   *
   * @param recoveryError ‖UVᵀ − M*‖_F/‖M*‖_F on the rows and columns that the measurements have
   * @param responseError the same on the scale of the data, where M* is log-odds or log-rates
   * @param fidelity of a state
   * @param linearFidelity that of linear inversion
   */
  record Comparison(
      @Nullable Double recoveryError,
      @Nullable Double responseError,
      @Nullable Double fidelity,
      @Nullable Double linearFidelity) {
    static final Comparison NONE = new Comparison(null, null, null, null);
  }

  /**
   * Compares an answer with the truth. Of states linear inversion is, too: some passes, the first
   * time.
   *
   * @param found (U, V)
   * @param matrix the same as it predicts
   * @param structure what was known of the matrix
   * @param objective the measurements
   * @return nothing where no truth is known, or where it cannot be compared: the truth itself with
   *     centred or weighted problems, or with those of another link
   */
  Comparison compare(
      Factors found, Supplier<LowRankMatrix> matrix, Structure structure, Objective objective) {
    LowRankMatrix known = known();
    if (known == null || known.factors().normSquared() == 0) {
      return Comparison.NONE;
    }
    Double response = known.loss().followsShifts() ? null : responses(matrix.get(), known);
    if (!isComparable(known.loss())) {
      return new Comparison(null, response, null, null);
    }
    Factors truth = data.shape().units().factorsOf(WarmStart.point(known, data));
    double error = RecoveryError.of(data.shape().units().factorsOf(found), truth);
    return structure.isComplex()
        ? new Comparison(
            error,
            response,
            boxed(StateFidelity.of(truth.left(), found.left())),
            boxed(linear(truth, structure, objective)))
        : new Comparison(error, response, null, null);
  }

  private boolean isComparable(Loss ofTruth) {
    boolean sameLink =
        ofTruth.equals(request.loss())
            || (ofTruth.followsShifts() && request.loss().followsShifts());
    return sameLink
        && request.center().equals(EnumWords.of(CenteringKind.NONE))
        && request.regularizer().equals(EnumWords.of(Regularizer.PLAIN));
  }

  private static double responses(LowRankMatrix found, LowRankMatrix truth) {
    int[] rows = indices(found.rows(), truth.rows());
    int[] cols = indices(found.cols(), truth.cols());
    return RecoveryError.ofCells(
        rows.length, cols.length, found::predict, (a, b) -> truth.predict(rows[a], cols[b]));
  }

  private static int[] indices(IdIndex found, IdIndex truth) {
    return IntStream.range(0, found.size()).map(a -> truth.indexOf(found.idAt(a))).toArray();
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private synchronized OptionalDouble linear(
      Factors truth, Structure structure, Objective objective) {
    OptionalDouble known = linear;
    if (known == null) {
      known =
          objective.shape().loss().isSquared()
              ? LinearInversion.of(objective, structure.gauge())
                  .map(matrix -> StateFidelity.of(truth.left(), StateFidelity.positivePart(matrix)))
                  .orElse(OptionalDouble.empty())
              : OptionalDouble.empty();
      linear = known;
    }
    return known;
  }

  /** Read once, however many trials are compared with it. */
  private synchronized @Nullable LowRankMatrix known() {
    if (!isRead) {
      truth = read();
      isRead = true;
    }
    return truth;
  }

  private @Nullable LowRankMatrix read() {
    if (request.path().equals(FrameTable.NAME)) {
      return null;
    }
    Path place = new Path(FilePaths.of(request.path()).getParent(), NAME);
    return isThere(place) ? ModelStore.load(session, place.toString()).matrix() : null;
  }

  private boolean isThere(Path truth) {
    try {
      return truth
          .getFileSystem(session.sparkContext().hadoopConfiguration())
          .exists(new Path(truth, "metadata.json"));
    } catch (IOException e) {
      throw new InvalidInputException(truth + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
