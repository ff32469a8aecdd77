package org.overrank.sensing;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cells that are not entries, measured all the same: (s_a t_b m_ab)² ≈ 0 with a weight α0 (theory,
 * section 8).
 *
 * <p>Never looked at one by one: their sum is that over all cells, which is thin algebra of the
 * factors, less that over the entries. What is taken out at an entry is its {@link #at hole} α0
 * s_a² t_b².
 */
public final class Background implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double weight;
  private final int firstRow;
  private final double @Nullable [] rows;
  private final double @Nullable [] cols;

  private Background(
      double weight, int firstRow, double @Nullable [] rows, double @Nullable [] cols) {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a background that weighs " + weight);
    }
    this.weight = weight;
    this.firstRow = firstRow;
    this.rows = rows;
    this.cols = cols;
  }

  /**
   * A background.
   *
   * @param weight α0, positive, in the units of squared coefficients
   * @param rowScales s, one a row, or null if all are 1
   * @param colScales t, one a column, or null if all are 1
   * @return the background of the whole matrix
   */
  public static Background of(
      double weight, double @Nullable [] rowScales, double @Nullable [] colScales) {
    return new Background(weight, 0, squares(rowScales), squares(colScales));
  }

  /**
   * The background of some rows.
   *
   * @param weight α0, positive, in the units of squared coefficients
   * @param range the rows
   * @param rowScales s, one for each of them, or null if all are 1
   * @param colScales t, one a column, or null if all are 1
   * @return what a block of them needs
   */
  public static Background ofRows(
      double weight, RowRange range, double @Nullable [] rowScales, double @Nullable [] colScales) {
    return new Background(weight, range.start(), squares(rowScales), squares(colScales));
  }

  private static double @Nullable [] squares(double @Nullable [] scales) {
    return scales == null ? null : Arrays.stream(scales).map(s -> s * s).toArray();
  }

  /**
   * The background of the transposed matrix.
   *
   * @return over the same arrays
   */
  public Background transposed() {
    if (firstRow != 0) {
      throw new IllegalStateException("a part of a background has no transpose");
    }
    return new Background(weight, 0, cols, rows);
  }

  /**
   * What a block of some rows needs.
   *
   * @param range of rows
   * @return the same, asked by the same indices
   */
  public Background forRows(RowRange range) {
    return rows == null
        ? this
        : new Background(
            weight,
            range.start(),
            Arrays.copyOfRange(rows, range.start() - firstRow, range.end() - firstRow),
            cols);
  }

  /**
   * The weight of a cell whose scales are 1.
   *
   * @return α0
   */
  public double weight() {
    return weight;
  }

  /**
   * The square of a row's scale.
   *
   * @param a its index in the whole matrix
   * @return s_a²
   */
  public double row(int a) {
    return rows == null ? 1 : rows[a - firstRow];
  }

  /**
   * The square of a column's scale.
   *
   * @param b its index
   * @return t_b²
   */
  public double col(int b) {
    return cols == null ? 1 : cols[b];
  }

  /**
   * What the background would add to m_ab² where there is an entry.
   *
   * @param a index of the row in the whole matrix
   * @param b index of the column
   * @return α0 s_a² t_b²
   */
  public double at(int a, int b) {
    return weight * row(a) * col(b);
  }
}
