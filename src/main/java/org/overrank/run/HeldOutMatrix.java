package org.overrank.run;

import org.overrank.data.MeasuredData;
import org.overrank.data.model.LowRankMatrix;

/**
 * A matrix, and data of which some were held out when it was fitted: what it is judged by.
 *
 * @param matrix by the ids of the data
 * @param data open as long as this is used
 */
public record HeldOutMatrix(LowRankMatrix matrix, MeasuredData data) {
  /**
   * A pair.
   *
   * @param matrix by the ids of the data
   * @param data open as long as this is used
   * @return both
   */
  public static HeldOutMatrix of(LowRankMatrix matrix, MeasuredData data) {
    return new HeldOutMatrix(matrix, data);
  }
}
