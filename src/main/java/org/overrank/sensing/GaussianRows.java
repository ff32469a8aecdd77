package org.overrank.sensing;

import org.overrank.linalg.SplitMix;

/**
 * Standard normal matrices by address: the entries depend on (seed, index) alone, so that a
 * measurement is drawn again in every pass, on any machine, with the same bits.
 *
 * <p>Entry j of a row comes from the j-th output of SplitMix64 begun at a state mixed from seed and
 * index (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014), turned into a normal number by the ziggurat (G. Marsaglia, W. W. Tsang, "The
 * ziggurat method for generating random variables", J. Stat. Softw. 5(8), 2000; the layer and the
 * abscissa from different bits, as J. A. Doornik, "An improved ziggurat method", 2005, asks). The
 * few rejected draws go on along a chain of their own, so an entry never depends on its neighbours.
 * All functions beyond arithmetic are {@link StrictMath}'s, whose bits are specified.
 */
public final class GaussianRows {
  private static final long RETRY = 0xd1b54a32d192ed03L;
  private static final double TWO_POW_MINUS_53 = 0x1.0p-53;

  private static final int LAYERS = 128;

  /** Where the tail begins, and the area of every layer. */
  private static final double TAIL = 3.442619855899;

  private static final double AREA = 9.91256303526217e-3;

  private static final double[] EDGE = edges();
  private static final double[] INNER = inner();

  private GaussianRows() {}

  /**
   * One matrix.
   *
   * @param seed which family of matrices
   * @param index which matrix of the family
   * @param cells overwritten by independent N(0, 1) numbers
   */
  public static void fill(long seed, long index, double[] cells) {
    long state = SplitMix.mix(SplitMix.mix(seed + SplitMix.GAMMA) + RETRY + index);
    for (int j = 0; j < cells.length; j++) {
      state += SplitMix.GAMMA;
      long bits = SplitMix.mix(state);
      double u = (bits >> 10) * TWO_POW_MINUS_53;
      int layer = (int) bits & LAYERS - 1;
      cells[j] = Math.abs(u) < INNER[layer] ? u * EDGE[layer] : outside(bits, u, layer);
    }
  }

  /** What becomes of a draw outside the rectangle that lies wholly under the curve. */
  private static double outside(long bits, double first, int firstLayer) {
    long chain = bits;
    double u = first;
    int layer = firstLayer;
    while (Math.abs(u) >= INNER[layer]) {
      if (layer == 0) {
        return tail(SplitMix.mix(chain ^ RETRY), u < 0);
      }
      double x = u * EDGE[layer];
      double upper = StrictMath.exp(-0.5 * (EDGE[layer] * EDGE[layer] - x * x));
      double lower = StrictMath.exp(-0.5 * (EDGE[layer + 1] * EDGE[layer + 1] - x * x));
      chain = SplitMix.mix(chain ^ RETRY);
      if (lower + positive(chain) * (upper - lower) < 1) {
        return x;
      }
      chain = SplitMix.mix(chain ^ RETRY);
      u = (chain >> 10) * TWO_POW_MINUS_53;
      layer = (int) chain & LAYERS - 1;
    }
    return u * EDGE[layer];
  }

  private static double tail(long first, boolean negative) {
    long chain = first;
    while (true) {
      double x = StrictMath.log(positive(chain)) / TAIL;
      chain = SplitMix.mix(chain ^ RETRY);
      double y = StrictMath.log(positive(chain));
      chain = SplitMix.mix(chain ^ RETRY);
      if (-2 * y >= x * x) {
        return negative ? x - TAIL : TAIL - x;
      }
    }
  }

  /** In (0, 1]. */
  private static double positive(long bits) {
    return ((bits >>> 11) + 1) * TWO_POW_MINUS_53;
  }

  /** Right edges of the layers, from the bottom one, which stands for the tail too, to the top. */
  private static double[] edges() {
    double[] edge = new double[LAYERS + 1];
    double density = StrictMath.exp(-0.5 * TAIL * TAIL);
    edge[0] = AREA / density;
    edge[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      edge[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / edge[i - 1] + density));
      density = StrictMath.exp(-0.5 * edge[i] * edge[i]);
    }
    return edge;
  }

  /** The share of each layer that lies under the curve whatever the height. */
  private static double[] inner() {
    double[] share = new double[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      share[i] = EDGE[i + 1] / EDGE[i];
    }
    return share;
  }
}
