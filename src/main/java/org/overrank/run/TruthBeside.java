package org.overrank.run;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.WarmStart;
import org.overrank.landscape.RecoveryError;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.Units;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.table.FilePaths;
import org.overrank.spark.table.FrameTable;

/** The matrix that measurements were made of, where {@code generate} has left it beside them. */
public final class TruthBeside {
  /** The directory beside the measurements. */
  public static final String NAME = "truth";

  private final SparkSession session;
  private final DataRequest request;

  TruthBeside(SparkSession session, DataRequest request) {
    this.session = session;
    this.request = request;
  }

  /**
   * ‖UVᵀ − M*‖_F/‖M*‖_F on the rows and columns that the measurements have.
   *
   * @param data the measurements
   * @param found (U, V)
   * @return the error, or null where no truth is known, or the problem is not in its units
   */
  @Nullable Double recoveryError(MeasuredData data, Factors found) {
    boolean plain =
        request.center().equals(EnumWords.of(CenteringKind.NONE))
            && request.regularizer().equals(EnumWords.of(Regularizer.PLAIN));
    if (request.path().equals(FrameTable.NAME)) {
      return null;
    }
    Path truth = new Path(FilePaths.of(request.path()).getParent(), NAME);
    if (!plain || !isThere(truth)) {
      return null;
    }
    Units units = data.shape().units();
    Factors known =
        units.factorsOf(WarmStart.point(ModelStore.load(session, truth.toString()).matrix(), data));
    return known.normSquared() == 0 ? null : RecoveryError.of(units.factorsOf(found), known);
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
