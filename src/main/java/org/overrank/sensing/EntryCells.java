package org.overrank.sensing;

import java.util.List;
import org.overrank.linalg.PowersOfTwo;

/**
 * Entries in any order, on their way to blocks: √w c and √w y of each, divided by powers of two so
 * that their squares neither over- nor underflow.
 */
public final class EntryCells {
  private final int[] rows;
  private final int[] cols;
  private final double[] coefficients;
  private final double[] targets;
  private final int coefficientExponent;
  private final int targetExponent;
  private final boolean plain;

  /**
   * Entries in the units that solvers work in.
   *
   * @param measurements of {@link SensingMatrix.Entry entries}
   * @return the largest coefficient and the largest target near 1
   */
  public static EntryCells scaled(List<Measurement> measurements) {
    return new EntryCells(
        measurements,
        PowersOfTwo.orNone(largest(measurements, true)),
        PowersOfTwo.orNone(largest(measurements, false)));
  }

  /**
   * Entries as they are.
   *
   * @param measurements of {@link SensingMatrix.Entry entries}
   * @return coefficients and targets of the list
   */
  public static EntryCells unscaled(List<Measurement> measurements) {
    return new EntryCells(measurements, 0, 0);
  }

  private EntryCells(List<Measurement> measurements, int coefficientExponent, int targetExponent) {
    this.coefficientExponent = coefficientExponent;
    this.targetExponent = targetExponent;
    int n = measurements.size();
    rows = new int[n];
    cols = new int[n];
    coefficients = new double[n];
    targets = new double[n];
    boolean ones = true;
    for (int e = 0; e < n; e++) {
      Measurement measurement = measurements.get(e);
      SensingMatrix.Entry cell = (SensingMatrix.Entry) measurement.matrix();
      rows[e] = cell.row();
      cols[e] = cell.col();
      double root = Math.sqrt(measurement.weight());
      coefficients[e] = product(root, cell.coefficient(), coefficientExponent);
      targets[e] = product(root, measurement.value(), targetExponent);
      ones &= coefficients[e] == 1;
    }
    plain = ones;
  }

  private static int largest(List<Measurement> measurements, boolean ofCoefficients) {
    int largest = PowersOfTwo.OF_ZERO;
    for (Measurement measurement : measurements) {
      double factor =
          ofCoefficients
              ? ((SensingMatrix.Entry) measurement.matrix()).coefficient()
              : measurement.value();
      if (factor != 0) {
        int root = PowersOfTwo.exponent(Math.sqrt(measurement.weight()));
        largest = Math.max(largest, root + PowersOfTwo.exponent(factor));
      }
    }
    return largest;
  }

  private static double product(double root, double factor, int unit) {
    return Math.scalb(
        PowersOfTwo.mantissa(root) * PowersOfTwo.mantissa(factor),
        factor == 0 ? 0 : PowersOfTwo.exponent(root) + PowersOfTwo.exponent(factor) - unit);
  }

  /**
   * What the targets were divided by.
   *
   * @return the exponent of two
   */
  public int targetExponent() {
    return targetExponent;
  }

  /**
   * What the coefficients were divided by.
   *
   * @return the exponent of two
   */
  public int coefficientExponent() {
    return coefficientExponent;
  }

  /**
   * All of them in one block.
   *
   * @param d1 rows of the matrix
   * @param d2 its columns
   * @return the entries by rows
   */
  public EntryBlock byRows(int d1, int d2) {
    return block(rows, cols, d1, d2);
  }

  /**
   * All of them in one block of the transposed copy.
   *
   * @param d1 rows of the matrix
   * @param d2 its columns
   * @return the entries by columns
   */
  public EntryBlock byColumns(int d1, int d2) {
    return block(cols, rows, d2, d1);
  }

  private EntryBlock block(int[] of, int[] across, int size, int width) {
    int[] order = sorted(sorted(identity(of.length), across, width), of, size);
    int[] offsets = new int[size + 1];
    int[] columns = new int[order.length];
    double[] y = new double[order.length];
    double[] c = new double[order.length];
    for (int k = 0; k < order.length; k++) {
      offsets[of[order[k]] + 1]++;
      columns[k] = across[order[k]];
      y[k] = targets[order[k]];
      c[k] = coefficients[order[k]];
    }
    for (int a = 0; a < size; a++) {
      offsets[a + 1] += offsets[a];
    }
    return new EntryBlock(
        size, width, new RowRange(0, size), offsets, columns, y, plain ? null : c);
  }

  private static int[] identity(int n) {
    int[] order = new int[n];
    for (int e = 0; e < n; e++) {
      order[e] = e;
    }
    return order;
  }

  /** Stable, by counting. */
  private static int[] sorted(int[] order, int[] key, int keys) {
    int[] next = new int[keys + 1];
    for (int k : key) {
      next[k + 1]++;
    }
    for (int k = 0; k < keys; k++) {
      next[k + 1] += next[k];
    }
    int[] result = new int[order.length];
    for (int e : order) {
      result[next[key[e]]++] = e;
    }
    return result;
  }
}
