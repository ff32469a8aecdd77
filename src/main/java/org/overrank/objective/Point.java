package org.overrank.objective;

import java.io.Serializable;
import org.overrank.linalg.RowMatrix;
import org.overrank.sensing.Side;

/** A pair (U, V) as requests carry it to the blocks: as doubles, or rounded to floats. */
public sealed interface Point extends Serializable permits Factors, RoundedFactors {
  /**
   * The left factor.
   *
   * @return U, d1 × R
   */
  RowMatrix left();

  /**
   * The right factor.
   *
   * @return V, d2 × R
   */
  RowMatrix right();

  /**
   * The factor of one side.
   *
   * @param side which
   * @return U for ROWS, V for COLUMNS
   */
  default RowMatrix get(Side side) {
    return side == Side.ROWS ? left() : right();
  }

  /**
   * The search rank R.
   *
   * @return the common number of columns of U and V
   */
  default int searchRank() {
    return left().cols();
  }

  /**
   * The same numbers as doubles.
   *
   * @return this, if they are doubles
   */
  Factors asDoubles();
}
