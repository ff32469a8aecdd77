/**
 * Tables of measurements other than entries, read to persisted blocks.
 *
 * <p>The measurements keep the order of the input, and block k of P holds rows [kN/P, (k+1)N/P) of
 * it, however Spark cut the files: results depend on the input and on P alone.
 */
@NullMarked
package org.overrank.spark.measurements;

import org.jspecify.annotations.NullMarked;
