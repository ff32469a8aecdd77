package org.overrank.certify;

import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.Qr;
import org.overrank.linalg.Svd;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.objective.Gauge;

/**
 * What a gradient says of G's dual norm without another pass: its norm on the spans of U and V,
 * from −GV = 2λU − ∇_U f and −GᵀU = 2λV − ∇_V f (theory, section 2).
 *
 * <p>Columns count by their directions alone. A point that is near a saddle, with columns that are
 * still tiny but that λ does not hold down, is told so long before its value or its predictions say
 * anything.
 */
public final class SpannedNorm {
  /** Of a factor's largest singular value: directions below are rounding. */
  private static final double ROUNDING = 1e-10;

  private SpannedNorm() {}

  /**
   * The norm on what a point spans.
   *
   * @param point (U, V), not implied, not modified
   * @param gradient ∇f there; a side without rows is zero, not modified
   * @param lambda λ
   * @param gauge which matrices there are
   * @return at most the dual norm of G, but for rounding: ‖G‖_op, or λ_max(−G) where only M ⪰ 0 are
   *     looked for
   */
  public static double of(Factors point, Factors gradient, double lambda, Gauge gauge) {
    double ofRight =
        along(point.right(), descent(point.left(), gradient.left(), lambda), gauge.isCone());
    double ofLeft =
        along(point.left(), descent(point.right(), gradient.right(), lambda), gauge.isCone());
    return Math.max(ofLeft, ofRight);
  }

  /** 2λU − ∇_U f. */
  private static Matrix descent(Matrix factor, Matrix gradient, double lambda) {
    double[] image = new double[factor.data().length];
    for (int i = 0; i < image.length; i++) {
      double slope = gradient.rows() == 0 ? 0 : gradient.data()[i];
      image[i] = 2 * lambda * factor.data()[i] - slope;
    }
    return Matrix.wrap(factor.rows(), factor.cols(), image);
  }

  /** The norm of H on the span of V, with H V as image. */
  private static double along(Matrix factor, Matrix image, boolean isCone) {
    Qr qr = Qr.of(factor);
    Svd svd = Svd.of(qr.r());
    double[] values = svd.values();
    Matrix inverse = svd.rightVectors().copy();
    for (int k = 0; k < values.length; k++) {
      inverse.scaleColumn(k, values[k] > ROUNDING * values[0] ? 1 / values[k] : 0);
    }
    Matrix onBasis = Multiply.ab(image, inverse);
    if (!isCone) {
      return Svd.of(Qr.of(onBasis).r()).values()[0];
    }
    Matrix core = Multiply.atb(Multiply.ab(qr.q(), svd.leftVectors()), onBasis);
    double[] eigenvalues = SymmetricEigen.of(symmetric(core)).values();
    return Math.max(0, eigenvalues[eigenvalues.length - 1]);
  }

  private static Matrix symmetric(Matrix core) {
    Matrix mean = core.copy();
    for (int i = 0; i < core.rows(); i++) {
      for (int j = 0; j < core.cols(); j++) {
        mean.set(i, j, 0.5 * (core.get(i, j) + core.get(j, i)));
      }
    }
    return mean;
  }
}
