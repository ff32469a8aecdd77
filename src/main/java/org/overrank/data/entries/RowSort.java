package org.overrank.data.entries;

import java.util.Arrays;
import java.util.Comparator;

/** Sorts the entries of one row by (column, number in the input), in place. */
final class RowSort {
  private static final long PLACE = 0xffffffffL;

  private final SortedEntries entries;
  private final int start;
  private final int size;

  RowSort(SortedEntries entries, int row) {
    this.entries = entries;
    this.start = entries.offsets()[row];
    this.size = entries.offsets()[row + 1] - start;
  }

  void run() {
    if (!isSorted()) {
      permute(sortedPlaces());
    }
  }

  private boolean isSorted() {
    for (int e = start + 1; e < start + size; e++) {
      int order = Integer.compare(entries.cols()[e - 1], entries.cols()[e]);
      if (order > 0 || (order == 0 && entries.orders()[e - 1] > entries.orders()[e])) {
        return false;
      }
    }
    return true;
  }

  /** Columns in the high half and places in the low half of a long sort without boxing. */
  private int[] sortedPlaces() {
    long[] keys = new long[size];
    for (int k = 0; k < size; k++) {
      keys[k] = ((long) entries.cols()[start + k] << 32) | k;
    }
    Arrays.sort(keys);
    int[] places = new int[size];
    for (int from = 0; from < size; ) {
      int to = from;
      while (to < size && keys[to] >>> 32 == keys[from] >>> 32) {
        places[to] = (int) (keys[to] & PLACE);
        to++;
      }
      if (to - from > 1) {
        sortByOrder(places, from, to);
      }
      from = to;
    }
    return places;
  }

  private void sortByOrder(int[] places, int from, int to) {
    int[] sorted =
        Arrays.stream(places, from, to)
            .boxed()
            .sorted(Comparator.comparingLong(k -> entries.orders()[start + k]))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, places, from, sorted.length);
  }

  private void permute(int[] places) {
    int[] cols = Arrays.copyOfRange(entries.cols(), start, start + size);
    for (int k = 0; k < size; k++) {
      entries.cols()[start + k] = cols[places[k]];
    }
    permute(entries.orders(), places);
    long[] keys = entries.keys();
    if (keys != null) {
      permute(keys, places);
    }
    permute(entries.values(), places);
    double[] weights = entries.weights();
    if (weights != null) {
      permute(weights, places);
    }
  }

  private void permute(long[] array, int[] places) {
    long[] old = Arrays.copyOfRange(array, start, start + size);
    for (int k = 0; k < size; k++) {
      array[start + k] = old[places[k]];
    }
  }

  private void permute(double[] array, int[] places) {
    double[] old = Arrays.copyOfRange(array, start, start + size);
    for (int k = 0; k < size; k++) {
      array[start + k] = old[places[k]];
    }
  }
}
