/**
 * Fitted models as Parquet and JSON, and what they predict: M̂_ab = μ + b_a + c_b + u_a·v_b, with
 * centering and scaling undone, in the units of the data. Reading a model never deserialises Java
 * objects.
 */
@NullMarked
package org.overrank.spark.model;

import org.jspecify.annotations.NullMarked;
