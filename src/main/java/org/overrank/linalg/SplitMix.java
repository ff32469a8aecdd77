package org.overrank.linalg;

/**
 * The finaliser of SplitMix64 and its odd constant (G. L. Steele, D. Lea, C. H. Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014): a bijection of 64 bits that scatters
 * neighbours.
 */
public final class SplitMix {
  /** What consecutive states differ by. */
  public static final long GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix() {}

  /**
   * Scatters.
   *
   * @param value any bits
   * @return other bits, different for different values
   */
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
