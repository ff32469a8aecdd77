package org.overrank.linalg;

import java.util.ArrayList;
import java.util.List;

/**
 * Lanczos tridiagonalization of a symmetric matrix A from a random start: A V_k = V_k T_k + t_k
 * v_{k+1} e_kᵀ, with every new vector made orthogonal to all earlier ones twice. Holds k + 1
 * vectors after k steps.
 *
 * <p>The eigenvalues of T, the Ritz values, lie between the least and the largest eigenvalue of the
 * matrix, up to rounding.
 */
public final class SymmetricLanczos {
  /** Relative size at which a remainder is rounding noise and the Krylov space is exhausted. */
  private static final double NOISE = 0x1.0p-44;

  /** Products from which on a second thread is worth waking, and what it takes at a time. */
  private static final long LARGE = 1 << 18;

  private static final int VECTORS = 16;
  private static final int STRETCH = 1024;

  private final List<double[]> basis = new ArrayList<>();
  private final List<Double> diagonal = new ArrayList<>();
  private final List<Double> coupling = new ArrayList<>();
  private double scale;
  private boolean exhausted;

  /**
   * Prepares a start, uniform on the sphere of R^n.
   *
   * @param n the order, at least 1
   * @param seed seed of the start
   * @param stream which use of randomness
   */
  public SymmetricLanczos(int n, long seed, long stream) {
    double[] start = GaussianNumbers.matrix(n, 1, seed, stream).data();
    basis.add(Norms.scaled(start, 1 / Norms.euclidean(start)));
  }

  /**
   * The vector whose image the next step needs.
   *
   * @return a unit vector, not to be modified
   */
  public double[] next() {
    return basis.get(basis.size() - 1);
  }

  /**
   * Does one step.
   *
   * @param image the matrix times {@link #next}, overwritten
   * @throws ArithmeticException if it is not finite
   */
  public void accept(double[] image) {
    double alpha = Dot.product(next(), 0, image, 0, image.length);
    diagonal.add(alpha);
    scale = Math.max(scale, Math.abs(alpha));
    orthogonalize(image);
    double beta = Norms.euclidean(image);
    if (!Double.isFinite(beta)) {
      throw new ArithmeticException(
          "Lanczos: a product with the operator is infinite or not a number");
    }
    scale = Math.max(scale, beta);
    coupling.add(beta);
    exhausted = beta <= NOISE * scale || basis.size() == image.length;
    if (!exhausted) {
      basis.add(Norms.scaled(image, 1 / beta));
    }
  }

  private void orthogonalize(double[] x) {
    int count = basis.size();
    double[][] all = basis.toArray(new double[0][]);
    double[] coefficients = new double[count];
    boolean large = (long) count * x.length > LARGE;
    for (int sweep = 0; sweep < 2; sweep++) {
      Pieces.forEachIf(
          large,
          count,
          VECTORS,
          (start, end) -> {
            for (int q = start; q < end; q++) {
              coefficients[q] = -Dot.product(all[q], 0, x, 0, x.length);
            }
          });
      Pieces.forEachIf(
          large,
          x.length,
          STRETCH,
          (start, end) -> RowUpdate.addRows(x, all, count, coefficients, 0, 1, start, end));
    }
  }

  /**
   * Whether the Krylov space is the whole of what the start sees, up to rounding.
   *
   * @return true if no further step can be done
   */
  public boolean exhausted() {
    return exhausted;
  }

  /**
   * Steps done.
   *
   * @return k
   */
  public int steps() {
    return diagonal.size();
  }

  /**
   * A diagonal entry of T.
   *
   * @param j in [0, k)
   * @return v_{j+1}ᵀ A v_{j+1}
   */
  public double diagonal(int j) {
    return diagonal.get(j);
  }

  /**
   * An entry beside T's diagonal.
   *
   * @param j in [0, k); the last one couples to the next vector
   * @return t_{j+1}, not negative
   */
  public double coupling(int j) {
    return coupling.get(j);
  }

  /**
   * The eigenvalues and eigenvectors of T; at least one step must have been done.
   *
   * @return Ritz values ascending, and what {@link #vector} makes vectors of
   */
  public SymmetricEigen ritz() {
    int k = steps();
    Matrix t = Matrix.zeros(k, k);
    for (int j = 0; j < k; j++) {
      t.set(j, j, diagonal(j));
      if (j + 1 < k) {
        t.set(j, j + 1, coupling(j));
        t.set(j + 1, j, coupling(j));
      }
    }
    return SymmetricEigen.of(t);
  }

  /**
   * A Ritz vector.
   *
   * @param ritz of the steps so far
   * @param index which, in the order of the values
   * @return a new array, of unit norm up to rounding
   */
  public double[] vector(SymmetricEigen ritz, int index) {
    double[] vector = new double[basis.get(0).length];
    for (int j = 0; j < steps(); j++) {
      RowUpdate.add1(vector, basis.get(j), ritz.vectors().get(j, index), 0, vector.length);
    }
    return vector;
  }
}
