package org.overrank.data.table;

import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * The order of all data rows of the input: by file, then by place in the file, from 0. It is the
 * same however Spark cut the files, and tells a row's number in its file.
 */
public final class InputOrder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Segment[] segments;
  private final long[] offsets;

  /**
   * Orders the pieces of the input.
   *
   * @param pieces of files, in any order; not modified
   */
  public InputOrder(Segment[] pieces) {
    segments = pieces.clone();
    Arrays.sort(segments, Segment.INPUT_ORDER);
    offsets = new long[segments.length + 1];
    for (int s = 0; s < segments.length; s++) {
      offsets[s + 1] = offsets[s] + segments[s].rows();
    }
  }

  /**
   * How many data rows, the bad ones included.
   *
   * @return rows of all files
   */
  public long rows() {
    return offsets[segments.length];
  }

  /**
   * The rows of some files.
   *
   * @param which by their URIs
   * @return how many rows they have, bad ones included
   */
  public long rowsOf(Predicate<String> which) {
    return Arrays.stream(segments)
        .filter(segment -> which.test(segment.file()))
        .mapToLong(Segment::rows)
        .sum();
  }

  /**
   * The file that the input begins with.
   *
   * @return its URI
   */
  public String firstFile() {
    return segments[segmentOf(0)].file();
  }

  /**
   * How many rows are not usable.
   *
   * @return bad rows of all files
   */
  public long badRows() {
    return Arrays.stream(segments).mapToLong(Segment::badRows).sum();
  }

  /**
   * The number of the first row of a piece.
   *
   * @param segment one of the pieces
   * @return its first row's place in the order
   */
  public long offset(Segment segment) {
    return offsets[Arrays.binarySearch(segments, segment, Segment.INPUT_ORDER)];
  }

  /**
   * Where and what the first bad row is.
   *
   * @return as in {@code ratings.csv, data row 7: value is missing}, or null if there is none
   */
  public @Nullable String firstProblem() {
    for (int s = 0; s < segments.length; s++) {
      String problem = segments[s].problem();
      if (problem != null) {
        return where(offsets[s] + segments[s].firstBad()) + ": " + problem;
      }
    }
    return null;
  }

  /**
   * Refuses a table without a usable row.
   *
   * @param path where it is
   * @throws InvalidInputException if it has no rows, or none that is usable
   */
  public void requireUsable(String path) {
    if (rows() == 0) {
      throw new InvalidInputException(path + ": holds no data rows");
    }
    if (rows() == badRows()) {
      throw new InvalidInputException(
          String.format(
              "%s: none of its %d data rows is usable; first: %s", path, rows(), firstProblem()));
    }
  }

  /**
   * Names a row as a user can find it.
   *
   * @param row place in the order
   * @return as in {@code ratings.csv, data row 7}
   */
  public String where(long row) {
    int s = segmentOf(row);
    String file = segments[s].file();
    int first = s;
    while (first > 0 && segments[first - 1].file().equals(file)) {
      first--;
    }
    return name(file) + ", data row " + (row - offsets[first] + 1);
  }

  private int segmentOf(long row) {
    int s = 0;
    while (offsets[s + 1] <= row) {
      s++;
    }
    return s;
  }

  private static String name(String uri) {
    String path = URI.create(uri).getPath();
    return Shown.path(path.substring(path.lastIndexOf('/') + 1));
  }
}
