package org.overrank.spark.entries;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BiasFit;
import org.overrank.data.entries.BiasShare;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.BlockSizes;
import org.overrank.data.entries.CellPass;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.Clash;
import org.overrank.data.entries.ColdCounts;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryMagnitudes;
import org.overrank.data.entries.EntryMapping;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.IdCounts;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.KnownCells;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.data.entries.RangeCut;
import org.overrank.data.entries.RawBlock;
import org.overrank.data.entries.RawTotals;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Scales;
import org.overrank.data.entries.ScanSummary;
import org.overrank.data.entries.SideCounts;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.table.DataCounts;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.NumberRules;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.objective.OrderedTree;
import org.overrank.objective.Units;
import org.overrank.sensing.EntryBlock;

/** From parsed entries to blocks. */
final class EntryAssembly {
  private final JavaSparkContext context;
  private final EntryOptions options;
  private final InputOrder order;
  private final IdIndex rows;
  private final IdIndex cols;
  private final EntryMagnitudes magnitudes;
  private final RangeCut rowCut;
  private final RangeCut columnCut;

  private EntryAssembly(EntryAssembly like, EntryOptions options) {
    this.context = like.context;
    this.options = options;
    this.order = like.order;
    this.rows = like.rows;
    this.cols = like.cols;
    this.magnitudes = like.magnitudes;
    this.rowCut = like.rowCut;
    this.columnCut = like.columnCut;
  }

