package org.overrank.run;

import java.io.IOException;
import java.util.OptionalDouble;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.WarmStart;
import org.overrank.landscape.RecoveryError;
import org.overrank.landscape.StateFidelity;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
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
  private @Nullable Factors known;
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
   * @param fidelity of a state
   * @param linearFidelity that of linear inversion
   */
  record Comparison(
      @Nullable Double recoveryError, @Nullable Double fidelity, @Nullable Double linearFidelity) {
    static final Comparison NONE = new Comparison(null, null, null);
  }

  /**
   * Compares an answer with the truth. Of states linear inversion is, too: some passes, the first
   * time.
   *
   * @param found (U, V)
   * @param structure what was known of the matrix
   * @param objective the measurements
   * @return nothing where no truth is known, or the problem is not in its units
   */
  Comparison compare(Factors found, Structure structure, Objective objective) {
    Factors truth = known();
    if (truth == null || truth.normSquared() == 0) {
      return Comparison.NONE;
    }
    double error = RecoveryError.of(data.shape().units().factorsOf(found), truth);
    return structure.isComplex()
        ? new Comparison(
            error,
            boxed(StateFidelity.of(truth.left(), found.left())),
            boxed(linear(truth, structure, objective)))
        : new Comparison(error, null, null);
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
  private synchronized @Nullable Factors known() {
    if (!isRead) {
      known = read();
      isRead = true;
    }
    return known;
  }

  private @Nullable Factors read() {
    boolean plain =
        request.center().equals(EnumWords.of(CenteringKind.NONE))
            && request.regularizer().equals(EnumWords.of(Regularizer.PLAIN));
    if (!plain || request.path().equals(FrameTable.NAME)) {
      return null;
    }
    Path truth = new Path(FilePaths.of(request.path()).getParent(), NAME);
    if (!isThere(truth)) {
      return null;
    }
    LowRankMatrix matrix = ModelStore.load(session, truth.toString()).matrix();
    return data.shape().units().factorsOf(WarmStart.point(matrix, data));
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
