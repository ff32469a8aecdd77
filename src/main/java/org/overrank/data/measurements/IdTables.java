package org.overrank.data.measurements;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How rank-one measurements are told by ids instead of by vectors.
 *
 * @param row column with the row's id, in the table of the measurements and in that of the features
 * @param col column with the column's id, as this
 * @param own whether each id has a part of its own beside its features, as entries have
 * @param distinct whether a pair of ids is refused that is there twice
 * @param rowFeatures where the table of the rows' features is, or null for none
 * @param colFeatures where that of the columns' is, or null
 */
public record IdTables(
    String row,
    String col,
    boolean own,
    boolean distinct,
    @Nullable String rowFeatures,
    @Nullable String colFeatures)
    implements Serializable {}
