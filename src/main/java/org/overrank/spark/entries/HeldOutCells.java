package org.overrank.spark.entries;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.RawBlock;
import org.overrank.data.entries.RowTerms;
import org.overrank.data.entries.RowsToRank;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.model.ValueRange;
import org.overrank.sensing.EntryBlock;
import org.overrank.spark.Jobs;
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
   * @param part of the rows
   * @param share of those that is taken, at random by their indices
   * @return one element a partition; not persisted
   */
  public JavaRDD<RowsToRank> toRank(RowsToRank.Part part, double share) {
    Broadcast<BlockFinish> made = finish;
    Exponents by = exponents;
    RowsToRank.Draw draw = new RowsToRank.Draw(options.seed(), part, share);
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
     * @param row id of its row
     * @param col index of its column
     * @param value as it was read
     * @param predicted what a matrix predicts of it
     * @throws IOException if that is more than it can do
     */
    void take(Object row, int col, double value, double predicted) throws IOException;
  }

  /** Cells of a range, what is predicted of them, and the ids of their rows. */
  @SuppressWarnings("ArrayRecordComponent") // Made to travel, never compared.
  record Predicted(IdIndex rows, SortedEntries cells, double[] values) implements Serializable {}

  /**
   * Tells of all cells whose row and column have training entries, by rows and in a row by columns;
   * the partitions are fetched one after the other.
   *
   * @param rows the rows' ids by ranges
   * @param matrix what predicts
   * @param clip to which it is clipped
   * @param taker is told
   * @throws IOException if the taker does
   */
  void forEach(JavaRDD<IdIndex> rows, MatrixByRange matrix, ValueRange clip, Taker taker)
      throws IOException {
    Iterator<Predicted> parts =
        rows.zipPartitions(
                values.zipPartitions(matrix.ranges(), (cells, ranges) -> only(pair(cells, ranges))),
                (ids, pairs) -> only(pairs.next().predicted(ids.next(), clip)))
            .toLocalIterator();
    while (parts.hasNext()) {
      Predicted part = parts.next();
      SortedEntries cells = part.cells;
      for (int k = 0; k < cells.range().size(); k++) {
        for (int e = cells.offsets()[k]; e < cells.offsets()[k + 1]; e++) {
          if (!Double.isNaN(part.values[e])) {
            double value = Math.scalb(cells.values()[e], exponents.value);
            taker.take(part.rows.idAt(k), cells.cols()[e], value, part.values[e]);
          }
        }
      }
    }
  }

  /** Cells of a range and the matrix there; made and used in one task. */
  private record Pair(SortedEntries cells, MatrixByRange.Range matrix) {
    Predicted predicted(IdIndex rows, ValueRange clip) {
      return new Predicted(rows, cells, predictions(cells, matrix, clip));
    }
  }

  private static Pair pair(Iterator<SortedEntries> cells, Iterator<MatrixByRange.Range> matrix) {
    return new Pair(cells.next(), matrix.next());
  }

  /**
   * What a matrix predicts.
   *
   * @param cells of a range
   * @param matrix there
   * @param clip to which it is clipped
   * @return by cell; NaN where the row or the column has no training entries
   */
  static double[] predictions(SortedEntries cells, MatrixByRange.Range matrix, ValueRange clip) {
    double[] predicted = new double[cells.offsets()[cells.range().size()]];
    Arrays.fill(predicted, Double.NaN);
    for (int k = 0; k < cells.range().size(); k++) {
      int row = cells.range().start() + k;
      for (int e = cells.offsets()[k]; e < cells.offsets()[k + 1]; e++) {
        int col = cells.cols()[e];
        if (matrix.isKnown(row, col)) {
          predicted[e] = clip.clip(matrix.predict(row, col));
          if (Double.isNaN(predicted[e])) {
            throw new ArithmeticException("what is predicted of a cell held out is not a number");
          }
        }
      }
    }
    return predicted;
  }

  /** The least and the largest value. */
  ValueRange range() {
    return Jobs.sum(values.map(block -> range(block.values())), ValueRange::plus)
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
