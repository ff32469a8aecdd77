package org.overrank.spark.measurements;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.overrank.data.measurements.MeasurementChunk;
import org.overrank.data.measurements.OrderCut;
import org.overrank.data.measurements.UnusableRow;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;
import scala.Tuple2;

/** Reads the rows of one of Spark's partitions, piece of a file by piece of a file. */
final class PieceScan {
  private PieceScan() {}

  /**
   * Counts the rows of each piece.
   *
   * @param rows URI of the file and offset of the piece
   * @return the pieces
   */
  static List<Segment> count(Iterator<InternalRow> rows) {
    List<Segment> segments = new ArrayList<>();
    Segment current = null;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      String file = row.getUTF8String(0).toString();
      long start = row.getLong(1);
      if (current == null || !current.isAt(file, start)) {
        current = new Segment(file, start);
        segments.add(current);
      }
      current.count(null);
    }
    return segments;
  }

  /**
   * Parses the rows and cuts them to the blocks that they belong to.
   *
   * @param rows as laid out
   * @param layout what they hold
   * @param parser makes measurements of them
   * @param order where the pieces stand in the input
   * @param cut the blocks
   * @return chunks with the blocks that they go to; read lazily, one chunk in memory at a time
   */
  static Iterator<Tuple2<Integer, MeasurementChunk>> chunks(
      Iterator<InternalRow> rows,
      MeasurementLayout layout,
      MeasurementParser parser,
      InputOrder order,
      OrderCut cut) {
    return new Chunks(rows, layout, parser, order, cut);
  }

  private static final class Chunks implements Iterator<Tuple2<Integer, MeasurementChunk>> {
    private final Iterator<InternalRow> rows;
    private final MeasurementLayout layout;
    private final MeasurementParser parser;
    private final InputOrder inputOrder;
    private final OrderCut cut;
    private Segment segment = new Segment("", -1);
    private long order;
    private boolean pending;
    private InternalRow row = InternalRow.empty();

    Chunks(
        Iterator<InternalRow> rows,
        MeasurementLayout layout,
        MeasurementParser parser,
        InputOrder inputOrder,
        OrderCut cut) {
      this.rows = rows;
      this.layout = layout;
      this.parser = parser;
      this.inputOrder = inputOrder;
      this.cut = cut;
      advance();
    }

    /** Reads the next row and finds its place. */
    private void advance() {
      pending = rows.hasNext();
      if (!pending) {
        return;
      }
      row = rows.next();
      String file = layout.file(row);
      long start = layout.start(row);
      if (segment.isAt(file, start)) {
        order++;
      } else {
        segment = new Segment(file, start);
        order = inputOrder.offset(segment);
      }
    }

    @Override
    public boolean hasNext() {
      return pending;
    }

    /** All rows up to the end of the block or of the piece. */
    @Override
    public Tuple2<Integer, MeasurementChunk> next() {
      int part = cut.part(order);
      Segment own = segment;
      MeasurementChunk chunk = new MeasurementChunk(order);
      while (pending && segment == own && cut.part(order) == part) {
        try {
          chunk.add(order, parser.parse(row));
        } catch (UnusableRow e) {
          chunk.addBad(order, String.valueOf(e.getMessage()));
        }
        advance();
      }
      return new Tuple2<>(part, chunk);
    }
  }
}
