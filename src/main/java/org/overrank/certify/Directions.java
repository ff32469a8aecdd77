package org.overrank.certify;

import org.overrank.linalg.Matrix;
import org.overrank.linalg.ProductSvd;

/** How G acts along the singular vectors (p_k, q_k) of UVᵀ. */
final class Directions {
  private final double[] pulls;
  private final double[] misfits;

  /**
   * From products that were made.
   *
   * @param product UVᵀ
   * @param images G q_k, one a column
   * @param lambda λ
   */
  Directions(ProductSvd product, Matrix images, double lambda) {
    int width = product.values().length;
    this.pulls = new double[width];
    this.misfits = new double[width];
    double unit = 2 * lambda;
    for (int i = 0; i < images.rows(); i++) {
      for (int k = 0; k < width; k++) {
        double left = product.leftVectors().get(i, k);
        double misfit = images.get(i, k) + unit * left;
        pulls[k] -= left * images.get(i, k);
        misfits[k] += misfit * misfit;
      }
    }
    for (int k = 0; k < width; k++) {
      pulls[k] /= unit;
      misfits[k] = Math.sqrt(misfits[k]) / unit;
    }
  }

  /** −p_kᵀGq_k/(2λ), the live array. */
  double[] pulls() {
    return pulls;
  }

  /** ‖Gq_k + 2λp_k‖/(2λ), the live array. */
  double[] misfits() {
    return misfits;
  }
}
