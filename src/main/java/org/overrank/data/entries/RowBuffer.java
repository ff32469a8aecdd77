package org.overrank.data.entries;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/** Growing arrays for the usable rows of one partition. */
public final class RowBuffer {
  private static final int MAX = Integer.MAX_VALUE - 8;

  private int[] rows = new int[1024];
  private int[] cols = new int[1024];
  private double[] values = new double[1024];
  private double @Nullable [] weights;
  private double @Nullable [] coefficients;
  private int[] places = new int[1024];
  private long @Nullable [] keys;
  private int size;

  /**
   * Appends an entry.
   *
   * @param row place of the row's id
   * @param col place of the column's id
   * @param value the value
   * @param weight the weight
   * @param place of the table's row in its segment
   */
  public void add(int row, int col, double value, double weight, double coefficient, int place) {
    if (size == rows.length) {
      grow();
    }
    rows[size] = row;
    cols[size] = col;
    values[size] = value;
    places[size] = place;
    weights = kept(weights, weight);
    coefficients = kept(coefficients, coefficient);
    size++;
  }

  /** Says what tells whether the last entry is held out. */
  void key(long key) {
    if (keys == null) {
      keys = new long[rows.length];
    }
    keys[size - 1] = key;
  }

  /** Numbers that are 1 until one is not. */
  private double @Nullable [] kept(double @Nullable [] numbers, double number) {
    double[] kept = numbers;
    if (kept == null && number != 1) {
      kept = new double[rows.length];
      Arrays.fill(kept, 0, size, 1);
    }
    if (kept != null) {
      kept[size] = number;
    }
    return kept;
  }

  private void grow() {
    if (size == MAX) {
      throw new InvalidInputException("one piece of the input has more than " + MAX + " entries");
    }
    int length = (int) Math.min(2L * size, MAX);
    rows = Arrays.copyOf(rows, length);
    cols = Arrays.copyOf(cols, length);
    values = Arrays.copyOf(values, length);
    places = Arrays.copyOf(places, length);
    keys = keys == null ? null : Arrays.copyOf(keys, length);
    weights = weights == null ? null : Arrays.copyOf(weights, length);
    coefficients = coefficients == null ? null : Arrays.copyOf(coefficients, length);
  }

  /** {@return how many entries it holds} */
  public int size() {
    return size;
  }

  int[] rows() {
    return Arrays.copyOf(rows, size);
  }

  int[] cols() {
    return Arrays.copyOf(cols, size);
  }

  double[] values() {
    return Arrays.copyOf(values, size);
  }

  /** The weights, or null if all are 1. */
  double @Nullable [] weights() {
    return weights == null ? null : Arrays.copyOf(weights, size);
  }

  /** The coefficients, or null if all are 1. */
  double @Nullable [] coefficients() {
    return coefficients == null ? null : Arrays.copyOf(coefficients, size);
  }

  int[] places() {
    return Arrays.copyOf(places, size);
  }

  /** What tells which entries are held out, or null. */
  long @Nullable [] keys() {
    return keys == null ? null : Arrays.copyOf(keys, size);
  }
}
