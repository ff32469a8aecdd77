/**
 * From tables of entries to persisted blocks.
 *
 * <p>Symbols: d1 × d2 the matrix, a and b its rows and columns; y and w value and weight of a
 * measurement; N the measurements of the fit; n_a, n_b those in a row or a column; μ + b_a + c_b
 * the centering; s_a t_b the coefficient of a cell (theory, section 1).
 *
 * <p>A table goes through {@link org.overrank.spark.entries.EntryReader}: files, rows, ids,
 * indices, ranges of rows, cells, blocks. The indices depend on the set of ids alone, the blocks
 * also on the number of partitions; neither depends on how Spark cuts files, or on cores and
 * machines. What is shuffled are chunks of plain arrays.
 *
 * <p>The driver knows the columns' ids, and those of the rows if they are few. Of many it knows a
 * sample, the ids with the smallest hashes (E. Cohen, H. Kaplan, "Summarizing data using bottom-k
 * sketches", PODC 2007), which is where ranges of rows begin; each partition sorts the ids of its
 * range, and rows are numbered through once the sizes of all are known.
 *
 * <p>Sources: Y. Zhou, D. Wilkinson, R. Schreiber, R. Pan, "Large-scale parallel collaborative
 * filtering for the Netflix prize", AAIM 2008 (the weighted regularizer, ALS-WR); R. Salakhutdinov,
 * N. Srebro, "Collaborative filtering in a non-uniform world: learning with the weighted trace
 * norm", NIPS 2010; Y. Koren, R. Bell, C. Volinsky, "Matrix factorization techniques for
 * recommender systems", IEEE Computer 42(8), 2009 (biases).
 */
@NullMarked
package org.overrank.spark.entries;

import org.jspecify.annotations.NullMarked;
