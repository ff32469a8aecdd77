package org.overrank.objective;

import org.overrank.linalg.CompensatedSum;
import org.overrank.loss.Loss;
import org.overrank.sensing.LossBlock;

/**
 * Sums over the measurements under another loss than the square, of which the data term is bounded
 * from above and its dual from below (theory, section 9). In the notation of {@link LossBlock}.
 *
 * <p>D(s) = −Σ f² ℓ*(s ζ, y), ζ = 2z/f, is concave in s. It is summed at a few {@linkplain #scale
 * scales} that draw near to 1, where optima have it, and taken from the chord between two of them:
 * a lower bound for every s, and near 1 as good as D(s) itself.
 */
public final class LossSums {
  private static final double[] SCALES = {0.9, 0.99, 0.999, 1 - 0x1.0p-40};

  private static final int VALUE = 0;
  private static final int SIZE = 1;
  private static final int STEEPNESS = 2;
  private static final int BEND = 3;
  private static final int REACH = 4;
  private static final int AT_ZERO = 5;
  private static final int IMAGE = 6;
  private static final int SLACK = 7;
  private static final int DUAL = 8;
  private static final int SUMS = DUAL + 2 * SCALES.length;

  private final double[] sums;

  private LossSums(double[] sums) {
    this.sums = sums;
  }

  /**
   * The scales at which duals are summed.
   *
   * @return how many
   */
  public static int scales() {
    return SCALES.length;
  }

  /**
   * One scale.
   *
   * @param k which, ascending
   * @return s, in (0, 1)
   */
  public static double scale(int k) {
    return SCALES[k];
  }

  /** What a block contributes, of its images and the half slopes that they were turned into. */
  static double[] of(LossBlock block, double[] images, double[] slopes) {
    CompensatedSum[] sums = new CompensatedSum[SUMS];
    for (int k = 0; k < SUMS; k++) {
      sums[k] = new CompensatedSum();
    }
    Loss loss = block.loss();
    for (int i = 0; i < images.length; i++) {
      double f = block.factor(i);
      double y = block.givenTarget(i);
      double m = images[i] / f;
      double square = f * f;
      double steep = 0.5 * f * loss.steepness(m, y);
      sums[VALUE].addProduct(square, loss.exactValue(m, y));
      // What underflows is lost absolutely: sizes have as much more.
      sums[SIZE].addProduct(square, loss.valueSize(m, y) + Double.MIN_NORMAL);
      sums[STEEPNESS].addProduct(steep, steep);
      sums[BEND].addProduct(0.5, loss.bend(m, y));
      if (loss.curvatureBound().isEmpty()) {
        sums[REACH].addProduct(1 / f, 1 / f);
      }
      sums[AT_ZERO].addProduct(square, loss.exactValue(0, y));
      sums[IMAGE].addProduct(0.5 * loss.curvature(m, y) * images[i], images[i]);
      double slope = 2 * slopes[i] / f;
      if (loss.smoothing() > 0) {
        double slack = loss.exactValue(m, y) + loss.conjugate(slope, y) - slope * m;
        sums[SLACK].addProduct(square, slack);
      }
      for (int k = 0; k < SCALES.length; k++) {
        double z = SCALES[k] * slope;
        sums[DUAL + 2 * k].addProduct(-square, loss.conjugate(z, y));
        sums[DUAL + 2 * k + 1].addProduct(square, loss.conjugateSize(z, y) + Double.MIN_NORMAL);
      }
    }
    double[] values = new double[SUMS];
    for (int k = 0; k < SUMS; k++) {
      values[k] = sums[k].value();
    }
    return values;
  }

  /** Of the sums of all blocks, which begin at an index. */
  static LossSums from(Partial total, int first) {
    double[] sums = new double[SUMS];
    for (int k = 0; k < SUMS; k++) {
      sums[k] = total.sum(first + k);
    }
    return new LossSums(sums);
  }

  /**
   * The data term times N, as computed.
   *
   * @return Σ f² ℓ(m, y)
   */
  public double value() {
    return sums[VALUE];
  }

  /**
   * What the terms of {@link #value} are made of.
   *
   * @return a sum of sizes, of which a few units in the last place bound the rounding
   */
  public double size() {
    return sums[SIZE];
  }

  /**
   * What slopes of something smoother than the loss keep open between {@link #value} and the dual:
   * Σ f² (ℓ(m, y) + ℓ*(ζ, y) − ζm).
   *
   * @return not negative but for rounding; 0 without a kink
   */
  public double slack() {
    return sums[SLACK];
  }

  /**
   * How steeply {@link #value} can rise with the images, to first order.
   *
   * @return ‖z‖, or more where slopes are those of something smoother
   */
  public double steepness() {
    return Math.sqrt(sums[STEEPNESS]);
  }

  /**
   * The same to second order: at most this times the square of a change of the images, as long as
   * the change is within {@link #reach}.
   *
   * @return at least the largest ½ℓ''
   */
  public double bend() {
    return sums[BEND];
  }

  /**
   * How large a change of an image changes no prediction by more than {@link #bend} is for.
   *
   * @return at most the least f, (Σ 1/f²)^−½; infinite where ℓ'' has a bound
   */
  public double reach() {
    return 1 / Math.sqrt(sums[REACH]) * (1 - 1e-6);
  }

  /**
   * The data term of M = 0, times N.
   *
   * @return Σ f² ℓ(0, y)
   */
  public double atZero() {
    return sums[AT_ZERO];
  }

  /**
   * How the data term bends along M itself.
   *
   * @return Σ ½ℓ'' ⟨A, M⟩², which is ‖A(M)‖² for squares
   */
  public double imageCurvature() {
    return sums[IMAGE];
  }

  /**
   * N·D at a scale, as computed.
   *
   * @param k which
   * @return −Σ f² ℓ*(s ζ, y)
   */
  public double dual(int k) {
    return sums[DUAL + 2 * k];
  }

  /**
   * What the terms of {@link #dual} are made of.
   *
   * @param k which
   * @return a sum of sizes
   */
  public double dualSize(int k) {
    return sums[DUAL + 2 * k + 1];
  }
}
