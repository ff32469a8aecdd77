package org.overrank.certify;

import java.util.Arrays;
import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SparseMatrix;
import org.overrank.linalg.TestMatrices;

/** Seeded operators with every kind of spectrum that a gradient can have. */
final class NormCases {
  private NormCases() {}

  /**
   * Case number {@code seed}: wide, tall, thin, low rank, clustered top, graded, sparse, scaled.
   */
  static Matrix matrix(int seed, int maxSide) {
    int m = 1 + (int) (maxSide * GaussianNumbers.uniform(seed, 1, 0, 0));
    int n = 1 + (int) (maxSide * GaussianNumbers.uniform(seed, 1, 0, 1));
    int k = Math.min(m, n);
    double[] values = new double[k];
    switch (seed % 6) {
      case 0 -> Arrays.setAll(values, j -> GaussianNumbers.uniform(seed, 2, 0, j));
      case 1 -> Arrays.fill(values, 0, 1 + k / 3, 1);
      case 2 -> Arrays.setAll(values, j -> j <= k / 3 ? 1 - 1e-9 * j : 0.9 * (k - j) / k);
      case 3 -> Arrays.setAll(values, j -> Math.pow(0.3, j));
      case 4 -> Arrays.setAll(values, j -> Math.cos(Math.PI * j / (2.0 * k)));
      default -> {
        return GaussianNumbers.matrix(m, n, seed, 3);
      }
    }
    double scale = Math.pow(10, 12 * GaussianNumbers.uniform(seed, 4, 0, 0) - 6);
    Arrays.setAll(values, j -> values[j] * scale);
    return TestMatrices.withSingularValues(m, n, values, seed);
  }

  /** The same entries as a dense operator, or as a sparse one without the smaller two thirds. */
  static ExplicitOperator operator(int seed, int maxSide) {
    Matrix a = matrix(seed, maxSide);
    return seed % 4 == 1 ? sparse(a, seed) : new DenseOperator(a);
  }

  private static SparseMatrix sparse(Matrix a, int seed) {
    int[] offsets = new int[a.rows() + 1];
    int[] columns = new int[a.data().length];
    double[] values = new double[a.data().length];
    int size = 0;
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.cols(); j++) {
        if (GaussianNumbers.uniform(seed, 5, i, j) < 0.33) {
          columns[size] = j;
          values[size++] = a.get(i, j);
        }
      }
      offsets[i + 1] = size;
    }
    return SparseMatrix.of(
        a.rows(), a.cols(), offsets, Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
  }

  /** The entries of an operator, by products with the unit vectors. */
  static Matrix dense(ExplicitOperator g) {
    return g.times(Matrix.identity(g.cols()));
  }
}
