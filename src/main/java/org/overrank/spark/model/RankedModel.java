package org.overrank.spark.model;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankMatrix;

/** A model whose rows are cut into ranges, each with the cells that a table has in its rows. */
interface RankedModel extends AutoCloseable {
  /**
   * What is done with a range.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface PieceTask<T> extends Serializable {
    /**
     * Does it.
     *
     * @param matrix that has the rows
     * @param rows their indices in it, ascending
     * @param cells a row's index and a column's in turn, −1 − col where the cell is marked
     * @return the results
     */
    Iterator<T> of(LowRankMatrix matrix, int[] rows, List<int[]> cells);
  }

  /**
   * Goes over the ranges.
   *
   * @param <T> what comes of a range
   * @param cells rows of a row's id and a column's, and maybe true for a mark; or null for none
   * @param task done where the rows are
   * @return its results, computed while they are used; {@link #close} afterwards
   */
  <T> JavaRDD<T> each(@Nullable JavaRDD<Row> cells, PieceTask<T> task);

  /** Whether a cell of a table has a mark. */
  static boolean isMarked(Row cell) {
    return cell.size() > 2 && cell.getBoolean(2);
  }

  @Override
  void close();
}
