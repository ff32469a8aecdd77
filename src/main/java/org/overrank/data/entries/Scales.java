package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.overrank.sensing.Background;

/**
 * The coefficients c_ab = s_a t_b of the weighted trace norm (ALS-WR).
 *
 * <p>With n_a and n_b training entries in row a and column b, λ(Σ n_a ‖u_a‖² + Σ n_b ‖v_b‖²) is the
 * plain penalty of ũ_a = √n_a u_a and ṽ_b = √n_b v_b, and u_aᵀ v_b = s_a t_b ũ_aᵀ ṽ_b with s_a =
 * 1/√n_a, t_b = 1/√n_b. The fit finds Ũ and Ṽ; a model multiplies their rows by s and t. Under
 * either norm, rows and columns without training entries have scale 0: nothing is known of them.
 */
public final class Scales implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double @Nullable [] rows;
  private final double @Nullable [] cols;

  /**
   * Scales over arrays that are not copied.
   *
   * @param rows s by row index, or null if all are 1
   * @param cols t by column index, or null if all are 1
   */
  public Scales(double @Nullable [] rows, double @Nullable [] cols) {
    this.rows = rows;
    this.cols = cols;
  }

  /**
   * Scales of the plain trace norm.
   *
   * @return all 1
   */
  public static Scales plain() {
    return new Scales(null, null);
  }

  /**
   * Scales that were written down.
   *
   * @param rows s by row index; not copied
   * @param cols t by column index; not copied
   * @return the same, {@link #plain} where all are 1
   */
  public static Scales of(double[] rows, double[] cols) {
    boolean ones =
        DoubleStream.concat(Arrays.stream(rows), Arrays.stream(cols)).allMatch(s -> s == 1);
    return ones ? plain() : new Scales(rows, cols);
  }

  /**
   * The scales of rows, or of columns: 0 where there are no training entries, elsewhere 1/√n with
   * the weighted regularizer (theory, section 2), 1 with the plain one and 1/√(n + α0 d) with
   * iALS's.
   *
   * @param counts training entries of each, those that its penalty counts
   * @param regularizer which
   * @param more α0 d, of iALS's
   * @return scales, or null where all are 1
   */
  static double @Nullable [] side(long[] counts, Regularizer regularizer, double more) {
    double[] scales = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      scales[i] = counts[i] == 0 ? 0 : scale(counts[i], regularizer, more);
    }
    return BlockFinish.nullIfOnes(scales);
  }

  private static double scale(long count, Regularizer regularizer, double more) {
    return switch (regularizer) {
      case PLAIN -> 1;
      case WEIGHTED -> 1 / Math.sqrt((double) count);
      case FREQUENCY -> 1 / Math.sqrt(count + more);
    };
  }

  /**
   * The background of cells that are not entries, between the scaled factors.
   *
   * @param weight α0, in the units of squared coefficients
   * @return the background
   */
  public Background background(double weight) {
    return Background.of(weight, rows, cols);
  }

  /**
   * Whether all scales are 1.
   *
   * @return true for the plain trace norm
   */
  public boolean isPlain() {
    return rows == null && cols == null;
  }

  /**
   * The scales of the transposed matrix.
   *
   * @return over the same arrays
   */
  public Scales transposed() {
    return new Scales(cols, rows);
  }

  /**
   * The scale of a row.
   *
   * @param index of the row
   * @return s_a
   */
  public double row(int index) {
    return rows == null ? 1 : rows[index];
  }

  /**
   * The scale of a column.
   *
   * @param index of the column
   * @return t_b
   */
  public double col(int index) {
    return cols == null ? 1 : cols[index];
  }
}
