package org.overrank.sensing;

import java.io.Serializable;
import java.util.Arrays;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.SymmetricEigen;

/**
 * The columns of a fixed factor turned so that what the background adds to the normal matrices of
 * all rows of the other is diagonal: α0 Σ_b t_b² v_b v_bᵀ = Q diag(ω) Qᵀ.
 */
public final class BackgroundBasis implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Matrix vectors;
  private final double[] values;

  private BackgroundBasis(Matrix vectors, double[] values) {
    this.vectors = vectors;
    this.values = values;
  }

  /**
   * The basis of a factor.
   *
   * @param background with the fixed factor along its columns
   * @param kept V, not modified
   * @return Q and ω
   */
  public static BackgroundBasis of(Background background, Matrix kept) {
    Matrix scaled = kept.copy();
    int width = kept.cols();
    for (int b = 0; b < kept.rows(); b++) {
      double root = Math.sqrt(background.weight() * background.col(b));
      for (int k = 0; k < width; k++) {
        scaled.data()[b * width + k] *= root;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(Gram.xtx(scaled));
    double[] values = Arrays.stream(eigen.values()).map(value -> Math.max(0, value)).toArray();
    return new BackgroundBasis(eigen.vectors(), values);
  }

  /**
   * Rows in this basis.
   *
   * @param x k × R, not modified
   * @return x Q
   */
  public Matrix turned(Matrix x) {
    return Multiply.ab(x, vectors);
  }

  /**
   * Rows in the basis of the factor as it was.
   *
   * @param x k × R in this basis, not modified
   * @return x Qᵀ
   */
  public Matrix turnedBack(Matrix x) {
    return Multiply.abt(x, vectors);
  }

  /**
   * Directions, one a column, in this basis.
   *
   * @param directions R × k, not modified
   * @return Qᵀ directions
   */
  public Matrix directions(Matrix directions) {
    return Multiply.atb(vectors, directions);
  }

  /** Qᵀ by rows, for {@link org.overrank.linalg.RowUpdate}. */
  double[][] rowsBack() {
    int width = vectors.cols();
    double[][] rows = new double[width][width];
    for (int k = 0; k < width; k++) {
      for (int j = 0; j < width; j++) {
        rows[k][j] = vectors.get(j, k);
      }
    }
    return rows;
  }

  /**
   * What the background adds along each direction.
   *
   * @return the live array of ω, not negative
   */
  public double[] values() {
    return values;
  }
}
