package org.overrank.linalg;

import java.util.Arrays;

/**
 * A sparse matrix, stored by compressed rows.
 *
 * <p>Products cost 2·k flops an entry for k vectors, at the speed of gathering from memory.
 */
public final class SparseMatrix implements ExplicitOperator {
  private final int rows;
  private final int cols;
  private final int[] offsets;
  private final int[] columns;
  private final double[] values;

  private SparseMatrix(int rows, int cols, int[] offsets, int[] columns, double[] values) {
    this.rows = rows;
    this.cols = cols;
    this.offsets = offsets;
    this.columns = columns;
    this.values = values;
  }

  /**
   * A matrix over arrays that are not copied, unless a cell occurs twice: its values are added.
   *
   * @param rows number of rows
   * @param cols number of columns
   * @param offsets length rows + 1; entries of row i are [offsets[i], offsets[i + 1])
   * @param columns column of each entry, in [0, cols), ascending within a row, repeats allowed
   * @param values value of each entry
   * @return the matrix
   * @throws IllegalArgumentException if the arrays do not describe such a matrix
   */
  public static SparseMatrix of(int rows, int cols, int[] offsets, int[] columns, double[] values) {
    if (offsets.length != rows + 1
        || offsets[0] != 0
        || offsets[rows] != columns.length
        || columns.length != values.length) {
      throw new IllegalArgumentException("arrays of a sparse matrix do not fit together");
    }
    boolean repeats = false;
    for (int i = 0; i < rows; i++) {
      int last = -1;
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        if (columns[e] < last || columns[e] < 0 || columns[e] >= cols) {
          throw new IllegalArgumentException(
              "row " + i + " has column " + columns[e] + " after " + last + ", of " + cols);
        }
        repeats |= columns[e] == last;
        last = columns[e];
      }
    }
    SparseMatrix given = new SparseMatrix(rows, cols, offsets, columns, values);
    return repeats ? given.withoutRepeats() : given;
  }

  private SparseMatrix withoutRepeats() {
    int[] newOffsets = new int[rows + 1];
    int[] newColumns = new int[columns.length];
    double[] newValues = new double[columns.length];
    int size = 0;
    for (int i = 0; i < rows; i++) {
      newOffsets[i] = size;
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        if (size > newOffsets[i] && newColumns[size - 1] == columns[e]) {
          newValues[size - 1] += values[e];
        } else {
          newColumns[size] = columns[e];
          newValues[size++] = values[e];
        }
      }
    }
    newOffsets[rows] = size;
    return new SparseMatrix(
        rows, cols, newOffsets, Arrays.copyOf(newColumns, size), Arrays.copyOf(newValues, size));
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  /**
   * The number of stored entries.
   *
   * @return entries, explicit zeros included
   */
  public int entries() {
    return columns.length;
  }

  @Override
  public Matrix times(Matrix x) {
    requireRows(x, cols);
    int width = x.cols();
    Matrix result = Matrix.zeros(rows, width);
    for (int i = 0; i < rows; i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        addRow(values[e], x.data(), columns[e] * width, result.data(), i * width, width);
      }
    }
    return result;
  }

  @Override
  public Matrix transposedTimes(Matrix y) {
    requireRows(y, rows);
    int width = y.cols();
    Matrix result = Matrix.zeros(cols, width);
    for (int i = 0; i < rows; i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        addRow(values[e], y.data(), i * width, result.data(), columns[e] * width, width);
      }
    }
    return result;
  }

  private static void addRow(double v, double[] x, int xStart, double[] y, int yStart, int width) {
    for (int k = 0; k < width; k++) {
      y[yStart + k] += v * x[xStart + k];
    }
  }

  private void requireRows(Matrix x, int expected) {
    if (x.rows() != expected) {
      throw new IllegalArgumentException(x + " in a product of size " + expected);
    }
  }

  /**
   * The same entries by compressed columns.
   *
   * @return a new cols × rows matrix
   */
  public SparseMatrix transpose() {
    int[] starts = new int[cols + 1];
    for (int column : columns) {
      starts[column + 1]++;
    }
    for (int j = 0; j < cols; j++) {
      starts[j + 1] += starts[j];
    }
    int[] next = starts.clone();
    int[] newColumns = new int[columns.length];
    double[] newValues = new double[columns.length];
    for (int i = 0; i < rows; i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        int at = next[columns[e]]++;
        newColumns[at] = i;
        newValues[at] = values[e];
      }
    }
    return new SparseMatrix(cols, rows, starts, newColumns, newValues);
  }

  /**
   * The matrix with its zeros.
   *
   * @return a new rows × cols matrix
   */
  public Matrix toDense() {
    Matrix result = Matrix.zeros(rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        result.set(i, columns[e], values[e]);
      }
    }
    return result;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The sum of the outer products of the lines of the longer side: Σ n_l² flops for lines of n_l
   * entries.
   */
  @Override
  public Matrix gramOfShorterSide() {
    return rows <= cols ? transpose().gramOfColumns() : gramOfColumns();
  }

  private Matrix gramOfColumns() {
    double[][] upper = new double[cols][cols];
    for (int i = 0; i < rows; i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        double[] target = upper[columns[e]];
        double v = values[e];
        for (int g = e; g < offsets[i + 1]; g++) {
          target[columns[g]] += v * values[g];
        }
      }
    }
    return Gram.symmetric(upper);
  }

  @Override
  public int longestInnerProduct() {
    int[] perLine = new int[Math.min(rows, cols)];
    for (int i = 0; i < rows; i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        perLine[rows <= cols ? i : columns[e]]++;
      }
    }
    return Arrays.stream(perLine).max().orElse(0);
  }

  @Override
  public double frobeniusNormSquared() {
    return Norms.squaredAccurately(values);
  }

  @Override
  public double largestMagnitude() {
    return Norms.largestMagnitude(values);
  }

  @Override
  public SparseMatrix scaledBy(double factor) {
    return new SparseMatrix(rows, cols, offsets, columns, Norms.scaled(values, factor));
  }
}
