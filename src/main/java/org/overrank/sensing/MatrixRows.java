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

  /** Rows rounded to floats. */
  static MatrixRows floats(double[][] cells) {
    float[][] rounded = new float[cells.length][];
    for (int i = 0; i < cells.length; i++) {
      rounded[i] = new float[cells[i].length];
      for (int j = 0; j < cells[i].length; j++) {
        rounded[i][j] = (float) cells[i][j];
        if (Float.isInfinite(rounded[i][j])) {
          throw new InvalidInputException(
              "a cell of " + cells[i][j] + " is too large for storage float; use double");
        }
      }
    }
    return new Floats(rounded);
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
