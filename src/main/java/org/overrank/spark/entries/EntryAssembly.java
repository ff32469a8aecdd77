package org.overrank.spark.entries;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BiasFit;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.BlockSizes;
import org.overrank.data.entries.CellPass;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.Clash;
import org.overrank.data.entries.ColdCounts;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryMagnitudes;
import org.overrank.data.entries.EntryMapping;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.HeldOutErrors;
import org.overrank.data.entries.IdCounts;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.IdSketch;
import org.overrank.data.entries.IdSplits;
import org.overrank.data.entries.KeyedChunk;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.data.entries.RangeCut;
import org.overrank.data.entries.RawBlock;
import org.overrank.data.entries.RawTotals;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.ScanSummary;
import org.overrank.data.entries.SideCounts;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.table.DataCounts;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.NumberRules;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.objective.OrderedTree;
import org.overrank.objective.Units;
import org.overrank.spark.Jobs;

/** From parsed entries to blocks. */
final class EntryAssembly {
  private final JavaSparkContext context;
  private final EntryOptions options;
  private final InputOrder order;
  private final IdSketch sketch;
  private final IdIndex cols;
  private final EntryMagnitudes magnitudes;
  private final RangeCut rowCut;
  private final RangeCut columnCut;

  private EntryAssembly(EntryAssembly like, EntryOptions options) {
    this.context = like.context;
    this.options = options;
    this.order = like.order;
    this.sketch = like.sketch;
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
    this.sketch = scan.rows();
    IdCounts colCounts = scan.cols().unified();
    this.cols = IdIndex.of(colCounts);
    long[] rowCounts = sketch.counts().counts();
    int parts = options.partitions();
    if (parts == 0) {
      parts = RangeCut.defaultParts(Arrays.stream(colCounts.counts()).sum(), rowCounts.length);
    }
    this.rowCut = RangeCut.balanced(rowCounts, parts);
    this.columnCut = RangeCut.balanced(colCounts.counts(), parts);
  }

  /**
   * Makes the blocks.
   *
   * @param parsed the table
   * @param distinct whether a row of the matrix must be a row of the table, as of wide ones
   * @param latest of the latest that are held out, the least key
   * @return the blocks
   */
  EntryData assemble(JavaRDD<ParsedPartition> parsed, boolean distinct, long latest) {
    IdIndex known = IdIndex.of(sketch.counts());
    Broadcast<EntryMapping> mapping =
        context.broadcast(new EntryMapping(IdSplits.of(known, rowCut), cols, order, magnitudes));
    RowIds rows =
        sketch.isWhole()
            ? RowIds.atHand(context, known, rowCut)
            : RowIds.gathered(parsed, mapping, rowCut.parts(), sketch);
    return closedOnFailure(
        rows,
        () -> {
          JavaRDD<SortedEntries> sorted = sorted(parsed, mapping, rows, latest);
          if (distinct && options.onDuplicate() == DuplicatePolicy.ERROR) {
            requireDistinct(parsed, sorted, rows);
          }
          return assembled(sorted, rows);
        });
  }

  private static EntryData closedOnFailure(RowIds rows, Supplier<EntryData> work) {
    boolean done = false;
    try {
      EntryData data = work.get();
      done = true;
      return data;
    } finally {
      if (!done) {
        rows.close();
      }
    }
  }

  private JavaRDD<SortedEntries> sorted(
      JavaRDD<ParsedPartition> parsed, Broadcast<EntryMapping> mapping, RowIds rows, long latest) {
    RangeCut cut = rows.cut();
    EntryOptions asked = options;
    return Regroup.byRange(
            parsed,
            part -> mapping.value().chunks(part, asked, latest),
            cut.parts(),
            (Integer part, List<KeyedChunk> chunks) -> chunks)
        .zipPartitions(
            rows.ranges(),
            (chunks, ids) -> List.of(KeyedChunk.merge(chunks.next(), ids.next())).iterator())
        .mapPartitionsWithIndex(
            (part, entries) -> List.of(entries.next().in(cut.range(part))).iterator(), true);
  }

  /** Refuses a wide table in which two rows have one id. */
  private void requireDistinct(
      JavaRDD<ParsedPartition> parsed, JavaRDD<SortedEntries> sorted, RowIds rows) {
    if (Jobs.sum(parsed.map(ParsedPartition::tableRows), Long::sum) == rows.size()) {
      return;
    }
    Clash clash =
        Jobs.collect(sorted.map(Clash::ofRows).filter(Objects::nonNull)).stream()
            .min(Comparator.comparingLong(Clash::second))
            .orElseThrow();
    throw new InvalidInputException(
        String.format("%s: row %s", where(clash), NumberRules.quoted(rows.idAt(clash.row()))));
  }

  private String where(Clash clash) {
    return order.where(clash.second()) + ": duplicate of " + order.where(clash.first());
  }

