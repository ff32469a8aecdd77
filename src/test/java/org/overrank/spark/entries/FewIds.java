package org.overrank.spark.entries;

import java.util.function.Supplier;
import org.overrank.LocalSpark;

/** Makes small tables large: the driver may know only some ids of rows. */
public final class FewIds {
  private FewIds() {}

  /**
   * Does something meanwhile.
   *
   * @param most how many ids the driver may know
   * @param work what to do
   * @param <T> what it results in
   * @return its result
   */
  public static <T> T atMost(int most, Supplier<T> work) {
    LocalSpark.context().setLocalProperty(EntryReader.MOST_ROWS_AT_HAND, String.valueOf(most));
    try {
      return work.get();
    } finally {
      LocalSpark.context().setLocalProperty(EntryReader.MOST_ROWS_AT_HAND, null);
    }
  }
}
