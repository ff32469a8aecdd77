package org.overrank.data.table;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What was met in one contiguous piece of one file; goes over the wire.
 *
 * <p>Spark cuts files into pieces and packs pieces of several files into a partition. File and
 * offset order the pieces as the rows stand in the input, however they were cut and packed.
 */
public final class Segment implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The order of the rows in the input: by file, then by place in the file. */
  public static final Comparator<Segment> INPUT_ORDER =
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
  public Segment(String file, long start) {
    this.file = file;
    this.start = start;
  }

  /**
   * Counts a row.
   *
   * @param whatIsWrong with the row, or null
   */
  public void count(@Nullable String whatIsWrong) {
    if (whatIsWrong != null && badRows++ == 0) {
      firstBad = rows;
      problem = whatIsWrong;
    }
    rows++;
  }

  /**
   * Whether this is a given piece.
   *
   * @param otherFile the file's URI
   * @param otherStart offset in the file
   * @return true if both agree
   */
  public boolean isAt(String otherFile, long otherStart) {
    return start == otherStart && file.equals(otherFile);
  }

  /**
   * The file.
   *
   * @return its URI
   */
  public String file() {
    return file;
  }

  /**
   * Where the piece begins.
   *
   * @return offset in the file
   */
  public long start() {
    return start;
  }

  /**
   * Data rows in the piece, the bad ones included.
   *
   * @return how many
   */
  public long rows() {
    return rows;
  }

  /**
   * Rows that are not usable.
   *
   * @return how many
   */
  public long badRows() {
    return badRows;
  }

  /**
   * The first bad row.
   *
   * @return its place in the piece, from 0
   */
  public long firstBad() {
    return firstBad;
  }

  /**
   * What is wrong with the first bad row.
   *
   * @return part of a message, or null if all are good
   */
  public @Nullable String problem() {
    return problem;
  }
}
