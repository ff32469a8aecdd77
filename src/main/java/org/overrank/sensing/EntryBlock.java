package org.overrank.sensing;

import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Axpy;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;

/**
 * Entries of a matrix, A_i = c_i e_a e_bᵀ, for one range of rows, as compressed sparse rows.
 *
 * <p>Within a row the entries are sorted by column; a cell may occur more than once. The transposed
 * copy of a matrix is an ordinary block whose rows are the matrix's columns.
 *
 * <p>Implementation note. A gradient pass costs 6R flops and reads 16R + 12 bytes an entry, of
 * which the right factor's row and its gradient are gathered and scattered; the left row stays in
 * cache.
 */
public final class EntryBlock implements MeasurementBlock {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int cols;
  private final RowRange range;
  private final int[] offsets;
  private final int[] columns;
  private final double[] targets;
  private final double @Nullable [] coefficients;

  /**
   * A block over arrays that are not copied.
   *
   * @param rows d1, the number of rows of the whole matrix
   * @param cols d2
   * @param range the rows that this block holds, within [0, d1)
   * @param offsets length range.size() + 1; entries of row range.start() + k are [offsets[k],
   *     offsets[k + 1])
   * @param columns column of each entry, in [0, d2), ascending within a row
   * @param targets √w y of each entry
   * @param coefficients √w c of each entry, or null when all are 1
   */
  public EntryBlock(
      int rows,
      int cols,
      RowRange range,
      int[] offsets,
      int[] columns,
      double[] targets,
      double @Nullable [] coefficients) {
    if (range.end() > rows
        || offsets.length != range.size() + 1
        || columns.length != targets.length
        || offsets[range.size()] != columns.length
        || (coefficients != null && coefficients.length != columns.length)) {
      throw new IllegalArgumentException("arrays of an entry block do not fit together");
    }
    this.rows = rows;
    this.cols = cols;
    this.range = range;
    this.offsets = offsets;
    this.columns = columns;
    this.targets = targets;
    this.coefficients = coefficients;
  }

  @Override
  public int count() {
    return columns.length;
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
   * The rows that this block holds.
   *
   * @return a range within [0, d1)
   */
  public RowRange range() {
    return range;
  }

  /**
   * Where each row's entries begin; the live array.
   *
   * @return length range().size() + 1
   */
  public int[] offsets() {
    return offsets;
  }

  /**
   * The column of each entry; the live array.
   *
   * @return length count
   */
  public int[] columns() {
    return columns;
  }

  /**
   * The target √w y of each entry; the live array.
   *
   * @return length count
   */
  public double[] targets() {
    return targets;
  }

  /**
   * The coefficient of one entry.
   *
   * @param e index of the entry
   * @return √w c
   */
  public double coefficient(int e) {
    return coefficients == null ? 1 : coefficients[e];
  }

  @Override
  public double target(int i) {
    return targets[i];
  }

  @Override
  public RowRange touched(Side side) {
    return side == Side.ROWS ? range : new RowRange(0, cols);
  }

  @Override
  public void forward(Matrix left, Matrix right, double[] out) {
    int width = left.cols();
    for (int row = 0; row < range.size(); row++) {
      int u = (range.start() + row) * width;
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        out[e] =
            coefficient(e) * Dot.product(left.data(), u, right.data(), columns[e] * width, width);
      }
    }
  }

  @Override
  public void addAdjointTimes(Side side, double[] z, Matrix x, double[] out) {
    int width = x.cols();
    for (int row = 0; row < range.size(); row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        double weight = coefficient(e) * z[e];
        if (side == Side.ROWS) {
          Axpy.add(weight, x.data(), columns[e] * width, out, row * width, width);
        } else {
          int from = (range.start() + row) * width;
          Axpy.add(weight, x.data(), from, out, columns[e] * width, width);
        }
      }
    }
  }

  @Override
  public double addLossAndGradient(
      Matrix left, Matrix right, double[] gradientLeft, double[] gradientRight) {
    int width = left.cols();
    double[] u = left.data();
    double[] v = right.data();
    double loss = 0;
    for (int row = 0; row < range.size(); row++) {
      int own = (range.start() + row) * width;
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        int other = columns[e] * width;
        double c = coefficient(e);
        double r = c * Dot.product(u, own, v, other, width) - targets[e];
        loss += r * r;
        Axpy.add(c * r, v, other, gradientLeft, row * width, width);
        Axpy.add(c * r, u, own, gradientRight, other, width);
      }
    }
    return loss;
  }

  @Override
  public void addLineCoefficients(
      Matrix left, Matrix right, Matrix directionLeft, Matrix directionRight, double[] out) {
    int width = left.cols();
    for (int row = 0; row < range.size(); row++) {
      int own = (range.start() + row) * width;
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        int other = columns[e] * width;
        double coefficient = coefficient(e);
        double uv = Dot.product(left.data(), own, right.data(), other, width);
        double pv = Dot.product(directionLeft.data(), own, right.data(), other, width);
        double uq = Dot.product(left.data(), own, directionRight.data(), other, width);
        double pq = Dot.product(directionLeft.data(), own, directionRight.data(), other, width);
        double r = coefficient * uv - targets[e];
        LineCoefficients.add(r, coefficient * (pv + uq), coefficient * pq, out);
      }
    }
  }

  @Override
  public void addCurvature(double[] rowSums, double[] colSums) {
    for (int row = 0; row < range.size(); row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        double square = coefficient(e) * coefficient(e);
        rowSums[row] += square;
        colSums[columns[e]] += square;
      }
    }
  }

  @Override
  public long bytes() {
    long perEntry = coefficients == null ? 12 : 20;
    return perEntry * columns.length + 4L * offsets.length + 96;
  }
}
