package org.overrank.data.measurements;

/** Numbers that are to be indices. */
public final class CellIndices {
  private CellIndices() {}

  /**
   * Indices from 0.
   *
   * @param name what they are, for messages
   * @param numbers as read
   * @return the same as ints
   * @throws UnusableRow if one is negative, no whole number or beyond the ints
   */
  public static int[] of(String name, double[] numbers) {
    int[] indices = new int[numbers.length];
    for (int k = 0; k < numbers.length; k++) {
      indices[k] = (int) numbers[k];
      if (indices[k] != numbers[k] || indices[k] < 0 || indices[k] == Integer.MAX_VALUE) {
        String element = NumberListText.element(name, k);
        throw new UnusableRow(
            element + " is " + shown(numbers[k]) + ", not an index: they are whole, from 0");
      }
    }
    return indices;
  }

  private static String shown(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /**
   * Refuses an index outside the matrix.
   *
   * @param name what the indices are, for messages
   * @param indices from 0
   * @param size one more than the largest allowed
   */
  public static void requireBelow(String name, int[] indices, int size) {
    for (int k = 0; k < indices.length; k++) {
      if (indices[k] >= size) {
        String element = NumberListText.element(name, k);
        throw new UnusableRow(element + " is " + indices[k] + ", outside [0, " + size + ")");
      }
    }
  }
}
