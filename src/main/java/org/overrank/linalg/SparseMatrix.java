package org.overrank.linalg;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sparse matrix, stored by compressed rows.
 *
 * <p>Products take one vector after the other: 2 flops an entry, at the speed of gathering from
 * memory. Large matrices are multiplied by all threads of the common pool, to the same bits, and
 * keep their transpose from the first product with it on: 12 bytes an entry. Not for several
 * threads at once.
 */
public final class SparseMatrix implements ExplicitOperator {
  /** Entries from which on a second thread is worth waking, and into how much it is then cut. */
  private static final int LARGE = 1 << 17;

  private static final int PIECES = 32;

  private final int rows;
  private final int cols;
  private final int[] offsets;
  private final int[] columns;
  private final double[] values;
  private @Nullable SparseMatrix transposed;

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
    int count = x.cols();
    Matrix vectors = x.transpose();
    Matrix result = Matrix.zeros(count, rows);
    for (int k = 0; k < count; k++) {
      int vector = k;
      forRows(
          (start, end) ->
              addProduct(start, end, vectors.data(), vector * cols, result.data(), vector * rows));
    }
    return result.transpose();
  }

  private boolean isLarge() {
    return columns.length >= LARGE;
  }

  /** All rows at once, or those of a large matrix in a few pieces. */
  private void forRows(Pieces.Work work) {
    Pieces.forEachIf(isLarge(), rows, 1 + rows / PIECES, work);
  }

  /** y += G·x for one vector each, in some rows. */
  private void addProduct(int start, int end, double[] x, int xStart, double[] y, int yStart) {
    for (int i = start; i < end; i++) {
      double sum = 0;
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        sum += values[e] * x[xStart + columns[e]];
      }
      y[yStart + i] += sum;
    }
  }

  @Override
  public Matrix transposedTimes(Matrix y) {
    requireRows(y, rows);
    if (isLarge()) {
      return keptTranspose().times(y);
    }
    int count = y.cols();
    Matrix vectors = y.transpose();
    Matrix result = Matrix.zeros(count, cols);
    for (int k = 0; k < count; k++) {
      addTransposedProduct(vectors.data(), k * rows, result.data(), k * cols);
    }
    return result.transpose();
  }

  /** x += Gᵀ·y for one vector each. */
  private void addTransposedProduct(double[] y, int yStart, double[] x, int xStart) {
    for (int i = 0; i < rows; i++) {
      double v = y[yStart + i];
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        x[xStart + columns[e]] += values[e] * v;
      }
    }
  }

  private SparseMatrix keptTranspose() {
    SparseMatrix kept = transposed == null ? transpose() : transposed;
    transposed = kept;
    return kept;
  }

  @Override
  public void forgetTranspose() {
    transposed = null;
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

  @Override
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
   * <p>Σ n_l² flops for lines of n_l entries along the longer side.
   */
  @Override
  public Matrix gramOfShorterSide() {
    SparseMatrix other = transposed == null ? transpose() : transposed;
    return rows <= cols ? gramOfColumns(other, this) : gramOfColumns(this, other);
  }

  /** GᵀG row by row: row c is Σ_i g_ic · (row i of G from column c on). */
  private static Matrix gramOfColumns(SparseMatrix g, SparseMatrix transposed) {
    double[][] upper = new double[g.cols][g.cols];
    transposed.forRows((start, end) -> addGramRows(upper, start, end, g, transposed));
    return Gram.symmetric(upper);
  }

  private static void addGramRows(
      double[][] upper, int start, int end, SparseMatrix g, SparseMatrix transposed) {
    int[] from = g.firstEntries(start);
    for (int c = start; c < end; c++) {
      for (int t = transposed.offsets[c]; t < transposed.offsets[c + 1]; t++) {
        int i = transposed.columns[t];
        // Columns come in ascending order, so the next entry of row i is the one in column c.
        g.addTail(upper[c], transposed.values[t], from[i]++, g.offsets[i + 1]);
      }
    }
  }

  /** The first entry of each row that is in a column or behind it. */
  private int[] firstEntries(int column) {
    if (column == 0) {
      return offsets.clone();
    }
    int[] first = new int[rows];
    for (int i = 0; i < rows; i++) {
      int place = Arrays.binarySearch(columns, offsets[i], offsets[i + 1], column);
      first[i] = place >= 0 ? place : -place - 1;
    }
    return first;
  }

  private void addTail(double[] target, double factor, int from, int to) {
    for (int e = from; e < to; e++) {
      target[columns[e]] += factor * values[e];
    }
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
