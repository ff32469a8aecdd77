package org.overrank.data.entries;

import java.util.Arrays;

/** A hash table from longs to the order in which they were first seen, on plain arrays. */
final class LongTable {
  private static final int ABSENT = -1;

  private long[] keys = new long[16];
  private int[] places = absent(16);
  private int size;

  /**
   * Finds a key, or enters it.
   *
   * @param key the key
   * @param next the place to give the key if it is new
   * @return the key's place; {@code next} if it is new
   */
  int putIfAbsent(long key, int next) {
    if (2 * size >= keys.length) {
      grow();
    }
    int slot = slotOf(key);
    if (places[slot] == ABSENT) {
      keys[slot] = key;
      places[slot] = next;
      size++;
    }
    return places[slot];
  }

  private int slotOf(long key) {
    int mask = keys.length - 1;
    // Fibonacci hashing: consecutive ids, the usual kind, spread over the table.
    int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> 32) & mask;
    while (places[slot] != ABSENT && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldPlaces = places;
    keys = new long[2 * oldKeys.length];
    places = absent(keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldPlaces[i] != ABSENT) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        places[slot] = oldPlaces[i];
      }
    }
  }

  private static int[] absent(int length) {
    int[] result = new int[length];
    Arrays.fill(result, ABSENT);
    return result;
  }
}
