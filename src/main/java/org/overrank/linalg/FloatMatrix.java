package org.overrank.linalg;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A dense matrix of floats, stored by rows: half the bytes of a {@link Matrix}, whose numbers it
 * holds to 6e-8 of each, but for those below 1e-38.
 */
public final class FloatMatrix implements RowMatrix, Serializable {
  private static final long serialVersionUID = 1L;

  /** The root mean square that entries may have, so that none that matters is lost: 2^±80. */
  private static final double MOST = 0x1p80;

  private final int rows;
  private final int cols;
  private final float[] data;

  private FloatMatrix(int rows, int cols, float[] data) {
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  /**
   * The nearest floats.
   *
   * @param matrix not modified
   * @return a new matrix of the same shape; or the given one, where its entries are too large or
   *     too small for floats, or not finite
   */
  public static RowMatrix nearest(Matrix matrix) {
    double[] from = matrix.data();
    float[] rounded = new float[from.length];
    double squares = Pieces.sum(rounded.length, (start, end) -> round(from, rounded, start, end));
    double mean = squares / rounded.length;
    boolean held = mean >= 1 / (MOST * MOST) && mean <= MOST * MOST;
    return held ? new FloatMatrix(matrix.rows(), matrix.cols(), rounded) : matrix;
  }

  private static double round(double[] from, float[] to, int start, int end) {
    double squares = 0;
    for (int i = start; i < end; i++) {
      to[i] = (float) from[i];
      squares += (double) to[i] * to[i];
    }
    return squares;
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
   * The entries by rows; the live array, not a copy.
   *
   * @return array of length rows · cols
   */
  public float[] data() {
    return data;
  }

  @Override
  public Matrix asDoubles() {
    double[] wide = new double[data.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = data[i];
    }
    return Matrix.wrap(rows, cols, wide);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatMatrix that
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
    return "FloatMatrix[" + rows + " x " + cols + "]";
  }
}
