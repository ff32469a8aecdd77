/**
 * Spark ML: {@link org.overrank.ml.MatrixCompletion} takes the place of {@code ALS}, {@link
 * org.overrank.ml.MatrixSensing} fits general measurements. Estimators validate and hand over to
 * the floors below; models predict, recommend, fold in, prove and are saved.
 */
@NullMarked
package org.overrank.ml;

import org.jspecify.annotations.NullMarked;
