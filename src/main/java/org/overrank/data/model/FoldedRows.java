package org.overrank.data.model;

import java.io.Serializable;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.spark.model.FoldIn;

/**
 * What {@link FoldIn} has found for some rows of one block; goes over the wire.
 *
 * @param rows their indices among the new entries' rows
 * @param factor their factors, row by row
 * @param scale s of each
 * @param bias b of each
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
public record FoldedRows(int[] rows, double[] factor, double[] scale, double[] bias)
    implements Serializable {
  /** The same in other units: factors times a power of two, biases times another. */
  public FoldedRows times(int ofFactor, int ofBias) {
    return new FoldedRows(
        rows, PowersOfTwo.scaled(factor, ofFactor), scale, PowersOfTwo.scaled(bias, ofBias));
  }
}
