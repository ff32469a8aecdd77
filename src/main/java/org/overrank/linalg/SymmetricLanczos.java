package org.overrank.linalg;

import java.util.ArrayList;
import java.util.List;

/**
 * Lanczos tridiagonalization of a symmetric matrix from a random start, with every new vector made
 * orthogonal to all earlier ones twice. Holds k + 1 vectors after k steps.
 *
 * <p>The eigenvalues of T, the Ritz values, lie between the least and the largest eigenvalue of the
 * matrix, up to rounding.
 */
public final class SymmetricLanczos {
  /** A remainder this small against the matrix is rounding: the Krylov space is exhausted. */
  private static final double EXHAUSTED = 1e-13;

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
    double norm = Norms.euclidean(start);
    for (int i = 0; i < n; i++) {
      start[i] /= norm;
    }
    basis.add(start);
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
   */
  public void accept(double[] image) {
    double[] last = next();
    double alpha = dot(last, image);
    diagonal.add(alpha);
    scale = Math.max(scale, Math.abs(alpha));
    for (int round = 0; round < 2; round++) {
      for (double[] earlier : basis) {
        RowUpdate.add1(image, earlier, -dot(earlier, image), 0, image.length);
      }
    }
    double beta = Norms.euclidean(image);
    exhausted = beta <= EXHAUSTED * Math.max(scale, beta) || basis.size() == image.length;
    scale = Math.max(scale, beta);
    coupling.add(exhausted ? 0 : beta);
    if (!exhausted) {
      for (int i = 0; i < image.length; i++) {
        image[i] /= beta;
      }
      basis.add(image);
    }
  }

  /**
   * Whether the Krylov space is the whole of what the start sees.
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
   * Ritz values and the Ritz vector of the least.
   *
   * @param values ascending, at least one
   * @param leastVector a unit vector
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
  public record Ritz(double[] values, double[] leastVector) {}

  /**
   * What the steps so far say; at least one must have been done.
   *
   * @return Ritz values and the vector of the least
   */
  public Ritz ritz() {
    int k = steps();
    Matrix t = Matrix.zeros(k, k);
    for (int j = 0; j < k; j++) {
      t.set(j, j, diagonal.get(j));
      if (j + 1 < k) {
        t.set(j, j + 1, coupling.get(j));
        t.set(j + 1, j, coupling.get(j));
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(t);
    double[] vector = new double[basis.get(0).length];
    for (int j = 0; j < k; j++) {
      RowUpdate.add1(vector, basis.get(j), eigen.vectors().get(j, 0), 0, vector.length);
    }
    return new Ritz(eigen.values(), vector);
  }

  private static double dot(double[] x, double[] y) {
    return Dot.product(x, 0, y, 0, x.length);
  }
}
