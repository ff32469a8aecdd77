package org.overrank.linalg;

/** A dense matrix as an operator, for products with a few vectors at a time. */
public final class DenseOperator implements ExplicitOperator {
  private final Matrix matrix;

  /**
   * An operator over a matrix that is not copied.
   *
   * @param matrix m × n
   */
  public DenseOperator(Matrix matrix) {
    this.matrix = matrix;
  }

  @Override
  public int rows() {
    return matrix.rows();
  }

  @Override
  public int cols() {
    return matrix.cols();
  }

  @Override
  public Matrix times(Matrix x) {
    int n = cols();
    double[] vectors = x.transpose().data();
    Matrix result = Matrix.zeros(rows(), x.cols());
    for (int i = 0; i < rows(); i++) {
      for (int k = 0; k < x.cols(); k++) {
        result.set(i, k, Dot.product(matrix.data(), i * n, vectors, k * n, n));
      }
    }
    return result;
  }

  /** {@inheritDoc} Four rows at a time, copied so that they are arrays of their own. */
  @Override
  public Matrix transposedTimes(Matrix y) {
    int n = cols();
    double[][] rows = new double[4][n];
    double[][] result = new double[y.cols()][n];
    for (int i = 0; i < rows(); i += 4) {
      int count = Math.min(4, rows() - i);
      for (int q = 0; q < count; q++) {
        System.arraycopy(matrix.data(), (i + q) * n, rows[q], 0, n);
      }
      for (int k = 0; k < y.cols(); k++) {
        RowUpdate.addRows(result[k], rows, count, y.data(), i * y.cols() + k, y.cols(), n);
      }
    }
    Matrix transposed = Matrix.zeros(y.cols(), n);
    for (int k = 0; k < y.cols(); k++) {
      System.arraycopy(result[k], 0, transposed.data(), k * n, n);
    }
    return transposed.transpose();
  }

  @Override
  public Matrix toDense() {
    return matrix.copy();
  }

  @Override
  public Matrix gramOfShorterSide() {
    return Gram.xtx(rows() <= cols() ? matrix.transpose() : matrix);
  }

  @Override
  public int longestInnerProduct() {
    return Math.max(rows(), cols());
  }

  @Override
  public double frobeniusNormSquared() {
    return Norms.squaredAccurately(matrix.data());
  }

  @Override
  public double largestMagnitude() {
    return Norms.largestMagnitude(matrix.data());
  }

  @Override
  public DenseOperator scaledBy(double factor) {
    return new DenseOperator(Matrix.wrap(rows(), cols(), Norms.scaled(matrix.data(), factor)));
  }
}
