package org.overrank.run;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ValueRange;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.MatrixByRange;
import org.overrank.spark.model.PlacedModel;

/**
 * A matrix, and data of which some were held out when it was fitted: what it is judged by.
 *
 * @param source brings the matrix here, by the ids of the data
 * @param placed the same with its rows where their entries are, or null
 * @param data open as long as this is used
 * @param clip to which its predictions of what was held out are clipped
 */
public record HeldOutMatrix(
    Supplier<LowRankMatrix> source,
    @Nullable PlacedModel placed,
    MeasuredData data,
    ValueRange clip) {
  /**
   * A model of a fit that has not seen what was held out.
   *
   * @param model what was found
   * @param data what was fitted
   * @param clip to which its predictions of what was held out are clipped
   */
  public static HeldOutMatrix of(LowRankModel model, MeasuredData data, ValueRange clip) {
    PlacedModel placed = model instanceof PlacedModel each ? each : null;
    return new HeldOutMatrix(model::matrix, placed, data, clip);
  }

  /** {@return the matrix} */
  public LowRankMatrix matrix() {
    return source.get();
  }

  /**
   * The matrix where the entries are.
   *
   * @param entries the data
   * @return by their ranges; closed by the caller
   */
  public MatrixByRange byRange(EntryData entries) {
    return placed == null ? entries.byRange(matrix()) : placed.byRange();
  }
}
