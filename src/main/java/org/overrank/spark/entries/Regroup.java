package org.overrank.spark.entries;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.jspecify.annotations.Nullable;
import org.overrank.spark.Shuffle;
import scala.Tuple2;

/** Shuffles: what belongs to a range to the partition of that range, in chunks of plain arrays. */
final class Regroup {
  private Regroup() {}

  /**
   * Brings the chunks of each range together.
   *
   * @param elements anything that chunks can be made of
   * @param split the chunks of one element by range; null where there is nothing
   * @param parts how many ranges
   * @param merge from a range's number and its chunks, which come in any order
   * @param <T> kind of element
   * @param <C> kind of chunk
   * @param <R> what chunks are merged to
   * @return partition k holds exactly one element, that of range k
   */
  static <T, C, R> JavaRDD<R> byRange(
      JavaRDD<T> elements,
      Function<T, @Nullable C[]> split,
      int parts,
      Function2<Integer, List<C>, R> merge) {
    return Shuffle.toPartitions(
            elements.flatMapToPair(element -> numbered(split.call(element)).iterator()), parts)
        .mapPartitionsWithIndex(
            (part, arrived) -> {
              List<C> chunks = new ArrayList<>();
              arrived.forEachRemaining(pair -> chunks.add(pair._2()));
              return List.of(merge.call(part, chunks)).iterator();
            },
            true);
  }

  private static <C> List<Tuple2<Integer, C>> numbered(@Nullable C[] parts) {
    List<Tuple2<Integer, C>> result = new ArrayList<>();
    for (int part = 0; part < parts.length; part++) {
      C chunk = parts[part];
      if (chunk != null) {
        result.add(new Tuple2<>(part, chunk));
      }
    }
    return result;
  }
}