  EntryAssembly(SparkSession spark, EntryOptions options, ScanSummary scan, InputOrder order) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.options = options;
    this.order = order;
    this.magnitudes = scan.magnitudes();
    IdCounts rowCounts = scan.rows().unified();
    IdCounts colCounts = scan.cols().unified();
    this.rows = IdIndex.of(rowCounts);
    this.cols = IdIndex.of(colCounts);
    int parts = options.partitions();
    if (parts == 0) {
      parts = RangeCut.defaultParts(Arrays.stream(rowCounts.counts()).sum(), rows.size());
    }
    this.rowCut = RangeCut.balanced(rowCounts.counts(), parts);
    this.columnCut = RangeCut.balanced(colCounts.counts(), parts);
  }

  EntryData assemble(JavaRDD<ParsedPartition> parsed, long latest) {
    return assembled(sorted(parsed, latest));
  }

  /** The files of the shuffle stay, so that the entries can be looked at once more. */
  private EntryData assembled(JavaRDD<SortedEntries> sorted) {
    EntryOptions asked = options;
    JavaRDD<RawBlock> raw =
        sorted
            .map(entries -> CellPass.run(entries, asked))
            .setName("overrank raw entries")
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      RawTotals totals = OrderedTree.sum(raw.map(RawBlock::totals).collect(), RawTotals::plus);
      check(totals);
      Centering centering = centering(raw, totals);
      Scales scales = scales(raw);
      DataCounts counts =
          new DataCounts(totals.train(), totals.heldOut(), order.badRows(), totals.surplus());
      return finish(raw, centering, scales, counts, totals, () -> whole(sorted));
    } finally {
      raw.unpersist();
    }
  }

  private EntryData whole(JavaRDD<SortedEntries> sorted) {
    return new EntryAssembly(this, options.whole()).assembled(sorted);
  }

  private JavaRDD<SortedEntries> sorted(JavaRDD<ParsedPartition> parsed, long latest) {
    Broadcast<EntryMapping> mapping =
        context.broadcast(new EntryMapping(rows, cols, order, magnitudes));
    EntryOptions asked = options;
    return Regroup.byRange(parsed, part -> mapping.value().chunk(part, asked, latest), rowCut);
  }

  private void check(RawTotals totals) {
    Clash clash = totals.clash();
    if (clash != null && options.onDuplicate() == DuplicatePolicy.ERROR) {
      throw new InvalidInputException(
          String.format(
              "%s: duplicate of %s: row %s, column %s",
              order.where(clash.second()),
              order.where(clash.first()),
              NumberRules.quoted(rows.idAt(clash.row())),
              NumberRules.quoted(cols.idAt(clash.col()))));
    }
    if (totals.train() == 0) {
      throw new InvalidInputException(
          String.format(
              "the hold-out (%s) leaves none of %d entries to fit",
              options.holdout() > 0 ? "holdout " + options.holdout() : options.rule().words(),
              totals.heldOut()));
    }
  }

  private Centering centering(JavaRDD<RawBlock> raw, RawTotals totals) {
    return switch (options.center()) {
      case NONE -> Centering.constant(0);
      case MEAN -> Centering.constant(totals.mean());
      case BIASES -> BiasFit.fit(totals, rows.size(), cols.size(), c -> biasShares(raw, totals, c));
    };
  }

  private List<BiasShare> biasShares(JavaRDD<RawBlock> raw, RawTotals totals, double[] previous) {
    Broadcast<double[]> colBias = context.broadcast(previous);
    double mean = totals.mean();
    double ridge = BiasFit.ridge(totals);
    try {
      return raw.map(block -> BiasShare.of(block.train(), mean, ridge, colBias.value())).collect();
    } finally {
      colBias.destroy();
    }
  }

  private Scales scales(JavaRDD<RawBlock> raw) {
    boolean plain = options.regularizer() == Regularizer.PLAIN;
    // Without a hold-out every id has a training entry: it comes from one.
    if (plain && !options.holdsOut()) {
      return Scales.plain();
    }
    int d1 = rows.size();
    int d2 = cols.size();
    SideCounts counts =
        raw.map(block -> SideCounts.of(block.train(), d1, d2)).treeReduce(SideCounts::plus);
    return plain
        ? Scales.plain(counts.rows(), counts.cols())
        : Scales.weighted(counts.rows(), counts.cols());
  }

  private EntryData finish(
      JavaRDD<RawBlock> raw,
      Centering centering,
      Scales scales,
      DataCounts counts,
      RawTotals totals,
      Supplier<EntryData> whole) {
    Broadcast<BlockFinish> finish =
        context.broadcast(new BlockFinish(rows.size(), cols.size(), centering, scales));
    boolean holdsOut = options.holdsOut();
    BlockSizes sizes =
        options.center() == CenteringKind.NONE && options.regularizer() == Regularizer.PLAIN
            ? totals.sizes()
            : raw.map(block -> finish.value().sizes(block, holdsOut)).treeReduce(BlockSizes::plus);
    Units units = sizes.units(magnitudes);
    units.requirePrintable();
    int target = PowersOfTwo.orNone(sizes.target());
    int coefficient = PowersOfTwo.orNone(sizes.coefficient());
    JavaRDD<EntryBlock> train =
        raw.map(block -> finish.value().weighted(block.train(), target, coefficient))
            .setName("overrank entries by rows")
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<EntryBlock> heldOut = null;
    HeldOutCells cells = null;
    Units heldOutUnits = sizes.heldOutUnits(magnitudes);
    if (holdsOut) {
      int heldOutTarget = PowersOfTwo.orNone(sizes.heldOut());
      int heldOutCoefficient = heldOutUnits.coefficient();
      heldOut =
          raw.map(
                  block ->
                      finish.value().unweighted(block.heldOut(), heldOutTarget, heldOutCoefficient))
              .setName("overrank held-out entries")
              .persist(StorageLevel.MEMORY_AND_DISK());
      cells =
          new HeldOutCells(
              raw.map(RawBlock::heldOut)
                  .setName("overrank held-out values")
                  .persist(StorageLevel.MEMORY_AND_DISK()),
              train,
              finish,
              new HeldOutCells.Exponents(target, coefficient, magnitudes.valueUnit()));
    }
    long coldHeldOut = materialize(train, heldOut, cells);
    return new EntryData(
        rows,
        cols,
        centering.times(magnitudes.valueUnit()),
        scales,
        counts,
        ColdCounts.of(scales, rows.size(), cols.size(), coldHeldOut),
        totals.weightSum(),
        magnitudes.rootUnit(),
        Math.scalb(totals.mean(), magnitudes.valueUnit()),
        units,
        heldOutUnits,
        columnCut,
        train,
        heldOut,
        cells,
        totals.range().times(magnitudes.valueUnit()),
        whole);
  }

  /**
   * Makes all blocks in one job, so that what they are made of can be released.
   *
   * @return how many of the held-out entries are in a row or column without training entries
   */
  private static long materialize(
      JavaRDD<EntryBlock> train,
      @Nullable JavaRDD<EntryBlock> heldOut,
      @Nullable HeldOutCells cells) {
    if (heldOut == null || cells == null) {
      train.foreachPartition(blocks -> blocks.forEachRemaining(EntryBlock::count));
      return 0;
    }
    List<Long> cold =
        train
            .zipPartitions(
                heldOut,
                (blocks, more) -> {
                  blocks.forEachRemaining(EntryBlock::count);
                  return KnownCells.countOthers(more);
                })
            .zipPartitions(
                cells.values(),
                (counts, values) -> {
                  values.forEachRemaining(SortedEntries::range);
                  return counts;
                })
            .collect();
    return cold.stream().mapToLong(Long::longValue).sum();
  }
}
