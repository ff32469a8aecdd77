package org.overrank.linalg;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A dense matrix of doubles, stored by rows.
 *
 * <p>Kernels work on {@link #data()} directly: entry (i, j) is at {@code i * cols() + j}. Whoever
 * shares a matrix shares its array; {@link #copy()} detaches.
 */
public final class Matrix implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int cols;
  private final double[] data;

  private Matrix(int rows, int cols, double[] data) {
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  /**
   * A matrix of zeros.
   *
   * @param rows number of rows, at least 0
   * @param cols number of columns, at least 0
   * @return a new rows × cols matrix
   * @throws InvalidInputException if rows · cols exceeds what one array can hold
   */
  public static Matrix zeros(int rows, int cols) {
    return new Matrix(rows, cols, new double[checkedSize(rows, cols)]);
  }

  /**
   * A matrix over an existing array, which is not copied.
   *
   * @param rows number of rows
   * @param cols number of columns
   * @param data the entries by rows, length rows · cols
   * @return a matrix that shares {@code data}
   */
  public static Matrix wrap(int rows, int cols, double[] data) {
    if (data.length != checkedSize(rows, cols)) {
      throw new IllegalArgumentException(
          rows + " x " + cols + " matrix over an array of " + data.length);
    }
    return new Matrix(rows, cols, data);
  }

  /**
   * The identity.
   *
   * @param n order
   * @return a new n × n identity matrix
   */
  public static Matrix identity(int n) {
    Matrix result = zeros(n, n);
    for (int i = 0; i < n; i++) {
      result.data[i * n + i] = 1;
    }
    return result;
  }

  private static int checkedSize(int rows, int cols) {
    long size = (long) rows * cols;
    if (rows < 0 || cols < 0 || size > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          "a " + rows + " x " + cols + " matrix does not fit one array of doubles");
    }
    return (int) size;
  }

  /**
   * The number of rows.
   *
   * @return rows
   */
  public int rows() {
    return rows;
  }

  /**
   * The number of columns.
   *
   * @return columns
   */
  public int cols() {
    return cols;
  }

  /**
   * The entries by rows; the live array, not a copy.
   *
   * @return array of length rows · cols
   */
  public double[] data() {
    return data;
  }

  /**
   * One entry.
   *
   * @param i row
   * @param j column
   * @return entry (i, j)
   */
  public double get(int i, int j) {
    return data[i * cols + j];
  }

  /**
   * Sets one entry.
   *
   * @param i row
   * @param j column
   * @param value the new entry (i, j)
   */
  public void set(int i, int j, double value) {
    data[i * cols + j] = value;
  }

  /**
   * Multiplies a column in place.
   *
   * @param j the column
   * @param factor by what
   */
  public void scaleColumn(int j, double factor) {
    for (int i = 0; i < rows; i++) {
      set(i, j, factor * get(i, j));
    }
  }

  /**
   * A detached copy.
   *
   * @return a new matrix with equal entries
   */
  public Matrix copy() {
    return new Matrix(rows, cols, data.clone());
  }

  /**
   * The transpose.
   *
   * @return a new cols × rows matrix
   */
  public Matrix transpose() {
    Matrix result = zeros(cols, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        result.data[j * rows + i] = data[i * cols + j];
      }
    }
    return result;
  }

  /**
   * The columns [0, k).
   *
   * @param k number of columns to keep, at most cols
   * @return a new rows × k matrix
   */
  public Matrix leadingColumns(int k) {
    return columns(0, k);
  }

  /**
   * The columns [first, cols).
   *
   * @param first the first column to keep, at most cols
   * @return a new rows × (cols − first) matrix
   */
  public Matrix columnsFrom(int first) {
    return columns(first, cols);
  }

  private Matrix columns(int first, int end) {
    Matrix result = zeros(rows, end - first);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(data, i * cols + first, result.data, i * result.cols, result.cols);
    }
    return result;
  }

  /**
   * The columns of this matrix followed by those of another.
   *
   * @param right a matrix with the same number of rows
   * @return a new rows × (cols + right.cols) matrix
   */
  public Matrix appendColumns(Matrix right) {
    if (right.rows != rows) {
      throw new IllegalArgumentException("rows differ: " + rows + " and " + right.rows);
    }
    Matrix result = zeros(rows, Math.addExact(cols, right.cols));
    for (int i = 0; i < rows; i++) {
      System.arraycopy(data, i * cols, result.data, i * result.cols, cols);
      System.arraycopy(right.data, i * right.cols, result.data, i * result.cols + cols, right.cols);
    }
    return result;
  }

  /**
   * The diagonal.
   *
   * @return a new array of as many entries as the shorter side has
   */
  public double[] diagonal() {
    double[] diagonal = new double[Math.min(rows, cols)];
    Arrays.setAll(diagonal, i -> get(i, i));
    return diagonal;
  }

  /**
   * The squared lengths of the columns, summed down the rows.
   *
   * @return Σ_i x_ik² for each column k
   */
  public double[] columnNormsSquared() {
    double[] sums = new double[cols];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < cols; k++) {
        double value = data[row * cols + k];
        sums[k] += value * value;
      }
    }
    return sums;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix that
        && rows == that.rows
        && cols == that.cols
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + cols) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Matrix[" + rows + " x " + cols + "]";
  }
}
