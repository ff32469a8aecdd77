package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;

/**
 * The usable entries of one partition of a table, ids as places in the partition's own
 * dictionaries; persisted, so that the table is read once.
 */
public final class ParsedPartition implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LocalIds rowIds;
  private final LocalIds colIds;
  private final int[] rows;
  private final int[] cols;
  private final double[] values;
  private final double @Nullable [] weights;
  private final double @Nullable [] coefficients;
  private final int[] places;
  private final Segment[] segments;
  private final int[] segmentEnds;
  private final long @Nullable [] keys;
  private final boolean heldOut;

  /**
   * Copies what a scan has gathered.
   *
   * @param rowIds the rows' ids
   * @param colIds the columns' ids
   * @param entries the entries
   * @param segments the pieces of files, in the order of the entries
   * @param segmentEnds one past the last entry of each piece
   */
  public ParsedPartition(
      LocalIds rowIds, LocalIds colIds, RowBuffer entries, Segment[] segments, int[] segmentEnds) {
    this.rowIds = rowIds;
    this.colIds = colIds;
    this.rows = entries.rows();
    this.cols = entries.cols();
    this.values = entries.values();
    this.weights = entries.weights();
    this.coefficients = entries.coefficients();
    this.places = entries.places();
    this.segments = segments;
    this.segmentEnds = segmentEnds;
    this.keys = entries.keys();
    this.heldOut = false;
  }

  private ParsedPartition(ParsedPartition same, boolean heldOut) {
    this.rowIds = same.rowIds;
    this.colIds = same.colIds;
    this.rows = same.rows;
    this.cols = same.cols;
    this.values = same.values;
    this.weights = same.weights;
    this.coefficients = same.coefficients;
    this.places = same.places;
    this.segments = same.segments;
    this.segmentEnds = same.segmentEnds;
    this.keys = same.keys;
    this.heldOut = heldOut;
  }

  /**
   * The same entries, of a table that is held out.
   *
   * @return a view over the same arrays
   */
  public ParsedPartition heldOut() {
    return new ParsedPartition(this, true);
  }

  /**
   * What tells which entries are held out.
   *
   * @return a number for each entry, the live array
   */
  public long[] keys() {
    return Objects.requireNonNull(keys == null && rows.length == 0 ? new long[0] : keys);
  }

  /**
   * What the driver has to know of this partition.
   *
   * @param mostRows how many row ids that may be
   */
  public ScanSummary summary(int mostRows) {
    return new ScanSummary(
        IdSketch.of(rowIds, rows, mostRows),
        colIds.counts(cols),
        segments,
        EntryMagnitudes.of(values, weights, coefficients));
  }

  /** How many rows of a wide table have entries. */
  public long tableRows() {
    long count = 0;
    int from = 0;
    for (int end : segmentEnds) {
      for (int e = from; e < end; e++) {
        // The entries of one row follow each other.
        count += e == from || places[e] != places[e - 1] ? 1 : 0;
      }
      from = end;
    }
    return count;
  }

  /**
   * The entries one by one, as a table of entries would have them.
   *
   * @param taking told the ids and the value of each, in the order of the input
   */
  public void forEach(EntryTaker taking) {
    for (int e = 0; e < values.length; e++) {
      taking.take(rowIds.idAt(rows[e]), colIds.idAt(cols[e]), values[e]);
    }
  }

  /** Takes entries. */
  @FunctionalInterface
  public interface EntryTaker {
    /**
     * Takes one.
     *
     * @param row its row's id
     * @param col its column's id
     * @param value its value
     */
    void take(Object row, Object col, double value);
  }

  /** {@return the pieces of files, which count the rows that were not usable} */
  public Segment[] segments() {
    return segments.clone();
  }

  /** The rows' ids by ranges; null where there are none. */
  @Nullable LocalIds[] rowIds(IdSplits splits) {
    return rowIds.split(rowIds.parts(splits), splits.parts());
  }

  /**
   * The entries by ranges of rows, with the columns' indices.
   *
   * @param splits ranges of row ids
   * @param colIndex index of all column ids
   * @param order the order of the input
   * @param magnitudes of the whole table
   * @param options which entries are held out
   * @param latest of the latest, the least key
   * @return coefficients folded in, in the units of the magnitudes; null where there are none
   */
  @Nullable KeyedChunk[] chunks(
      IdSplits splits,
      IdIndex colIndex,
      InputOrder order,
      EntryMagnitudes magnitudes,
      EntryOptions options,
      long latest) {
    int[] partOf = rowIds.parts(splits);
    int[] ranks = LocalIds.ranks(partOf, splits.parts());
    @Nullable LocalIds[] ids = rowIds.split(partOf, splits.parts());
    @Nullable EntryChunk[] entries =
        chunk(colIndex, order, magnitudes, options, marked(options, latest))
            .split(splits.parts(), place -> partOf[place], place -> ranks[place]);
    @Nullable KeyedChunk[] chunks = new KeyedChunk[entries.length];
    for (int part = 0; part < chunks.length; part++) {
      LocalIds rows = ids[part];
      EntryChunk there = entries[part];
      chunks[part] = rows == null || there == null ? null : new KeyedChunk(rows, there);
    }
    return chunks;
  }

  /** All entries, rows as places; arrays may be shared. */
  private EntryChunk chunk(
      IdIndex colIndex,
      InputOrder order,
      EntryMagnitudes magnitudes,
      EntryOptions options,
      IntPredicate marked) {
    int[] colOf = colIds.indices(colIndex);
    EntryChunk chunk =
        new EntryChunk(
            magnitudes.values(values, coefficients),
            magnitudes.weights(values.length, weights, coefficients),
            options.rule().kind() == HoldoutKind.LAST && options.holdsOut() ? keys() : null);
    int from = 0;
    for (int s = 0; s < segments.length; s++) {
      long offset = order.offset(segments[s]);
      for (int e = from; e < segmentEnds[s]; e++) {
        chunk.place(e, rows[e], colOf[cols[e]], offset + places[e], marked.test(e));
      }
      from = segmentEnds[s];
    }
    return chunk;
  }

  /** Which entries are held out for what they are, and not for where they stand in the matrix. */
  private IntPredicate marked(EntryOptions options, long latest) {
    return switch (options.rule().kind()) {
      case CELLS, BLOCKS, PER_ROW, LAST, ROWS -> e -> false;
      case IDS -> {
        long[] rowKeys = rowIds.keys();
        long[] colKeys = colIds.keys();
        yield e -> HoldoutRule.draws(options, rowKeys[rows[e]], colKeys[cols[e]]);
      }
      case GROUPS -> {
        long[] groups = keys();
        yield e -> HoldoutRule.draws(options, groups[e], 0);
      }
      case LATEST -> {
        long[] times = keys();
        yield e -> times[e] >= latest;
      }
      case TABLE -> e -> heldOut;
    };
  }
}
