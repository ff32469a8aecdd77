package org.overrank.spark.model;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.ModelSide;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.MatrixByRange;

/** A model whose rows are where their entries are. */
public final class PlacedModel extends LowRankModel {
  private final EntryData data;
  private final Matrix right;

  /**
   * A model that a fit has found.
   *
   * @param metadata the problem it solves
   * @param source brings the matrix to the driver, for those who need it there
   * @param data what was fitted; open as long as the model is used
   * @param answer V alone, in user units
   */
  public PlacedModel(
      ModelMetadata metadata, Supplier<LowRankMatrix> source, EntryData data, Factors answer) {
    super(metadata, source);
    this.data = data;
    this.right = answer.right();
  }

  ModelSide cols() {
    return MatrixByRange.columns(data, right);
  }

  /**
   * The matrix where the entries are.
   *
   * @return by ranges of rows, which solve for them; closed by the caller
   */
  public MatrixByRange byRange() {
    return MatrixByRange.solved(data, right, metadata().lambda());
  }

  /**
   * Writes the rows, a file for each partition; one pass.
   *
   * @param directory where to; made
   * @param hadoop the file systems
   * @return what each file holds
   * @throws IOException if they cannot be written
   */
  List<RowFiles.Part> writeRows(Path directory, Configuration hadoop) throws IOException {
    try (MatrixByRange matrix = byRange()) {
      return RowFiles.write(matrix.ranges(), directory, hadoop);
    }
  }
}
