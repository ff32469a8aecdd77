package org.overrank.sensing;

import java.io.Serializable;
import org.overrank.linalg.InvalidInputException;

/** Full matrices, one a row, however they are kept. */
interface MatrixRows extends Serializable {
  /** How many matrices. */
  int count();

  /**
   * The cells of one matrix.
   *
   * @param i which
   * @param scratch as long as a matrix has cells, where {@link #needsScratch}; may be overwritten
   * @return the cells by rows, not to be modified: a stored array, or {@code scratch}
   */
  double[] row(int i, double[] scratch);

  /** Whether rows are made on demand, in the caller's scratch array. */
  default boolean needsScratch() {
    return true;
  }

  /** Bytes held. */
  long bytes();

  /** Rows as they are. */
  static MatrixRows doubles(double[][] cells) {
    return new Doubles(cells);
  }

  /** How far cells can be from what they were made of, relative to their size. */
  default double rounding() {
    return 0;
  }

  /** Rows rounded to floats. */
  static MatrixRows floats(double[][] cells) {
    float[][] rounded = new float[cells.length][];
    for (int i = 0; i < cells.length; i++) {
      rounded[i] = new float[cells[i].length];
      for (int j = 0; j < cells[i].length; j++) {
        rounded[i][j] = asFloat(cells[i][j]);
      }
    }
    return new Floats(rounded);
  }

  private static float asFloat(double cell) {
    float rounded = (float) cell;
    if (Float.isInfinite(rounded)) {
      throw new InvalidInputException(
          "a cell of " + cell + " is too large for storage float; use double");
    }
    if (cell != 0 && Math.abs(rounded) < Float.MIN_NORMAL) {
      throw new InvalidInputException(
          "a cell of " + cell + " is too small for storage float; use double");
    }
    return rounded;
  }

  /** Rows that are drawn again whenever they are read. */
  static MatrixRows seeded(long seed, long[] indices) {
    return new Seeded(seed, indices);
  }

  /**
   * Rows of doubles.
   *
   * @param cells one array a matrix
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
  record Doubles(double[][] cells) implements MatrixRows {
    @Override
    public int count() {
      return cells.length;
    }

    @Override
    public double[] row(int i, double[] scratch) {
      return cells[i];
    }

    @Override
    public boolean needsScratch() {
      return false;
    }

    @Override
    public long bytes() {
      return cells.length == 0 ? 0 : (8L * cells[0].length + 24) * cells.length;
    }
  }

  /**
   * Rows of floats.
   *
   * @param cells one array a matrix
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
  record Floats(float[][] cells) implements MatrixRows {
    @Override
    public int count() {
      return cells.length;
    }

    @Override
    public double[] row(int i, double[] scratch) {
      float[] from = cells[i];
      for (int j = 0; j < from.length; j++) {
        scratch[j] = from[j];
      }
      return scratch;
    }

    /**
     * {@inheritDoc} Half a unit in the last place, and a little for the quotient's own rounding.
     */
    @Override
    public double rounding() {
      return 0x1.0p-24 * (1 + 0x1.0p-20);
    }

    @Override
    public long bytes() {
      return cells.length == 0 ? 0 : (4L * cells[0].length + 24) * cells.length;
    }
  }

  /**
   * Rows that are not there.
   *
   * @param seed the family
   * @param indices which matrices
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
  record Seeded(long seed, long[] indices) implements MatrixRows {
    @Override
    public int count() {
      return indices.length;
    }

    @Override
    public double[] row(int i, double[] scratch) {
      GaussianRows.fill(seed, indices[i], scratch);
      return scratch;
    }

    @Override
    public long bytes() {
      return 8L * indices.length;
    }
  }
}
