package org.overrank.run;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.WarmStart;
import org.overrank.landscape.RecoveryError;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
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

  TruthBeside(SparkSession session, DataRequest request, MeasuredData data) {
    this.session = session;
    this.request = request;
    this.data = data;
  }

  /**
   * ‖UVᵀ − M*‖_F/‖M*‖_F on the rows and columns that the measurements have.
   *
   * @param found (U, V)
   * @return the error, or null where no truth is known, or the problem is not in its units
   */
  @Nullable Double recoveryError(Factors found) {
    Factors truth = known();
    return truth == null || truth.normSquared() == 0
        ? null
        : RecoveryError.of(data.shape().units().factorsOf(found), truth);
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
