package org.overrank.spark.entries;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.RawBlock;
import org.overrank.data.entries.RowTerms;
import org.overrank.data.entries.SortedEntries;
import org.overrank.sensing.EntryBlock;

/** The cells kept out of a fit, with their values as they were read. */
public final class HeldOutCells {
  private final JavaRDD<SortedEntries> values;
  private final JavaRDD<EntryBlock> train;
  private final JavaRDD<RowTerms> terms;
  private final Broadcast<BlockFinish> finish;
  private final Exponents exponents;

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
   */
  HeldOutCells(
      JavaRDD<SortedEntries> values,
      JavaRDD<EntryBlock> train,
      JavaRDD<RowTerms> terms,
      Broadcast<BlockFinish> finish,
      Exponents exponents) {
    this.values = values;
    this.train = train;
    this.terms = terms;
    this.finish = finish;
    this.exponents = exponents;
  }

  /** The cells by ranges of rows, their values divided by 2 to the {@link #unit}. */
  public JavaRDD<SortedEntries> values() {
    return values;
  }

  /** {@return exponent of the power of two that values are divided by} */
  public int unit() {
    return exponents.value;
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
