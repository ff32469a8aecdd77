package org.overrank.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;

/**
 * How an estimator charges its predictions (theory, section 9).
 *
 * @param <S> the stage
 */
public interface LossParam<S> extends Params {
  /** {@return the param of how predictions are charged} */
  Param<String> loss();

  /** {@return this} */
  S self();

  /** {@return how predictions are charged} */
  default String getLoss() {
    return getOrDefault(loss());
  }

  /**
   * Sets how predictions are charged. Predictions of logistic are log-odds, those of poisson are
   * log-rates.
   *
   * @param value squared, huber:WIDTH, logistic, poisson, quantile:LEVEL or absolute
   * @return this
   */
  default S setLoss(String value) {
    set(loss(), value);
    return self();
  }

  /** The same, read. */
  default Loss charged() {
    return Losses.of(getLoss());
  }
}
