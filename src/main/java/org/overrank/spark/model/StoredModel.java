package org.overrank.spark.model;

import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.ModelSide;

/**
 * A model in files whose rows are many: they stay in their files, and come to the partitions of a
 * table that speaks of them.
 */
public final class StoredModel extends LowRankModel {
  private final ModelSide cols;
  private final Supplier<Dataset<Row>> rows;

  /**
   * A model that was read.
   *
   * @param metadata the problem it solves
   * @param source brings the matrix to the driver, for those who need it there
   * @param cols its columns
   * @param rows the table of its rows, as {@link ModelSideReader} reads it
   */
  StoredModel(
      ModelMetadata metadata,
      Supplier<LowRankMatrix> source,
      ModelSide cols,
      Supplier<Dataset<Row>> rows) {
    super(metadata, source);
    this.cols = cols;
    this.rows = rows;
  }

  /** The columns. */
  ModelSide cols() {
    return cols;
  }

  /** The rows, in columns of index, id, scale, bias and factor. */
  Dataset<Row> rows() {
    return rows.get();
  }
}
