package org.overrank.spark.entries;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.overrank.data.entries.EntryChunk;
import org.overrank.data.entries.RangeCut;
import org.overrank.data.entries.SortedEntries;
import scala.Tuple2;

/** Shuffles: entries to the partition of their range of rows, in chunks of primitive arrays. */
final class Regroup {
  private Regroup() {}

  /**
   * Brings the entries of each range together.
   *
   * @param chunked anything that chunks can be made of
   * @param toChunk makes the chunk of one element
   * @param cut the ranges
   * @param <T> kind of element
   * @return partition k holds exactly one element, the entries of range k
   */
  static <T> JavaRDD<SortedEntries> byRange(
      JavaRDD<T> chunked, Function<T, EntryChunk> toChunk, RangeCut cut) {
    JavaPairRDD<Integer, EntryChunk> parts =
        chunked.flatMapToPair(element -> split(toChunk.call(element), cut).iterator());
    // The hash of an Integer is its value, so part k goes to partition k.
    return parts
        .partitionBy(new HashPartitioner(cut.parts()))
        .mapPartitionsWithIndex(
            (part, arrived) -> {
              List<EntryChunk> chunks = new ArrayList<>();
              arrived.forEachRemaining(pair -> chunks.add(pair._2()));
              return List.of(SortedEntries.merge(cut.range(part), chunks)).iterator();
            },
            true);
  }

  private static List<Tuple2<Integer, EntryChunk>> split(EntryChunk chunk, RangeCut cut) {
    List<Tuple2<Integer, EntryChunk>> result = new ArrayList<>();
    EntryChunk[] parts = chunk.split(cut);
    for (int part = 0; part < parts.length; part++) {
      if (parts[part] != null) {
        result.add(new Tuple2<>(part, parts[part]));
      }
    }
    return result;
  }
}
