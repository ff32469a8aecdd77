/**
 * Apache Spark: passes over blocks as jobs. Tables become blocks in {@link
 * org.overrank.spark.entries}, answers become files in {@link org.overrank.spark.model}.
 *
 * <p>Symbols: d1 × d2 the matrix, R the search rank, P the number of partitions, each with one
 * block.
 */
@NullMarked
package org.overrank.spark;

import org.jspecify.annotations.NullMarked;
