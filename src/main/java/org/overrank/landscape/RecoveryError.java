package org.overrank.landscape;

import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;

/** How far a matrix is from the one that measurements were made of. */
public final class RecoveryError {
  private RecoveryError() {}

  /**
   * The relative distance ‖UVᵀ − U*V*ᵀ‖_F/‖U*V*ᵀ‖_F.
   *
   * <p>The difference is the product [U, −U*][V, V*]ᵀ, whose singular values are had without
   * forming it: no d1 × d2 matrix, and an error of rounding relative to the norms, not to the
   * difference of large squares.
   *
   * @param found (U, V), d1 × R and d2 × R
   * @param truth (U*, V*), d1 × r and d2 × r, not zero
   * @return the distance, 0 where they are equal
   */
  public static double of(Factors found, Factors truth) {
    Factors minus = new Factors(truth.times(-1).left(), truth.right());
    Factors difference = found.appendColumns(minus);
    return norm(difference) / norm(truth);
  }

  private static double norm(Factors product) {
    double sum = 0;
    for (double value : ProductSvd.of(product.left(), product.right()).values()) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
