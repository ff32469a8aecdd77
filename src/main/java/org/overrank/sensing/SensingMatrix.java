package org.overrank.sensing;

import java.io.Serializable;

/**
 * The matrix A_i of one measurement, d1 × d2, as tables hold it (theory, section 1).
 *
 * <p>Arrays are not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // Carriers of arrays, never compared.
public sealed interface SensingMatrix extends Serializable {
  /**
   * One entry: A_i = coefficient · e_row e_colᵀ.
   *
   * @param row from 0
   * @param col from 0
   * @param coefficient c, not 0
   */
  record Entry(int row, int col, double coefficient) implements SensingMatrix {}

  /**
   * A full matrix.
   *
   * @param cells by rows, d1·d2 of them
   */
  record Dense(double[] cells) implements SensingMatrix {}

  /**
   * A few cells; a cell that occurs twice counts twice.
   *
   * @param rows row of each cell, from 0
   * @param cols column of each cell, from 0
   * @param values value of each cell
   */
  record Sparse(int[] rows, int[] cols, double[] values) implements SensingMatrix {
    /** Checks that the arrays fit together. */
    public Sparse {
      if (rows.length != values.length || cols.length != values.length) {
        throw new IllegalArgumentException(
            rows.length + " rows, " + cols.length + " columns, " + values.length + " values");
      }
    }
  }

  /**
   * a bᵀ.
   *
   * @param left a, of length d1
   * @param right b, of length d2
   */
  record RankOne(SensingVector left, SensingVector right) implements SensingMatrix {}

  /**
   * Independent standard normal entries that depend on a seed and this number alone.
   *
   * @param index which matrix of the seed
   */
  record SeededGaussian(long index) implements SensingMatrix {}
}
