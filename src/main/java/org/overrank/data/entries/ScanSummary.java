package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.overrank.data.table.Segment;

/** What the driver has to know of a scanned table; goes over the wire. */
public final class ScanSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdSketch rows;
  private final IdCounts cols;
  private final Segment[] segments;
  private final EntryMagnitudes magnitudes;

  /**
   * A summary over arrays that are not copied.
   *
   * @param rows ids of the rows, or a sample of them
   * @param cols ids of the columns
   * @param segments pieces of files
   * @param magnitudes sizes of values and weights
   */
  ScanSummary(IdSketch rows, IdCounts cols, Segment[] segments, EntryMagnitudes magnitudes) {
    this.rows = rows;
    this.cols = cols;
    this.segments = segments;
    this.magnitudes = magnitudes;
  }

  /** The summary of both parts. */
  public ScanSummary plus(ScanSummary other) {
    Segment[] both =
        Stream.concat(Arrays.stream(segments), Arrays.stream(other.segments))
            .toArray(Segment[]::new);
    return new ScanSummary(
        rows.plus(other.rows), cols.plus(other.cols), both, magnitudes.plus(other.magnitudes));
  }

  /** {@return ids of the rows, counted, or a sample of them} */
  public IdSketch rows() {
    return rows;
  }

  /** {@return ids of the columns, counted} */
  public IdCounts cols() {
    return cols;
  }

  /** {@return the pieces of the input that were seen} */
  public Segment[] segments() {
    return segments;
  }

  /** {@return the sizes of values and weights} */
  public EntryMagnitudes magnitudes() {
    return magnitudes;
  }
}
