package org.overrank.run;

import java.util.function.Supplier;
import org.overrank.data.MeasuredData;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;

/**
 * A matrix, and data of which some were held out when it was fitted: what it is judged by.
 *
 * @param source brings the matrix here, by the ids of the data
 * @param data open as long as this is used
 * @param clip to which its predictions of what was held out are clipped
 */
public record HeldOutMatrix(Supplier<LowRankMatrix> source, MeasuredData data, ValueRange clip) {
  /** {@return the matrix} */
  public LowRankMatrix matrix() {
    return source.get();
  }
}
