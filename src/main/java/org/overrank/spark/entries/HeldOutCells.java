package org.overrank.spark.entries;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.RawBlock;
import org.overrank.data.entries.RowTerms;
import org.overrank.data.entries.RowsToRank;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.model.ValueRange;
import org.overrank.sensing.EntryBlock;
import scala.Tuple2;

/** The cells kept out of a fit, with their values as they were read. */
public final class HeldOutCells {
  private final JavaRDD<SortedEntries> values;
  private final JavaRDD<EntryBlock> train;
  private final JavaRDD<RowTerms> terms;
  private final Broadcast<BlockFinish> finish;
  private final Exponents exponents;
  private final EntryOptions options;

  /**
   * Powers of two that numbers are divided by.
   *
   * @param target of the fit's targets, beyond that of values
   * @param coefficient of the fit's coefficients, beyond that of roots of weights
   * @param value of the values
   */
  record Exponents(int target, int coefficient, int value) implements Serializable {}

  /**
   * Cells beside the fit's.
   *
   * @param values persisted, one element a partition
   * @param train the blocks of the fit, of the same ranges
   * @param terms of their rows
   * @param finish what they were made by
   * @param exponents of all these numbers
   * @param options how they were drawn
   */
  HeldOutCells(
      JavaRDD<SortedEntries> values,
      JavaRDD<EntryBlock> train,
      JavaRDD<RowTerms> terms,
      Broadcast<BlockFinish> finish,
      Exponents exponents,
      EntryOptions options) {
    this.values = values;
    this.train = train;
    this.terms = terms;
    this.finish = finish;
    this.exponents = exponents;
    this.options = options;
  }

  /** The cells by ranges of rows, their values divided by 2 to the {@link #unit}. */
  public JavaRDD<SortedEntries> values() {
    return values;
  }

  /** {@return exponent of the power of two that values are divided by} */
  public int unit() {
    return exponents.value;
  }

  /** {@return whether rows were kept out whole, to be told from a part of their cells} */
  boolean areRows() {
    return options.rule().kind() == HoldoutKind.ROWS;
  }

  /**
   * The rows that lists of columns can be told and judged of, with what is known of them: their
   * training entries, or of rows that were kept out whole a part of those.
   *
   * @param share of the rows that is taken, at random by their indices
   * @return one element a partition; not persisted
   */
  JavaRDD<RowsToRank> toRank(double share) {
    Broadcast<BlockFinish> made = finish;
    Exponents by = exponents;
    RowsToRank.Draw draw = new RowsToRank.Draw(options.seed(), share);
    if (areRows()) {
      return values.map(
          cells -> RowsToRank.folded(cells, made.value(), by.target, by.coefficient, draw));
    }
    return train
        .zipPartitions(terms, (blocks, rows) -> only(new Tuple2<>(blocks.next(), rows.next())))
        .zipPartitions(
            values,
            (known, cells) -> {
              Tuple2<EntryBlock, RowTerms> rows = known.next();
              return only(
                  RowsToRank.trained(rows._1(), rows._2(), cells.next(), made.value(), draw));
            });
  }

  /** Is told of cells. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes a cell.
     *
     * @param row index of its row
     * @param col index of its column
     * @param value as it was read
     * @throws IOException if that is more than it can do
     */
    void take(int row, int col, double value) throws IOException;
  }

  /**
   * Tells of all cells, by rows and in a row by columns; the partitions are fetched one after the
   * other.
   *
   * @param taker is told
   * @throws IOException if the taker does
   */
  public void forEach(Taker taker) throws IOException {
    Iterator<SortedEntries> blocks = values.toLocalIterator();
    while (blocks.hasNext()) {
      SortedEntries block = blocks.next();
      for (int k = 0; k < block.range().size(); k++) {
        for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
          double value = Math.scalb(block.values()[e], exponents.value);
          taker.take(block.range().start() + k, block.cols()[e], value);
        }
      }
    }
  }

  /** The least and the largest value. */
  ValueRange range() {
    return values
        .map(block -> range(block.values()))
        .reduce(ValueRange::plus)
        .times(exponents.value);
  }

  private static ValueRange range(double[] values) {
    ValueRange range = ValueRange.NONE;
    for (double value : values) {
      range = range.plus(new ValueRange(value, value));
    }
    return range;
  }

  /** The same beside the training entries, as both were read, but for rounding; not persisted. */
  JavaRDD<RawBlock> blocks() {
    Broadcast<BlockFinish> made = finish;
    Exponents by = exponents;
    return train
        .zipPartitions(
            terms,
            (blocks, ofRows) ->
                only(made.value().undone(blocks.next(), ofRows.next(), by.target, by.coefficient)))
        .zipPartitions(
            values, (undone, cells) -> only(new RawBlock(undone.next(), cells.next(), 0, null)));
  }

  private static <T> Iterator<T> only(T element) {
    return List.of(element).iterator();
  }

  /** Releases the values. */
  void close() {
    values.unpersist();
  }
}
