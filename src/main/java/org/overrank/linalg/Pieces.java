package org.overrank.linalg;

import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Long loops, cut into pieces that the threads of the common pool share; on the driver, where tasks
 * do not have the cores.
 *
 * <p>Where a loop is cut depends on its length alone and sums of pieces are added in their order,
 * so results do not depend on the number of cores.
 */
public final class Pieces {
  /** Array entries that a piece has: 64 KiB, which stay in the second cache. */
  public static final int ENTRIES = 1 << 13;

  /** Up to so many pieces of array entries are done before another thread is awake. */
  private static final int FEW = 8;

  private static final ThreadLocal<Boolean> ALONE = ThreadLocal.withInitial(() -> false);

  private Pieces() {}

  /** Work on the indices [start, end). */
  @FunctionalInterface
  public interface Work {
    /**
     * Works on a piece.
     *
     * @param start first index
     * @param end one past the last
     */
    void on(int start, int end);
  }

  /** A sum over the indices [start, end). */
  @FunctionalInterface
  public interface Sum {
    /**
     * Sums over a piece.
     *
     * @param start first index
     * @param end one past the last
     * @return its share
     */
    double over(int start, int end);
  }

  /**
   * Works on every piece of a loop over array entries.
   *
   * @param length how many entries
   * @param work done once on each piece, on several at a time
   */
  public static void forEach(int length, Work work) {
    if (length > FEW * ENTRIES) {
      forEach(length, ENTRIES, work);
      return;
    }
    for (int k = 0; k < count(length, ENTRIES); k++) {
      work.on(k * ENTRIES, end(k, length, ENTRIES));
    }
  }

  /**
   * Works on every piece of a loop whose pieces are worth a thread each.
   *
   * @param length how many indices
   * @param piece how many of them a piece has
   * @param work done once on each piece, on several at a time
   */
  public static void forEach(int length, int piece, Work work) {
    IntStream pieces = IntStream.range(0, count(length, piece));
    (ALONE.get() ? pieces : pieces.parallel())
        .forEach(k -> work.on(k * piece, end(k, length, piece)));
  }

  /**
   * The same if the whole loop is worth a second thread, else all of it at once.
   *
   * @param worth whether it is
   * @param length how many indices
   * @param piece how many of them a piece has
   * @param work done on all indices, whose bits must not depend on where they are cut
   */
  static void forEachIf(boolean worth, int length, int piece, Work work) {
    if (worth && !ALONE.get()) {
      forEach(length, piece, work);
    } else {
      work.on(0, length);
    }
  }

  static int count(int length, int piece) {
    return (int) (((long) length + piece - 1) / piece);
  }

  static int end(int k, int length, int piece) {
    return (int) Math.min(length, (k + 1L) * piece);
  }

  /**
   * Does some work with this thread alone: where others have the other cores, as in Spark's tasks.
   *
   * @param work the work
   * @param <T> kind of result
   * @return its result, of the same bits
   */
  public static <T> T alone(Supplier<T> work) {
    boolean before = ALONE.get();
    ALONE.set(true);
    try {
      return work.get();
    } finally {
      ALONE.set(before);
    }
  }

  /**
   * Sums over a loop over array entries.
   *
   * @param length how many entries
   * @param sum of a piece
   * @return the pieces' sums, added in their order
   */
  public static double sum(int length, Sum sum) {
    double[] sums = new double[length / ENTRIES + 1];
    forEach(length, (start, end) -> sums[start / ENTRIES] = sum.over(start, end));
    double total = sums[0];
    for (int k = 1; k < sums.length; k++) {
      total += sums[k];
    }
    return total;
  }
}
