package org.overrank.ml;

import java.util.Locale;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The columns that an estimator of completion and its model have in common.
 *
 * @param <S> the stage
 */
public interface CompletionParams<S> extends Params {
  /** {@return the params themselves} */
  CompletionColumns columns();

  /** {@return this} */
  S self();

  /** {@return the param of the users' column} */
  default Param<String> userCol() {
    return columns().userCol;
  }

  /** {@return the column of the users' ids} */
  default String getUserCol() {
    return getOrDefault(columns().userCol);
  }

  /**
   * Sets the column of the users' ids: integers, longs, texts, or what has a text.
   *
   * @param value its name
   * @return this
   */
  default S setUserCol(String value) {
    set(columns().userCol, value);
    return self();
  }

  /** {@return the param of the items' column} */
  default Param<String> itemCol() {
    return columns().itemCol;
  }

  /** {@return the column of the items' ids} */
  default String getItemCol() {
    return getOrDefault(columns().itemCol);
  }

  /**
   * Sets the column of the items' ids: integers, longs, texts, or what has a text.
   *
   * @param value its name
   * @return this
   */
  default S setItemCol(String value) {
    set(columns().itemCol, value);
    return self();
  }

  /** {@return the param of the ratings' column} */
  default Param<String> ratingCol() {
    return columns().ratingCol;
  }

  /** {@return the column of the ratings} */
  default String getRatingCol() {
    return getOrDefault(columns().ratingCol);
  }

  /**
   * Sets the column of the ratings.
   *
   * @param value its name
   * @return this
   */
  default S setRatingCol(String value) {
    set(columns().ratingCol, value);
    return self();
  }

  /** {@return the param of the weights' column} */
  default Param<String> weightCol() {
    return columns().weightCol;
  }

  /** {@return the column of the weights, if it is set} */
  default String getWeightCol() {
    return getOrDefault(columns().weightCol);
  }

  /**
   * Sets the column of positive weights; all weigh 1 if it is not set.
   *
   * @param value its name
   * @return this
   */
  default S setWeightCol(String value) {
    set(columns().weightCol, value);
    return self();
  }

  /** {@return the param of the predictions' column} */
  default Param<String> predictionCol() {
    return columns().predictionCol;
  }

  /** {@return the column of predictions} */
  default String getPredictionCol() {
    return getOrDefault(columns().predictionCol);
  }

  /**
   * Sets the column of predictions.
   *
   * @param value its name, which the input must not have
   * @return this
   */
  default S setPredictionCol(String value) {
    set(columns().predictionCol, value);
    return self();
  }

  /** {@return the param of what is predicted where an id is not known} */
  default Param<String> coldStartStrategy() {
    return columns().coldStartStrategy;
  }

  /** {@return what is predicted where an id is not known} */
  default String getColdStartStrategy() {
    return getOrDefault(columns().coldStartStrategy).toLowerCase(Locale.ROOT);
  }

  /**
   * Sets what is predicted where the user or the item is not known.
   *
   * @param value nan, drop (the row is left out), or mean (of the ratings, with the bias of the
   *     known id)
   * @return this
   */
  default S setColdStartStrategy(String value) {
    set(columns().coldStartStrategy, value);
    return self();
  }
}
