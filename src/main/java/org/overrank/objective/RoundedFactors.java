package org.overrank.objective;

import org.overrank.linalg.RowMatrix;

/**
 * A pair of factors, each rounded to floats where floats can hold it.
 *
 * @param left U, d1 × R
 * @param right V, d2 × R
 */
public record RoundedFactors(RowMatrix left, RowMatrix right) implements Point {
  @Override
  public Factors asDoubles() {
    return new Factors(left.asDoubles(), right.asDoubles());
  }
}
