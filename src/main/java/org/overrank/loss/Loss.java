package org.overrank.loss;

import java.io.Serializable;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How a prediction m is charged for a target y: a convex function of m (theory, section 9).
 *
 * <p>Values are ℓ(m, y) − inf ℓ(·, y), so that no value is negative and a relative gap means
 * something for every loss; conjugates are those of the same function. All of them are made of
 * {@link StrictMath}: the same bits on every machine.
 */
public sealed interface Loss extends Serializable
    permits SquaredLoss, HuberLoss, LogisticLoss, PoissonLoss, QuantileLoss {
  /**
   * The loss for targets of a size.
   *
   * @param size the power of two next to the largest target
   * @return this, or what depends on the size filled in
   */
  default Loss forTargets(double size) {
    return this;
  }

  /**
   * The loss as options say it.
   *
   * @return such as {@code huber:1.5}
   */
  String word();

  /**
   * What solvers minimise.
   *
   * @param m prediction
   * @param y target
   * @return ℓ(m, y) less its infimum over m, not negative; infinite where it overflows
   */
  double value(double m, double y);

  /**
   * What is to be certified, where that is not what solvers minimise.
   *
   * @param m prediction
   * @param y target
   * @return at least {@link #value}
   */
  default double exactValue(double m, double y) {
    return value(m, y);
  }

  /**
   * The derivative of {@link #value} by m.
   *
   * @param m prediction
   * @param y target
   * @return ℓ'(m, y), in the domain of the conjugate
   */
  double slope(double m, double y);

  /**
   * The second derivative of {@link #value} by m, of one side where there are two.
   *
   * @param m prediction
   * @param y target
   * @return ℓ''(m, y), not negative
   */
  double curvature(double m, double y);

  /**
   * A bound of {@link #curvature} over all predictions and targets.
   *
   * @return sup ℓ'', or empty where there is none
   */
  OptionalDouble curvatureBound();

  /**
   * How {@link #exactValue} can rise near a prediction: by at most steepness·|d| + ½·bend·d² for
   * |d| ≤ 1.
   *
   * @param m prediction
   * @param y target
   * @return the first of the two
   */
  default double steepness(double m, double y) {
    return Math.abs(slope(m, y));
  }

  /**
   * The second of the two, see {@link #steepness}.
   *
   * @param m prediction
   * @param y target
   * @return at least ℓ'' within 1 of m
   */
  default double bend(double m, double y) {
    return curvatureBound().orElseThrow();
  }

  /**
   * The conjugate of {@link #exactValue}.
   *
   * @param z a slope, strictly inside the domain, which holds 0 and all of s·ℓ' for 0 ≤ s &lt; 1
   * @param y target
   * @return sup over m of z·m − (ℓ(m, y) − inf ℓ(·, y))
   */
  double conjugate(double z, double y);

  /**
   * How large the terms are that {@link #exactValue} is made of: it errs by a few units in the last
   * place of this, and of its change where y is off by as little.
   *
   * @param m prediction
   * @param y target
   * @return not negative
   */
  double valueSize(double m, double y);

  /**
   * The same for {@link #conjugate}, a slope that is off by a few units in the last place included.
   *
   * @param z a slope
   * @param y target
   * @return not negative
   */
  double conjugateSize(double z, double y);

  /**
   * What a prediction says on the scale of the targets: the inverse link.
   *
   * @param m prediction
   * @return the probability, the rate, or m itself
   */
  default double response(double m) {
    return m;
  }

  /**
   * The inverse of {@link #response}.
   *
   * @param response on the scale of the targets
   * @return a prediction; at the ends of that scale, that of the double next to them
   */
  default double link(double response) {
    return response;
  }

  /**
   * A target as values and slopes take it.
   *
   * @param value as tables have it, not refused
   * @return y
   */
  default double target(double value) {
    return value;
  }

  /**
   * How large predictions are about where they fit targets of a size.
   *
   * @param size root mean square of the targets
   * @return a size of m
   */
  default double predictionSize(double size) {
    return size;
  }

  /**
   * Half the curvature that is to be expected, for preconditioners: 1 for squares.
   *
   * @param size root mean square of the targets
   * @return positive
   */
  double usualCurvature(double size);

  /**
   * Whether targets may be moved: ℓ(m + c, y + c) = ℓ(m, y).
   *
   * @return false where targets are labels or counts
   */
  default boolean followsShifts() {
    return true;
  }

  /**
   * Whether predictions are about means of the targets.
   *
   * @return false where {@link #shift} says what they are about
   */
  default boolean isOfMeans() {
    return true;
  }

  /**
   * Which constant added to predictions is charged least, where targets may be moved and that is
   * not about their mean error.
   *
   * @param residuals y − m of the predictions, at least one, in ascending order
   * @return the constant; 0 where means are about what the loss asks for
   */
  default double shift(double[] residuals) {
    return 0;
  }

  /**
   * What is wrong with a target.
   *
   * @param y target
   * @return words that go on "the value 3", or null where it can be used
   */
  default @Nullable String refusal(double y) {
    return null;
  }

  /**
   * Over how wide a range of predictions the kink of {@link #exactValue} is rounded off, in the
   * units of the targets.
   *
   * @return the width; 0 where solvers minimise the loss itself
   */
  default double smoothing() {
    return 0;
  }

  /**
   * The same loss for certificates, minimised with its kink rounded off otherwise.
   *
   * @param width {@link #smoothing}, positive
   * @return this where there is no kink
   */
  default Loss roundedBy(double width) {
    return this;
  }

  /**
   * Whether targets are labels, of which predictions tell the odds.
   *
   * @return false where a target is what a prediction is to be near to
   */
  default boolean isOfLabels() {
    return false;
  }

  /**
   * Whether this is the square, for which everything has its own kernels.
   *
   * @return false for any other loss
   */
  default boolean isSquared() {
    return false;
  }
}
