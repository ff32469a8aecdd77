package org.overrank.data.model;

/**
 * The k largest of many values, with their indices: a heap whose root is the least of those kept.
 *
 * <p>Of equal values those of smaller indices are kept, so what is kept does not depend on the
 * order of the offers.
 */
public final class LargestValues {
  private final double[] values;
  private final int[] indices;
  private int size;

  /**
   * Room for some values.
   *
   * @param count k, at least 1
   */
  public LargestValues(int count) {
    values = new double[count];
    indices = new int[count];
  }

  /** {@return how many are kept} */
  public int size() {
    return size;
  }

  /** Forgets what is kept. */
  public void clear() {
    size = 0;
  }

  /**
   * Keeps a value if it is among the largest so far.
   *
   * @param value not NaN
   * @param index its index, offered once
   */
  public void offer(double value, int index) {
    if (size < values.length) {
      int at = size++;
      while (at > 0 && isLess(value, index, (at - 1) / 2)) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      put(value, index, at);
    } else if (!isLess(value, index, 0)) {
      sink(value, index);
    }
  }

  /**
   * Takes out the least that is kept, to {@code place} of both arrays; called for descending places
   * it sorts.
   *
   * @param place below the places of all taken before
   * @param indicesOut by descending value, overwritten there
   * @param valuesOut by descending value, overwritten there
   */
  public void takeLeast(int place, int[] indicesOut, double[] valuesOut) {
    indicesOut[place] = indices[0];
    valuesOut[place] = values[0];
    size--;
    if (size > 0) {
      sink(values[size], indices[size]);
    }
  }

  /** Whether (value, index) ranks below what is at a place. */
  private boolean isLess(double value, int index, int place) {
    return value < values[place] || (value == values[place] && index > indices[place]);
  }

  /** Replaces the root. */
  private void sink(double value, int index) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && isLess(values[child + 1], indices[child + 1], child)) {
        child++;
      }
      if (isLess(value, index, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(value, index, at);
  }

  private void move(int from, int to) {
    values[to] = values[from];
    indices[to] = indices[from];
  }

  private void put(double value, int index, int place) {
    values[place] = value;
    indices[place] = index;
  }
}
