package org.overrank.landscape;

import java.io.Serializable;
import org.overrank.linalg.SplitMix;

/**
 * A seeded permutation of [0, size), place by place and without a table.
 *
 * <p>A balanced Feistel network permutes the least even power of two that holds the size; a place
 * that falls outside is sent through again until it falls inside, which keeps it a permutation (J.
 * Black, P. Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002). Fewer than four rounds
 * through it are expected.
 */
final class CellShuffle implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int ROUNDS = 6;

  private final long size;
  private final long seed;
  private final int half;

  CellShuffle(long size, long seed) {
    this.size = size;
    this.seed = seed;
    int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    this.half = (bits + 1) / 2;
  }

  /** Where place i goes. */
  long at(long i) {
    long place = i;
    do {
      place = network(place);
    } while (place >= size);
    return place;
  }

  private long network(long place) {
    long mask = (1L << half) - 1;
    long left = place >>> half;
    long right = place & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next =
          left ^ (SplitMix.mix(right + SplitMix.GAMMA * (round + 1) + SplitMix.mix(seed)) & mask);
      left = right;
      right = next;
    }
    return left << half | right;
  }
}
