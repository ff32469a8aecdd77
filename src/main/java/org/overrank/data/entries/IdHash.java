package org.overrank.data.entries;

import java.util.Arrays;
import org.overrank.linalg.SplitMix;

/** Hashes of ids, the same everywhere. */
final class IdHash {
  private static final long PRIME = 0x100000001b3L;

  private IdHash() {}

  static long of(long id) {
    return SplitMix.mix(id + SplitMix.GAMMA);
  }

  /** By the recipe of Fowler, Noll and Vo, and then mixed. */
  static long of(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * PRIME;
    }
    return SplitMix.mix(hash);
  }

  /** The largest of the so many smallest. */
  static long lowest(long[] hashes, int most) {
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    return sorted[most - 1];
  }
}
