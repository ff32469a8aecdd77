package org.overrank.linalg;

/**
 * One Golub–Kahan recurrence: orthonormal V, U with G·V_k = U_k·B_k and B_k upper bidiagonal.
 *
 * <p>B_k has α_1…α_k on its diagonal and β_1…β_{k−1} above it; β_k couples it to the next vector:
 * GᵀG·V_k = V_k·B_kᵀB_k + α_k·β_k·v_{k+1}·e_kᵀ. Both bases are orthogonalized against all earlier
 * vectors, twice.
 *
 * <p>{@link GolubKahanLanczos} drives it: {@link #right()} is multiplied by G and given to {@link
 * #acceptLeft}, then {@link #left()} by Gᵀ and given to {@link #acceptRight}.
 */
public final class Bidiagonal {
  /** Relative size at which a remainder is rounding noise and the Krylov space is exhausted. */
  private static final double NOISE = 0x1.0p-46;

  /** Products from which on a second thread is worth waking, and what it takes at a time. */
  private static final long LARGE = 1 << 18;

  private static final int VECTORS = 16;
  private static final int STRETCH = 1024;

  private final double[][] rightBasis;
  private final double[][] leftBasis;
  private final double[] alpha;
  private final double[] beta;
  private final double[] coefficients;
  private double largest;
  private int size;
  private boolean exhausted;

  Bidiagonal(double[] start, int capacity) {
    rightBasis = new double[capacity + 1][];
    leftBasis = new double[capacity][];
    alpha = new double[capacity];
    beta = new double[capacity];
    coefficients = new double[capacity + 1];
    rightBasis[0] = Norms.scaled(start, 1 / Norms.euclidean(start));
  }

  /**
   * The order k of B.
   *
   * @return steps done
   */
  public int size() {
    return size;
  }

  /**
   * Whether the Krylov space is complete up to rounding, so that no further step is possible.
   *
   * @return true if it is
   */
  public boolean exhausted() {
    return exhausted;
  }

  /**
   * A diagonal entry.
   *
   * @param j in [0, size)
   * @return α_{j+1}, not negative
   */
  public double alpha(int j) {
    return alpha[j];
  }

  /**
   * An entry above the diagonal.
   *
   * @param j in [0, size); the last one couples to the next vector
   * @return β_{j+1}, not negative
   */
  public double beta(int j) {
    return beta[j];
  }

  double[] right() {
    return rightBasis[size];
  }

  double[] left() {
    return leftBasis[size];
  }

  /** Takes G·v; modified. */
  void acceptLeft(double[] product) {
    orthogonalize(product, leftBasis, size);
    double norm = finite(Norms.euclidean(product));
    alpha[size] = norm;
    exhausted = norm <= NOISE * largest || norm == 0;
    largest = Math.max(largest, norm);
    leftBasis[size] = Norms.scaled(product, exhausted ? 0 : 1 / norm);
  }

  /** Takes Gᵀ·u; modified. Completes a step. */
  void acceptRight(double[] product) {
    orthogonalize(product, rightBasis, size + 1);
    double norm = finite(Norms.euclidean(product));
    beta[size] = norm;
    exhausted |= norm <= NOISE * largest;
    largest = Math.max(largest, norm);
    rightBasis[size + 1] = Norms.scaled(product, exhausted ? 0 : 1 / norm);
    size++;
  }

  private void orthogonalize(double[] x, double[][] basis, int count) {
    boolean large = (long) count * x.length > LARGE;
    for (int sweep = 0; sweep < 2; sweep++) {
      Pieces.forEachIf(large, count, VECTORS, (start, end) -> project(x, basis, start, end));
      Pieces.forEachIf(
          large,
          x.length,
          STRETCH,
          (start, end) -> RowUpdate.addRows(x, basis, count, coefficients, 0, 1, start, end));
    }
  }

  private void project(double[] x, double[][] basis, int start, int end) {
    for (int q = start; q < end; q++) {
      coefficients[q] = -Dot.product(basis[q], 0, x, 0, x.length);
    }
  }

  private static double finite(double norm) {
    if (!Double.isFinite(norm)) {
      throw new ArithmeticException("Lanczos: a product with the operator is not finite");
    }
    return norm;
  }

  /**
   * The right Ritz vector of the largest Ritz value.
   *
   * @return a new n × 1 matrix of unit norm up to rounding
   */
  public Matrix leadingRightVector() {
    Matrix b = Matrix.zeros(size, size);
    for (int j = 0; j < size; j++) {
      b.set(j, j, alpha[j]);
      if (j + 1 < size) {
        b.set(j, j + 1, beta[j]);
      }
    }
    double[] weights = Svd.of(b).rightVectors().leadingColumns(1).data();
    double[] vector = new double[rightBasis[0].length];
    RowUpdate.addRows(vector, rightBasis, size, weights, 0, 1, vector.length);
    return Matrix.wrap(vector.length, 1, vector);
  }
}
