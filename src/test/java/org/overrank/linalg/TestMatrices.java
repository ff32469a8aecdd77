package org.overrank.linalg;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/** Seeded matrices of every awkward shape, and EJML as a second opinion. */
public final class TestMatrices {
  private TestMatrices() {}

  /** Independent standard normal entries. */
  public static Matrix random(int rows, int cols, long seed) {
    return GaussianNumbers.matrix(rows, cols, seed, 7);
  }

  /** Cells filled with a probability, empty rows and columns where the size allows. */
  public static SparseMatrix sparse(int rows, int cols, double probability, long seed) {
    int[] offsets = new int[rows + 1];
    int[] columns = new int[rows * cols];
    double[] values = new double[rows * cols];
    int size = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        boolean kept = i % 5 != 3 && j % 7 != 5;
        if (kept && GaussianNumbers.uniform(seed, 1, i, j) < probability) {
          columns[size] = j;
          values[size++] = GaussianNumbers.at(seed, 2, i, j);
        }
      }
      offsets[i + 1] = size;
    }
    return SparseMatrix.of(
        rows, cols, offsets, Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
  }

  /** A matrix with the given singular values and random singular vectors. */
  public static Matrix withSingularValues(int rows, int cols, double[] values, long seed) {
    Matrix left = Qr.of(random(rows, values.length, seed)).q();
    Matrix right = Qr.of(random(cols, values.length, seed + 1)).q();
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < values.length; k++) {
        left.set(i, k, left.get(i, k) * values[k]);
      }
    }
    return Multiply.abt(left, right);
  }

  /** The singular values by EJML, descending. */
  public static double[] singularValues(Matrix a) {
    var svd = DecompositionFactory_DDRM.svd(a.rows(), a.cols(), false, false, false);
    if (!svd.decompose(ejml(a))) {
      throw new IllegalStateException("EJML's SVD failed for " + a);
    }
    double[] values = Arrays.copyOf(svd.getSingularValues(), svd.numberOfSingularValues());
    Arrays.sort(values);
    for (int k = 0; k < values.length / 2; k++) {
      double swapped = values[k];
      values[k] = values[values.length - 1 - k];
      values[values.length - 1 - k] = swapped;
    }
    return values;
  }

  /** A copy as an EJML matrix. */
  public static DMatrixRMaj ejml(Matrix a) {
    return new DMatrixRMaj(a.rows(), a.cols(), true, a.data().clone());
  }

  /** The product by its definition. */
  public static Matrix naiveProduct(Matrix a, Matrix b) {
    Matrix c = Matrix.zeros(a.rows(), b.cols());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.cols(); j++) {
        double sum = 0;
        for (int k = 0; k < a.cols(); k++) {
          sum += a.get(i, k) * b.get(k, j);
        }
        c.set(i, j, sum);
      }
    }
    return c;
  }

  /** U · diag(values) · Vᵀ. */
  public static Matrix compose(Matrix u, double[] values, Matrix v) {
    Matrix scaled = u.copy();
    for (int i = 0; i < u.rows(); i++) {
      for (int k = 0; k < values.length; k++) {
        scaled.set(i, k, u.get(i, k) * values[k]);
      }
    }
    return naiveProduct(scaled, v.transpose());
  }

  /** max |a − b|. */
  public static double distance(Matrix a, Matrix b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
      throw new AssertionError("shapes differ: " + a + " and " + b);
    }
    double worst = 0;
    for (int k = 0; k < a.data().length; k++) {
      worst = Math.max(worst, Math.abs(a.data()[k] - b.data()[k]));
    }
    return worst;
  }

  /** max |QᵀQ − I|. */
  public static double orthonormalityError(Matrix q) {
    return distance(naiveProduct(q.transpose(), q), Matrix.identity(q.cols()));
  }
}
