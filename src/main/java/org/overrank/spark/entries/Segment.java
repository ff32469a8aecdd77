package org.overrank.spark.entries;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What was met in one contiguous piece of one file; goes over the wire.
 *
 * <p>Spark cuts files into pieces and packs pieces of several files into a partition. File and
 * offset order the pieces as the rows stand in the input, however they were cut and packed.
 */
final class Segment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The order of the rows in the input: by file, then by place in the file. */
  static final Comparator<Segment> INPUT_ORDER =
      Comparator.comparing(Segment::file).thenComparingLong(Segment::start);

  private final String file;
  private final long start;
  private long rows;
  private long badRows;
  private long firstBad;
  private @Nullable String problem;

  /**
   * An empty piece.
   *
   * @param file the file's URI
   * @param start offset of the piece in the file
   */
  Segment(String file, long start) {
    this.file = file;
    this.start = start;
  }

  /**
   * Counts a row.
   *
   * @param whatIsWrong with the row, or null
   */
  void count(@Nullable String whatIsWrong) {
    if (whatIsWrong != null && badRows++ == 0) {
      firstBad = rows;
      problem = whatIsWrong;
    }
    rows++;
  }

  boolean isAt(String otherFile, long otherStart) {
    return start == otherStart && file.equals(otherFile);
  }

  String file() {
    return file;
  }

  long start() {
    return start;
  }

  /** Data rows in the piece, the bad ones included. */
  long rows() {
    return rows;
  }

  long badRows() {
    return badRows;
  }

  /** Place in the piece, from 0, of the first bad row. */
  long firstBad() {
    return firstBad;
  }

  /** What is wrong with the first bad row; null if all are good. */
  @Nullable String problem() {
    return problem;
  }
}
