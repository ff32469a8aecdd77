package org.overrank.linalg;

/**
 * Random numbers by address: a number is a function of (seed, stream, i, j) and of nothing else.
 *
 * <p>So any part of a random matrix can be drawn again, in any order and on any machine, with the
 * same bits. The four words are absorbed one after the other: h ← SplitMix.mix(h + γ + word), where
 * mix is the finaliser of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014) and γ its odd constant; each step is a bijection of
 * h for a given word. Normal numbers are by Box and Muller with {@link StrictMath}, whose results
 * are fixed by its specification to the last bit.
 */
public final class GaussianNumbers {
  private static final double TWO_POW_MINUS_53 = 0x1.0p-53;

  private GaussianNumbers() {}

  /**
   * A standard normal number.
   *
   * @param seed the seed of the run
   * @param stream which use of randomness, so that uses do not share numbers
   * @param i first coordinate
   * @param j second coordinate
   * @return N(0, 1), finite
   */
  public static double at(long seed, long stream, long i, long j) {
    long bits = address(seed, stream, i, j);
    double radius = ((SplitMix.mix(bits + SplitMix.GAMMA) >>> 11) + 1) * TWO_POW_MINUS_53;
    double angle = (SplitMix.mix(bits + 2 * SplitMix.GAMMA) >>> 11) * TWO_POW_MINUS_53;
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /**
   * A uniform number.
   *
   * @param seed the seed of the run
   * @param stream which use of randomness
   * @param i first coordinate
   * @param j second coordinate
   * @return a multiple of 2⁻⁵³ in [0, 1)
   */
  public static double uniform(long seed, long stream, long i, long j) {
    return (address(seed, stream, i, j) >>> 11) * TWO_POW_MINUS_53;
  }

  /**
   * A matrix of standard normal numbers.
   *
   * @param rows number of rows
   * @param cols number of columns
   * @param seed the seed of the run
   * @param stream which use of randomness
   * @return a new rows × cols matrix whose entry (i, j) is {@code at(seed, stream, i, j)}
   */
  public static Matrix matrix(int rows, int cols, long seed, long stream) {
    Matrix result = Matrix.zeros(rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        result.set(i, j, at(seed, stream, i, j));
      }
    }
    return result;
  }

  private static long address(long seed, long stream, long i, long j) {
    long h = SplitMix.mix(seed + SplitMix.GAMMA);
    h = SplitMix.mix(h + SplitMix.GAMMA + stream);
    h = SplitMix.mix(h + SplitMix.GAMMA + i);
    return SplitMix.mix(h + SplitMix.GAMMA + j);
  }
}
