package org.overrank.ml;

import java.util.Locale;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What an estimator is told of its problem in a word each.
 *
 * @param <S> the stage
 */
interface ProblemParams<S> extends Params {
  /** {@return this} */
  S self();

  /** {@return the param of whether a search rank that was set may be exceeded} */
  Param<String> escape();

  /** {@return whether a search rank that was set may be exceeded} */
  default String getEscape() {
    return word(escape());
  }

  /**
   * Sets whether a search rank that was set may be exceeded.
   *
   * @param value auto, where the fit is stuck, or never
   * @return this
   */
  default S setEscape(String value) {
    set(escape(), value);
    return self();
  }

  /**
   * {@return the param of whether many measurements of a small matrix are replaced by equivalent
   * ones}
   */
  Param<String> compress();

  /** {@return whether many measurements of a small matrix are replaced by equivalent ones} */
  default String getCompress() {
    return word(compress());
  }

  /**
   * Sets whether many measurements of a small matrix are replaced by equivalent ones.
   *
   * @param value auto, never or always
   * @return this
   */
  default S setCompress(String value) {
    set(compress(), value);
    return self();
  }

  /** {@return the param of what is known of the matrix} */
  Param<String> structure();

  /** {@return what is known of the matrix} */
  default String getStructure() {
    return word(structure());
  }

  /**
   * Sets what is known of the matrix.
   *
   * @param value general, symmetric, psd or hermitian
   * @return this
   */
  default S setStructure(String value) {
    set(structure(), value);
    return self();
  }

  private String word(Param<String> param) {
    return getOrDefault(param).toLowerCase(Locale.ROOT);
  }
}
