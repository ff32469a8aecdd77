package org.overrank.certify;

import org.overrank.linalg.Matrix;

/**
 * How G acts along the singular vectors (p_k, q_k) of UVᵀ: by its images of the right ones, or by
 * those of the left ones under Gᵀ.
 */
final class Directions {
  private final double[] pulls;
  private final double[] misfits;

  /**
   * From products that were made.
   *
   * @param vectors p_k, or q_k, one a column
   * @param images G q_k, or Gᵀ p_k
   * @param lambda λ
   */
  Directions(Matrix vectors, Matrix images, double lambda) {
    int width = vectors.cols();
    this.pulls = new double[width];
    this.misfits = new double[width];
    double unit = 2 * lambda;
    for (int i = 0; i < images.rows(); i++) {
      for (int k = 0; k < width; k++) {
        double vector = vectors.get(i, k);
        double misfit = images.get(i, k) + unit * vector;
        pulls[k] -= vector * images.get(i, k);
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

  /** ‖Gq_k + 2λp_k‖/(2λ), or ‖Gᵀp_k + 2λq_k‖/(2λ), the live array. */
  double[] misfits() {
    return misfits;
  }
}
