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
import org.overrank.objective.Units;
import org.overrank.sensing.EntryBlock;

/** What a page shows of a table of entries: a job over its cells for each of the pictures. */
final class EntryPicture {
  private final EntryData data;
  private final LowRankMatrix matrix;
  private final ValueRange clip;
  private final int unit;

  EntryPicture(EntryData data, LowRankMatrix matrix, ValueRange clip) {
    this.data = data;
    this.matrix = matrix;
    this.clip = clip;
    double largest =
        Math.max(Math.abs(data.valueRange().low()), Math.abs(data.valueRange().high()));
    this.unit = PowersOfTwo.orNone(PowersOfTwo.exponent(largest));
  }

  Predictions predictions() {
    HeldOutCells heldOut = data.heldOutCells();
    boolean tested = heldOut != null && data.knownHeldOut() > 0;
    long count = tested ? data.knownHeldOut() : data.counts().train();
    int power = tested ? heldOut.unit() : 0;
    ValueRange range = clip;
    int divided = unit;
    Broadcast<LowRankMatrix> predicting = broadcast();
    try {
      JavaRDD<SortedEntries> cells = tested ? heldOut.values() : fitted(predicting);
      List<CellErrors> parts =
          cells
              .map(block -> CellErrors.of(block, power, predicting.value(), range, count, divided))
              .collect();
      return OrderedTree.sum(parts, CellErrors::plus).shown(tested, count, matrix, unit);
    } finally {
      predicting.destroy();
    }
  }

  HeatMap map() {
    TileCut rows = new TileCut(data.rows().size(), null);
    @Nullable ColumnOrder order = ColumnOrder.of(data.cols());
    TileCut cols = new TileCut(data.cols().size(), order == null ? null : order.places());
    HeldOutCells heldOut = data.heldOutCells();
    int divided = unit;
    int power = heldOut == null ? 0 : heldOut.unit();
    Broadcast<LowRankMatrix> predicting = broadcast();
    try {
      JavaRDD<SortedEntries> fitted = fitted(predicting);
      JavaRDD<TileSums> sums =
          heldOut == null
              ? fitted.map(
                  block -> sums(List.of(block), List.of(0), predicting, rows, cols, divided))
              : fitted.zipPartitions(
                  heldOut.values(),
                  (train, held) ->
                      List.of(
                              sums(
                                  List.of(train.next(), held.next()),
                                  List.of(0, power),
                                  predicting,
                                  rows,
                                  cols,
                                  divided))
                          .iterator());
      return TileSums.sum(new ArrayList<>(sums.collect())).map(matrix, clip);
    } finally {
      predicting.destroy();
    }
  }

  private static TileSums sums(
      List<SortedEntries> parts,
      List<Integer> powers,
      Broadcast<LowRankMatrix> matrix,
      TileCut rows,
      TileCut cols,
      int unit) {
    return TileSums.of(parts.get(0).range(), parts, powers, matrix.value(), rows, cols, unit);
  }

  private Broadcast<LowRankMatrix> broadcast() {
    return JavaSparkContext.fromSparkContext(data.train().context()).broadcast(matrix);
  }

  /** The cells of the fit as they were read, but for rounding. */
  private JavaRDD<SortedEntries> fitted(Broadcast<LowRankMatrix> predicting) {
    Units units = data.shape().units();
    return data.train().map(block -> undone(block, predicting.value(), units));
  }

  private static SortedEntries undone(EntryBlock block, LowRankMatrix by, Units units) {
    return new BlockFinish(by.rows().size(), by.cols().size(), by.centering(), by.scales())
        .undone(block, units.target(), units.coefficient());
  }
}
