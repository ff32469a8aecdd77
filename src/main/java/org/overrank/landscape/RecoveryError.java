package org.overrank.landscape;

import org.overrank.linalg.CompensatedSum;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;

/** How far a matrix is from the one that measurements were made of. */
public final class RecoveryError {
  private static final long MOST_CELLS = 4_000_000;

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

  /** Cells of a matrix. */
  @FunctionalInterface
  public interface Cells {
    /**
     * One of them.
     *
     * @param row its row
     * @param col its column
     * @return its value
     */
    double at(int row, int col);
  }

  /**
   * The same distance of matrices that are no products, such as the responses to products: over all
   * cells, of large matrices over 4 million of them, drawn with one seed.
   *
   * @param rows d1
   * @param cols d2
   * @param found cells
   * @param truth cells, not all 0
   * @return the distance, 0 where they are equal
   */
  public static double ofCells(int rows, int cols, Cells found, Cells truth) {
    long all = (long) rows * cols;
    CellShuffle shuffle = new CellShuffle(all, 0);
    CompensatedSum distance = new CompensatedSum();
    CompensatedSum size = new CompensatedSum();
    for (long i = 0; i < Math.min(all, MOST_CELLS); i++) {
      long cell = all <= MOST_CELLS ? i : shuffle.at(i);
      int row = (int) (cell / cols);
      int col = (int) (cell % cols);
      double wanted = truth.at(row, col);
      double difference = found.at(row, col) - wanted;
      distance.addProduct(difference, difference);
      size.addProduct(wanted, wanted);
    }
    return Math.sqrt(distance.value() / size.value());
  }

  private static double norm(Factors product) {
    double sum = 0;
    for (double value : ProductSvd.of(product.left(), product.right()).values()) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
