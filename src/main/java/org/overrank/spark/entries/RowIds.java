package org.overrank.spark.entries;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryMapping;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.IdRemarks;
import org.overrank.data.entries.IdSketch;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.data.entries.RangeCut;
import org.overrank.spark.Jobs;

/**
 * The ids of the rows: few on the driver, many only where their rows are. The index of a row is the
 * place of its id among all in either case.
 */
final class RowIds {
  private final JavaRDD<IdIndex> ranges;
  private final IdIndex.Kind kind;
  private final RangeCut cut;
  private final int sample;
  private @Nullable IdIndex all;

  private RowIds(
      JavaRDD<IdIndex> ranges,
      IdIndex.Kind kind,
      RangeCut cut,
      int sample,
      @Nullable IdIndex atHand) {
    this.ranges = ranges;
    this.kind = kind;
    this.cut = cut;
    this.sample = sample;
    this.all = atHand;
  }

  /**
   * Ids that the driver has.
   *
   * @param context the cluster
   * @param ids all of them
   * @param cut ranges of rows
   */
  static RowIds atHand(JavaSparkContext context, IdIndex ids, RangeCut cut) {
    List<IdIndex> slices = new ArrayList<>();
    for (int part = 0; part < cut.parts(); part++) {
      slices.add(ids.slice(cut.range(part)));
    }
    return new RowIds(context.parallelize(slices, cut.parts()), ids.kind(), cut, ids.size(), ids);
  }

  /**
   * Ids that are gathered where their rows will be, in a shuffle, and counted.
   *
   * @param parsed the table
   * @param mapping the ranges
   * @param parts how many ranges
   * @param sketch a sample of the ids
   */
  static RowIds gathered(
      JavaRDD<ParsedPartition> parsed,
      Broadcast<EntryMapping> mapping,
      int parts,
      IdSketch sketch) {
    IdIndex.Kind kind = sketch.kind();
    JavaRDD<IdIndex> ranges =
        persisted(
            Regroup.byRange(
                parsed,
                part -> mapping.value().rowIds(part),
                parts,
                (part, found) -> IdIndex.of(kind, found)));
    RangeCut cut = RangeCut.ofSizes(Jobs.collect(ranges.map(IdIndex::size)));
    return new RowIds(ranges, kind, cut, sketch.counts().size(), null);
  }

  /** They are seldom looked at, so that they can be kept small. */
  private static JavaRDD<IdIndex> persisted(JavaRDD<IdIndex> ranges) {
    return ranges.setName("overrank row ids").persist(StorageLevel.MEMORY_AND_DISK_SER());
  }

  /** The same ids, to be closed by themselves. */
  RowIds again() {
    return areAtHand()
        ? this
        : new RowIds(persisted(ranges.map(ids -> ids)), kind, cut, sample, null);
  }

  /** One element a range; persisted unless the driver has them. */
  JavaRDD<IdIndex> ranges() {
    return ranges;
  }

  IdIndex.Kind kind() {
    return kind;
  }

  /** The ranges of the rows. */
  RangeCut cut() {
    return cut;
  }

  int size() {
    return cut.rows();
  }

  /** Whether the driver has them without asking for them. */
  boolean areAtHand() {
    return sample == size();
  }

  /** All ids, brought to the driver by the first who asks. */
  IdIndex all() {
    if (all == null) {
      all = IdIndex.concat(Jobs.collect(ranges));
    }
    return all;
  }

  /** The id of a row. */
  Object idAt(int row) {
    int part = cut.partOf(row);
    int place = row - cut.range(part).start();
    return areAtHand()
        ? Objects.requireNonNull(all).idAt(row)
        : ranges.map(ids -> ids.idAt(place)).collectPartitions(new int[] {part})[0].get(0);
  }

  /** What may not be meant about them. */
  List<String> remarks() {
    if (areAtHand() || kind == IdIndex.Kind.LONG) {
      return areAtHand() ? IdRemarks.of("row", all()) : List.of();
    }
    int parts = Math.min(cut.parts(), 1 + size() / sample);
    return Jobs.sum(
            Regroup.byRange(
                ranges,
                ids -> IdRemarks.split(ids, parts),
                parts,
                (Integer part, List<String[]> found) -> IdRemarks.of(found)),
            IdRemarks::plus)
        .lines("row");
  }

  /** Releases what is persisted. */
  void close() {
    ranges.unpersist();
  }
}
