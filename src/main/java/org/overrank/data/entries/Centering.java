package org.overrank.data.entries;

import java.io.Serializable;
import org.overrank.linalg.PowersOfTwo;

/**
 * What was subtracted from the values: μ + b_a + c_b. Predictions add it again.
 *
 * <p>Rows and columns without training entries have no bias.
 */
public final class Centering implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double mean;
  private final double[] rowBias;
  private final double[] colBias;

  /**
   * A centering over arrays that are not copied.
   *
   * @param mean μ
   * @param rowBias b, by row index; empty if there are no biases
   * @param colBias c, by column index; empty if there are no biases
   */
  public Centering(double mean, double[] rowBias, double[] colBias) {
    this.mean = mean;
    this.rowBias = rowBias;
    this.colBias = colBias;
  }

  /**
   * A constant.
   *
   * @param mean μ
   * @return a centering without biases
   */
  public static Centering constant(double mean) {
    return new Centering(mean, new double[0], new double[0]);
  }

  /**
   * What was subtracted from a cell's values.
   *
   * @param row index of the row, or −1 if it is not known
   * @param col index of the column, or −1 if it is not known
   * @return μ + b_row + c_col
   */
  public double at(int row, int col) {
    return about(mean, row, col);
  }

  /**
   * The biases of a cell about another constant.
   *
   * @param constant instead of μ
   * @param row index of the row, or −1 if it is not known
   * @param col index of the column, or −1 if it is not known
   * @return constant + b_row + c_col
   */
  public double about(double constant, int row, int col) {
    return constant + biasOf(rowBias, row) + biasOf(colBias, col);
  }

  /**
   * The centering of the transposed matrix.
   *
   * @return over the same arrays
   */
  public Centering transposed() {
    return new Centering(mean, colBias, rowBias);
  }

  /**
   * Whether rows and columns have biases.
   *
   * @return false if only a constant was subtracted
   */
  public boolean hasBiases() {
    return rowBias.length > 0 || colBias.length > 0;
  }

  /**
   * The same in other units.
   *
   * @param exponent of the power of two
   * @return μ, b and c times 2^exponent
   */
  public Centering times(int exponent) {
    return new Centering(
        Math.scalb(mean, exponent),
        PowersOfTwo.scaled(rowBias, exponent),
        PowersOfTwo.scaled(colBias, exponent));
  }

  private static double biasOf(double[] bias, int index) {
    return index < 0 || bias.length == 0 ? 0 : bias[index];
  }

  /**
   * The constant part.
   *
   * @return μ
   */
  public double mean() {
    return mean;
  }

  /**
   * The rows' biases; the live array.
   *
   * @return by row index, or empty
   */
  public double[] rowBias() {
    return rowBias;
  }

  /**
   * The columns' biases; the live array.
   *
   * @return by column index, or empty
   */
  public double[] colBias() {
    return colBias;
  }
}
