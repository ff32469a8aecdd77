package org.overrank.certify;

import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.Dot;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.linalg.SymmetricLanczos;

/**
 * The dual norm where M ⪰ 0: max(0, λ_max(−G)) of a symmetric G, between two ends (theory, section
 * 10).
 *
 * <p>Where G is a dense matrix on the driver the lower end is a Rayleigh quotient, rounded down,
 * and the upper one is proven by Cholesky ({@link EigenCeiling}). Elsewhere Lanczos encloses the
 * spectral norm of cI − G: less c, that is an upper end of λ_max(−G) for any c, and the value
 * itself for c ≥ λ_max(G).
 *
 * @param otherwise encloses spectral norms where G is not on the driver
 * @param proving whether to prove it wherever G is there; else where that is cheap
 */
record ConeNorm(LanczosNorm otherwise, boolean proving) implements OperatorNorm {
  private static final int DECOMPOSED = 256;
  private static final int MAX_STEPS = 400;
  private static final int CADENCE = 16;
  private static final double STANDSTILL = 1e-12;
  private static final int ATTEMPTS = 16;
  private static final long STREAM = 0x636f6e65L;

  @Override
  public SpectralBound enclose(LinearOperator g) {
    return g instanceof DenseOperator dense && (proving || g.rows() <= DECOMPOSED)
        ? exact(dense)
        : shifted(g);
  }

  private static SpectralBound exact(DenseOperator g) {
    double largest = g.largestMagnitude();
    if (!Double.isFinite(largest)) {
      throw new ArithmeticException("least eigenvalue: an entry of the operator is " + largest);
    }
    if (largest == 0) {
      return new SpectralBound(0, 0, BoundKind.EXACT, 0, 0);
    }
    // By a power of two: exact, but for entries too small to matter beside one near 1.
    int exponent = Math.max(-1000, Math.min(1000, Math.getExponent(largest)));
    DenseOperator scaled = g.scaledBy(-Math.scalb(1.0, -exponent));
    Matrix s = scaled.toDense();
    double quotient = quotient(s, leading(s));
    double frobenius = RoundingError.up(Math.sqrt(scaled.frobeniusNormSquared())) * (1 + 0x1.0p-48);
    double lower = Math.max(0, lowered(quotient, s.rows(), frobenius));
    double upper =
        Math.max(lower, new EigenCeiling(s).leastProven(quotient, frobenius, ATTEMPTS))
            + s.rows() * 0x1.0p-1000;
    return new SpectralBound(
        Math.max(0, Math.nextDown(Math.scalb(lower, exponent))),
        Math.nextUp(Math.scalb(upper, exponent)),
        BoundKind.EXACT,
        0,
        0);
  }

  /** A unit vector along which S is large: its leading eigenvector, but for rounding. */
  private static double[] leading(Matrix s) {
    int n = s.rows();
    if (n <= DECOMPOSED) {
      SymmetricEigen eigen = SymmetricEigen.of(s);
      double[] vector = new double[n];
      for (int i = 0; i < n; i++) {
        vector[i] = eigen.vectors().get(i, n - 1);
      }
      return vector;
    }
    SymmetricLanczos lanczos = new SymmetricLanczos(n, 0, STREAM);
    double before = Double.NEGATIVE_INFINITY;
    while (true) {
      for (int k = 0; k < CADENCE && !lanczos.exhausted(); k++) {
        lanczos.accept(times(s, lanczos.next()));
      }
      SymmetricEigen ritz = lanczos.ritz();
      int last = ritz.values().length - 1;
      double value = ritz.values()[last];
      boolean still = value <= before + STANDSTILL * Math.abs(value);
      if (still || lanczos.exhausted() || lanczos.steps() >= MAX_STEPS) {
        return lanczos.vector(ritz, last);
      }
      before = value;
    }
  }

  private static double[] times(Matrix s, double[] x) {
    int n = s.rows();
    double[] image = new double[n];
    for (int i = 0; i < n; i++) {
      image[i] = Dot.product(s.data(), i * n, x, 0, n);
    }
    return image;
  }

  private static double quotient(Matrix s, double[] x) {
    return Dot.product(times(s, x), 0, x, 0, x.length) / Dot.sumOfSquares(x);
  }

  /** A Rayleigh quotient less what it may be rounded by: |xᵀSx| sums 2n products, |x|ᵀ|S||x|. */
  private static double lowered(double quotient, int n, double frobenius) {
    double gamma = RoundingError.gamma(2L * n + 16);
    return quotient - 4 * gamma * frobenius;
  }

  private SpectralBound shifted(LinearOperator g) {
    SpectralBound size = otherwise.enclose(g);
    double shift = size.upper();
    SpectralBound sum = otherwise.enclose(new Shifted(g, shift));
    return new SpectralBound(
        Math.max(0, Math.nextDown(sum.lower() - shift)),
        Math.max(0, Math.nextUp(sum.upper() - shift)),
        sum.kind(),
        sum.failureProbability(),
        size.steps() + sum.steps());
  }

  /**
   * cI − G.
   *
   * @param g G, symmetric
   * @param shift c
   */
  record Shifted(LinearOperator g, double shift) implements LinearOperator {
    @Override
    public int rows() {
      return g.rows();
    }

    @Override
    public int cols() {
      return g.cols();
    }

    @Override
    public Matrix times(Matrix x) {
      Matrix image = g.times(x);
      double[] data = image.data();
      for (int i = 0; i < data.length; i++) {
        data[i] = shift * x.data()[i] - data[i];
      }
      return image;
    }

    @Override
    public Matrix transposedTimes(Matrix y) {
      return times(y);
    }
  }
}
