package org.overrank.spark.entries;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BaselineFit;
import org.overrank.data.entries.BiasFit;
import org.overrank.data.entries.ColumnOrder;
import org.overrank.data.entries.ColumnShare;
import org.overrank.data.entries.HeldOutErrors;
import org.overrank.data.entries.RawBlock;
import org.overrank.data.entries.RawTotals;
import org.overrank.data.entries.RowPositions;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.objective.OrderedTree;

/**
 * Compares a matrix with the cells that were held out, and with plain baselines on the same cells.
 *
 * <p>The baselines are fitted where the training entries are: a job for the means of the columns
 * and their ends in each block, {@link BiasFit}'s rounds unless the fit has taken biases off
 * itself, and a job over the held-out cells. Nothing but sums by column, and residuals of at most
 * about a million cells, comes to the driver.
 */
final class HoldoutJudge {
  private static final double MOST_RESIDUALS = 1_000_000;

  /** Ends of columns in all blocks together, above which rows are not taken for ordered. */
  private static final long MOST_ENDS = 4_000_000;

  private final EntryData data;
  private final JavaSparkContext context;
  private final JavaRDD<RawBlock> blocks;
  private final int unit;

  private HoldoutJudge(EntryData data, HeldOutCells cells) {
    this.data = data;
    this.blocks = cells.blocks();
    this.context = JavaSparkContext.fromSparkContext(blocks.context());
    this.unit = cells.unit();
  }

  static HoldoutJudgement of(
      EntryData data, HeldOutCells cells, LowRankMatrix matrix, ValueRange clip) {
    HoldoutJudge judge = new HoldoutJudge(data, cells);
    return judge.judgement(judge.baselines(), matrix, clip);
  }

  private HoldoutJudgement judgement(BaselineFit fitted, LowRankMatrix matrix, ValueRange clip) {
    Broadcast<LowRankMatrix> predicting = context.broadcast(matrix);
    Broadcast<BaselineFit> baselines = context.broadcast(fitted);
    double share = MOST_RESIDUALS / data.knownHeldOut();
    int power = unit;
    try {
      List<HeldOutErrors> parts =
          blocks
              .mapPartitionsWithIndex(
                  (part, all) ->
                      List.of(
                              HeldOutErrors.of(
                                  all.next(),
                                  part,
                                  baselines.value(),
                                  predicting.value(),
                                  clip,
                                  power,
                                  share))
                          .iterator(),
                  false)
              .collect();
      return parts.stream().reduce(HeldOutErrors::plus).orElseThrow().judgement(fitted.baselines());
    } finally {
      predicting.destroy();
      baselines.destroy();
    }
  }

  private BaselineFit baselines() {
    int cols = data.cols().size();
    boolean few = data.rowsAreAtHand() && (long) cols * data.partitions() <= MOST_ENDS;
    double @Nullable [] positions = few ? RowPositions.of(data.rows()) : null;
    boolean ordered = positions != null;
    List<ColumnShare> shares =
        blocks.map(block -> ColumnShare.of(block.train(), cols, ordered)).collect();
    double[] sums = OrderedTree.sumArrays(shares.stream().map(ColumnShare::sums).toList());
    return new BaselineFit(biases(), sums, shares, positions, ColumnOrder.of(data.cols()));
  }

  private BiasFit biases() {
    if (data.biases().hasBiases()) {
      return data.biases();
    }
    // Every round reads them, and to make them anew is more work than a round.
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      RawTotals totals = OrderedTree.sum(blocks.map(RawBlock::totals).collect(), RawTotals::plus);
      return BiasFit.fit(totals, data.cols().size(), this::columnSums);
    } finally {
      blocks.unpersist();
    }
  }

  private List<double[]> columnSums(BiasFit known) {
    return EntryAssembly.columnSums(context, blocks, known);
  }
}