  /** The files of the shuffle stay, so that the entries can be looked at once more. */
  private EntryData assembled(JavaRDD<SortedEntries> sorted, RowIds rows) {
    EntryOptions asked = options;
    int valueUnit = magnitudes.valueUnit();
    JavaRDD<RawBlock> raw =
        sorted
            .map(entries -> CellPass.run(entries, asked).preferring(asked.unobserved(), valueUnit))
            .setName("overrank raw entries")
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      RawTotals totals = OrderedTree.sum(Jobs.collect(raw.map(RawBlock::totals)), RawTotals::plus);
      check(totals, rows);
      SideCounts counted = counts(raw);
      BlockFinish finish =
          new BlockFinish(
              rows.size(),
              cols.size(),
              biases(raw, totals),
              options.regularizer(),
              counted,
              options.unobserved(),
              magnitudes.rootUnit());
      return finish(raw, rows, finish, counted, totals, () -> whole(sorted, rows.again()));
    } finally {
      raw.unpersist();
    }
  }

  private EntryData whole(JavaRDD<SortedEntries> sorted, RowIds rows) {
    EntryAssembly all = new EntryAssembly(this, options.whole());
    return closedOnFailure(rows, () -> all.assembled(sorted, rows));
  }

  private void check(RawTotals totals, RowIds rows) {
    Clash clash = totals.clash();
    if (clash != null && options.onDuplicate() == DuplicatePolicy.ERROR) {
      throw new InvalidInputException(
          String.format(
              "%s: row %s, column %s",
              where(clash),
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

  private BiasFit biases(JavaRDD<RawBlock> raw, RawTotals totals) {
    BiasFit means =
        switch (options.center()) {
          case NONE -> BiasFit.constant(0);
          case MEAN -> BiasFit.constant(totals.mean());
          case BIASES -> BiasFit.fit(totals, cols.size(), known -> columnSums(context, raw, known));
        };
    return options.center() == CenteringKind.NONE || options.loss().isOfMeans()
        ? means
        : moved(means, raw, totals);
  }

  /** From means to what the loss asks for, which else would take a penalised column of its own. */
  private BiasFit moved(BiasFit means, JavaRDD<RawBlock> raw, RawTotals totals) {
    double share = HeldOutErrors.MOST_RESIDUALS / totals.train();
    Broadcast<BiasFit> shared = context.broadcast(means);
    try {
      double[] residuals =
          Jobs.collect(raw.map(block -> shared.value().residuals(block.train(), share))).stream()
              .flatMapToDouble(Arrays::stream)
              .sorted()
              .toArray();
      return means.moved(options.loss().shift(residuals));
    } finally {
      shared.destroy();
    }
  }

  /** A pass for a round of biases: what each block adds. */
  static List<double[]> columnSums(
      JavaSparkContext context, JavaRDD<RawBlock> blocks, BiasFit known) {
    Broadcast<BiasFit> shared = context.broadcast(known);
    try {
      return Jobs.collect(blocks.map(block -> shared.value().columnSums(block.train())));
    } finally {
      shared.destroy();
    }
  }

  /** Null where every id has a training entry, since it comes from one, and no more is asked. */
  private @Nullable SideCounts counts(JavaRDD<RawBlock> raw) {
    if (options.regularizer() == Regularizer.PLAIN && !options.holdsOut()) {
      return null;
    }
    int d2 = cols.size();
    Unobserved unobserved = options.unobserved();
    return Jobs.sum(
        raw.map(block -> SideCounts.of(block.train(), d2, unobserved)), SideCounts::plus);
  }

  private EntryData finish(
      JavaRDD<RawBlock> raw,
      RowIds rows,
      BlockFinish finish,
      @Nullable SideCounts counted,
      RawTotals totals,
      Supplier<EntryData> whole) {
    Broadcast<BlockFinish> made = context.broadcast(finish);
    boolean holdsOut = options.holdsOut();
    BlockSizes sizes =
        options.center() == CenteringKind.NONE
                && options.regularizer() == Regularizer.PLAIN
                && !options.unobserved().isOn()
            ? totals.sizes()
            : Jobs.sum(raw.map(block -> made.value().sizes(block, holdsOut)), BlockSizes::plus);
    Units units = sizes.units(magnitudes);
    units.requirePrintable();
    FinishedBlocks blocks = new FinishedBlocks(raw, made, sizes, magnitudes, options);
    long coldHeldOut = blocks.materialize();
    ColdCounts cold = counted == null ? ColdCounts.NONE : ColdCounts.of(counted, coldHeldOut);
    boolean trivial =
        options.regularizer() == Regularizer.PLAIN
            && options.center() != CenteringKind.BIASES
            && cold.rows() + cold.cols() == 0;
    return new EntryData(
        new RowSide(rows, blocks.terms(), finish, magnitudes.valueUnit(), trivial),
        cols,
        new DataCounts(totals.train(), totals.heldOut(), order.badRows(), totals.surplus()),
        cold,
        totals.weightSum(),
        magnitudes.rootUnit(),
        options.unobserved().isOn() ? 0 : Math.scalb(totals.mean(), magnitudes.valueUnit()),
        units,
        finish.background(PowersOfTwo.orNone(sizes.coefficient())),
        sizes.heldOutUnits(magnitudes),
        columnCut,
        blocks.train(),
        blocks.heldOut(),
        blocks.cells(),
        totals.range().times(magnitudes.valueUnit()),
        whole);
  }
}
