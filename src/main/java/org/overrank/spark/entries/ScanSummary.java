package org.overrank.spark.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.overrank.spark.table.Segment;

/** What the driver has to know of a scanned table; goes over the wire. */
final class ScanSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdCounts rows;
  private final IdCounts cols;
  private final Segment[] segments;

  /**
   * A summary over arrays that are not copied.
   *
   * @param rows ids of the rows
   * @param cols ids of the columns
   * @param segments pieces of files
   */
  ScanSummary(IdCounts rows, IdCounts cols, Segment[] segments) {
    this.rows = rows;
    this.cols = cols;
    this.segments = segments;
  }

  /** The summary of both parts. */
  ScanSummary plus(ScanSummary other) {
    Segment[] both =
        Stream.concat(Arrays.stream(segments), Arrays.stream(other.segments))
            .toArray(Segment[]::new);
    return new ScanSummary(rows.plus(other.rows), cols.plus(other.cols), both);
  }

  IdCounts rows() {
    return rows;
  }

  IdCounts cols() {
    return cols;
  }

  Segment[] segments() {
    return segments;
  }
}
