package org.overrank.spark.entries;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.BlockSizes;
import org.overrank.data.entries.EntryMagnitudes;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.KnownCells;
import org.overrank.data.entries.RawBlock;
import org.overrank.data.entries.RowTerms;
import org.overrank.data.entries.SortedEntries;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.sensing.EntryBlock;
import org.overrank.spark.Jobs;

/** What raw blocks become; all of it is persisted, a partition for each block. */
final class FinishedBlocks {
  private final JavaRDD<RowTerms> terms;
  private final JavaRDD<EntryBlock> train;
  private final @Nullable JavaRDD<EntryBlock> heldOut;
  private final @Nullable HeldOutCells cells;

  /**
   * Says what is to be made.
   *
   * @param raw the blocks
   * @param finish what they are made by
   * @param sizes of the numbers in them
   * @param magnitudes what was divided by on reading
   * @param options whether something was to be held out, and how
   */
  FinishedBlocks(
      JavaRDD<RawBlock> raw,
      Broadcast<BlockFinish> finish,
      BlockSizes sizes,
      EntryMagnitudes magnitudes,
      EntryOptions options) {
    boolean holdsOut = options.holdsOut();
    int target = PowersOfTwo.orNone(sizes.target());
    int coefficient = PowersOfTwo.orNone(sizes.coefficient());
    terms =
        persisted("overrank terms of rows", raw.map(block -> finish.value().terms(block.train())));
    train =
        persisted(
            "overrank entries by rows",
            raw.zipPartitions(
                terms,
                (blocks, rows) ->
                    List.of(
                            finish
                                .value()
                                .weighted(blocks.next().train(), rows.next(), target, coefficient))
                        .iterator()));
    heldOut = holdsOut ? heldOut(raw, finish, sizes, magnitudes) : null;
    cells =
        holdsOut
            ? new HeldOutCells(
                persisted("overrank held-out values", raw.map(RawBlock::heldOut)),
                train,
                terms,
                finish,
                new HeldOutCells.Exponents(target, coefficient, magnitudes.valueUnit()),
                options)
            : null;
  }

  private JavaRDD<EntryBlock> heldOut(
      JavaRDD<RawBlock> raw,
      Broadcast<BlockFinish> finish,
      BlockSizes sizes,
      EntryMagnitudes magnitudes) {
    int target = PowersOfTwo.orNone(sizes.heldOut());
    int coefficient = sizes.heldOutUnits(magnitudes).coefficient();
    return persisted(
        "overrank held-out entries",
        raw.zipPartitions(
            terms,
            (blocks, rows) ->
                List.of(
                        finish
                            .value()
                            .unweighted(blocks.next().heldOut(), rows.next(), target, coefficient))
                    .iterator()));
  }

  private static <T> JavaRDD<T> persisted(String name, JavaRDD<T> blocks) {
    return blocks.setName(name).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * Makes all blocks in one job, so that what they are made of can be released.
   *
   * @return how many of the held-out entries are in a row or column without training entries
   */
  long materialize() {
    if (heldOut == null || cells == null) {
      Jobs.collect(train.map(EntryBlock::count));
      return 0;
    }
    List<Long> cold =
        Jobs.collect(
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
                    }));
    return cold.stream().mapToLong(Long::longValue).sum();
  }

  /** The terms of the rows of each block. */
  JavaRDD<RowTerms> terms() {
    return terms;
  }

  /** The measurements of the fit. */
  JavaRDD<EntryBlock> train() {
    return train;
  }

  /** The measurements kept out of it, or null. */
  @Nullable JavaRDD<EntryBlock> heldOut() {
    return heldOut;
  }

  /** The cells kept out of it, or null. */
  @Nullable HeldOutCells cells() {
    return cells;
  }
}
