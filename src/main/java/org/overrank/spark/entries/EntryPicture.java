package org.overrank.spark.entries;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.ColumnOrder;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.picture.CellErrors;
import org.overrank.data.picture.HeatMap;
import org.overrank.data.picture.Predictions;
import org.overrank.data.picture.TileCut;
import org.overrank.data.picture.TileSums;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.objective.OrderedTree;
import org.overrank.spark.Jobs;

/** What a page shows of a table of entries: a job over its cells for each of the pictures. */
final class EntryPicture {
  private final EntryData data;
  private final LowRankMatrix matrix;
  private final ValueRange clip;
  private final int unit;
  private final int power;
  private final JavaSparkContext context;

  EntryPicture(EntryData data, LowRankMatrix matrix, ValueRange clip) {
    this.data = data;
    this.matrix = matrix;
    this.clip = clip;
    double largest =
        Math.max(Math.abs(data.valueRange().low()), Math.abs(data.valueRange().high()));
    this.power = data.rowSide().valueUnit();
    this.context = JavaSparkContext.fromSparkContext(data.train().context());
    this.unit = PowersOfTwo.orNone(PowersOfTwo.exponent(largest));
  }

  Predictions predictions() {
    HeldOutCells heldOut = data.heldOutCells();
    boolean tested = heldOut != null && data.knownHeldOut() > 0;
    long count = tested ? data.knownHeldOut() : data.counts().train();
    ValueRange range = clip;
    int divided = unit;
    int read = power;
    Broadcast<LowRankMatrix> predicting = context.broadcast(matrix);
    Broadcast<BlockFinish> finish = context.broadcast(data.rowSide().finish());
    try {
      JavaRDD<SortedEntries> cells = heldOut != null && tested ? heldOut.values() : fitted(finish);
      List<CellErrors> parts =
          Jobs.collect(
              cells.map(
                  block -> CellErrors.of(block, read, predicting.value(), range, count, divided)));
      return OrderedTree.sum(parts, CellErrors::plus).shown(tested, count, matrix, unit);
    } finally {
      predicting.destroy();
      finish.destroy();
    }
  }

  HeatMap map() {
    TileCut rows = new TileCut(data.shape().rows(), null);
    @Nullable ColumnOrder order = ColumnOrder.of(data.cols());
    TileCut cols = new TileCut(data.cols().size(), order == null ? null : order.places());
    HeldOutCells heldOut = data.heldOutCells();
    int divided = unit;
    int read = power;
    Broadcast<LowRankMatrix> predicting = context.broadcast(matrix);
    Broadcast<BlockFinish> finish = context.broadcast(data.rowSide().finish());
    try {
      JavaRDD<SortedEntries> fitted = fitted(finish);
      JavaRDD<TileSums> sums =
          heldOut == null
              ? fitted.map(block -> sums(List.of(block), read, predicting, rows, cols, divided))
              : fitted.zipPartitions(
                  heldOut.values(),
                  (train, held) ->
                      List.of(
                              sums(
                                  List.of(train.next(), held.next()),
                                  read,
                                  predicting,
                                  rows,
                                  cols,
                                  divided))
                          .iterator());
      return TileSums.sum(new ArrayList<>(Jobs.collect(sums))).map(matrix, clip);
    } finally {
      predicting.destroy();
      finish.destroy();
    }
  }

  private static TileSums sums(
      List<SortedEntries> parts,
      int power,
      Broadcast<LowRankMatrix> matrix,
      TileCut rows,
      TileCut cols,
      int unit) {
    return TileSums.of(parts.get(0).range(), parts, power, matrix.value(), rows, cols, unit);
  }

  /** The cells of the fit as they were read, but for rounding, divided by {@link #power}. */
  private JavaRDD<SortedEntries> fitted(Broadcast<BlockFinish> finish) {
    int target = data.shape().units().target() - power;
    int coefficient = data.shape().units().coefficient();
    return data.train()
        .zipPartitions(
            data.rowTerms(),
            (blocks, terms) ->
                List.of(finish.value().undone(blocks.next(), terms.next(), target, coefficient))
                    .iterator());
  }
}
