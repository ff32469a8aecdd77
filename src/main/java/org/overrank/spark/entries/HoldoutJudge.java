package org.overrank.spark.entries;

import java.util.List;
import org.apache.spark.TaskContext;
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
import org.overrank.data.model.ValueRange;
import org.overrank.loss.Loss;
import org.overrank.objective.OrderedTree;
import org.overrank.spark.Jobs;

/**
 * Compares a matrix with the cells that were held out, and with plain baselines on the same cells.
 *
 * <p>The baselines are fitted where the training entries are: a job for the means of the columns
 * and their ends in each block, {@link BiasFit}'s rounds unless the fit has taken biases off
 * itself, and a job over the held-out cells. Nothing but sums by column, and residuals of at most
 * about a million cells (under another loss than squares also what is predicted of them), comes to
 * the driver.
 */
final class HoldoutJudge {
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
      EntryData data, HeldOutCells cells, MatrixByRange matrix, ValueRange clip) {
    HoldoutJudge judge = new HoldoutJudge(data, cells);
    return judge.judgement(judge.baselines(), matrix, clip);
  }

  private HoldoutJudgement judgement(BaselineFit fitted, MatrixByRange matrix, ValueRange clip) {
    Broadcast<BaselineFit> baselines = context.broadcast(fitted);
    double share = HeldOutErrors.MOST_RESIDUALS / data.knownHeldOut();
    double valueMean = data.valueMean();
    Loss loss = data.shape().loss();
    int power = unit;
    try {
      return Jobs.collect(
              blocks.zipPartitions(
                  matrix.ranges(),
                  (all, ranges) -> {
                    RawBlock block = all.next();
                    return List.of(
                            HeldOutErrors.of(
                                block,
                                TaskContext.getPartitionId(),
                                baselines.value(),
                                HeldOutCells.predictions(block.heldOut(), ranges.next(), clip),
                                valueMean,
                                loss,
                                power,
                                share))
                        .iterator();
                  }))
          .stream()
          .reduce(HeldOutErrors::plus)
          .orElseThrow()
          .judgement(fitted.baselines());
    } finally {
      baselines.destroy();
    }
  }

  private BaselineFit baselines() {
    int cols = data.cols().size();
    boolean few = data.rowsAreAtHand() && (long) cols * data.partitions() <= MOST_ENDS;
    double @Nullable [] positions = few ? RowPositions.of(data.rows()) : null;
    boolean ordered = positions != null;
    List<ColumnShare> shares =
        Jobs.collect(blocks.map(block -> ColumnShare.of(block.train(), cols, ordered)));
    double[] sums = OrderedTree.sumArrays(shares.stream().map(ColumnShare::sums).toList());
    return new BaselineFit(biases(), sums, shares, positions, ColumnOrder.of(data.cols()));
  }

  private BiasFit biases() {
    if (data.biases().hasBiases()) {
      return data.biases().moved(0); // Baselines are means, whatever the loss.
    }
    // Every round reads them, and to make them anew is more work than a round.
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      RawTotals totals =
          OrderedTree.sum(Jobs.collect(blocks.map(RawBlock::totals)), RawTotals::plus);
      return BiasFit.fit(totals, data.cols().size(), this::columnSums);
    } finally {
      blocks.unpersist();
    }
  }

  private List<double[]> columnSums(BiasFit known) {
    return EntryAssembly.columnSums(context, blocks, known);
  }
}
