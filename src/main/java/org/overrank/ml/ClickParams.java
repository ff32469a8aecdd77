package org.overrank.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Params;
import org.overrank.data.entries.Unobserved;
import org.overrank.linalg.InvalidInputException;

/**
 * What an estimator of completion makes of cells that are not in the table, as where ratings are of
 * clicks.
 *
 * @param <S> the stage
 */
public interface ClickParams<S> extends Params {
  /** {@return the params themselves} */
  ClickColumns clicks();

  /** {@return this} */
  S self();

  /** {@return the param of whether ratings are confidences} */
  default BooleanParam implicitPrefs() {
    return clicks().implicitPrefs;
  }

  /** {@return whether ratings are confidences} */
  default boolean getImplicitPrefs() {
    return (Boolean) getOrDefault((org.apache.spark.ml.param.Param<?>) clicks().implicitPrefs);
  }

  /**
   * Sets whether a rating r says how sure it is that the user likes the item (r &gt; 0) or not,
   * with the weight 1 + alpha·|r|, and all other cells say that he does not, as in ALS.
   *
   * @param value whether it is so
   * @return this
   */
  default S setImplicitPrefs(boolean value) {
    set(clicks().implicitPrefs, value);
    return self();
  }

  /** {@return the param of the confidence that a rating of 1 gives} */
  default DoubleParam alpha() {
    return clicks().alpha;
  }

  /** {@return the confidence that a rating of 1 gives, with implicitPrefs} */
  default double getAlpha() {
    return number(clicks().alpha);
  }

  /**
   * Sets the confidence that a rating of 1 gives, with implicitPrefs.
   *
   * @param value at least 0
   * @return this
   */
  default S setAlpha(double value) {
    set(clicks().alpha, value);
    return self();
  }

  /** {@return the param of the weight of cells without a rating} */
  default DoubleParam unobservedWeight() {
    return clicks().unobservedWeight;
  }

  /** {@return the weight of cells without a rating, if it is set} */
  default double getUnobservedWeight() {
    return number(clicks().unobservedWeight);
  }

  /**
   * Sets the weight with which cells without a rating are 0; if it is not set they say nothing, and
   * weigh 1 with implicitPrefs.
   *
   * @param value at least 0
   * @return this
   */
  default S setUnobservedWeight(double value) {
    set(clicks().unobservedWeight, value);
    return self();
  }

  private double number(DoubleParam param) {
    return ((Number) getOrDefault((org.apache.spark.ml.param.Param<?>) param)).doubleValue();
  }

  /** {@return what cells say that have no rating} */
  default Unobserved unobserved() {
    boolean implicit = getImplicitPrefs();
    double usual = implicit ? 1 : 0;
    return new Unobserved(
        isDefined(clicks().unobservedWeight) ? getUnobservedWeight() : usual,
        implicit ? (Double) getAlpha() : null,
        false);
  }

  /**
   * ALS's nonnegative factors, which are not to be had.
   *
   * @param value false
   * @return this
   * @throws InvalidInputException if it is true
   */
  default S setNonnegative(boolean value) {
    if (value) {
      throw new InvalidInputException(
          "nonnegative: factors of one sign have no convex twin, so nothing could be proven of"
              + " them; leave it out, or take ALS");
    }
    return self();
  }
}
