package org.overrank.spark;

import java.util.List;

/** The classes that reading entries sends between driver and executors, for Kryo. */
final class EntryWire {
  /** Classes that Kryo copies field by field. */
  static final List<Class<?>> CLASSES =
      List.of(
          ParsedPartition.class,
          LocalIds.class,
          IdCounts.class,
          IdIndex.class,
          Segment.class,
          Segment[].class,
          ScanSummary.class,
          InputOrder.class,
          EntryMapping.class,
          EntryChunk.class,
          SortedEntries.class,
          RawBlock.class,
          SideCounts.class,
          BiasShare.class,
          BlockFinish.class,
          Centering.class,
          Scales.class,
          String[].class);

  /** Records. */
  static final List<Class<? extends Record>> RECORDS = List.of(Clash.class, RawTotals.class);

  private EntryWire() {}
}
