package org.overrank.spark.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;
import org.overrank.spark.Jobs;

/** Finds the first row of a table that has a problem, and says where it is. */
final class PieceProblems {
  private PieceProblems() {}

  /**
   * Looks through a table.
   *
   * @param rows what is wrong with each, or null; URI of the file; offset of the piece
   * @return as {@link InputOrder#firstProblem}
   */
  static @Nullable String first(Dataset<Row> rows) {
    List<Segment> segments = Jobs.collect(rows.javaRDD().mapPartitions(PieceProblems::segments));
    return new InputOrder(segments.toArray(Segment[]::new)).firstProblem();
  }

  private static Iterator<Segment> segments(Iterator<Row> rows) {
    List<Segment> segments = new ArrayList<>();
    Segment current = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (current == null || !current.isAt(row.getString(1), row.getLong(2))) {
        current = new Segment(row.getString(1), row.getLong(2));
        segments.add(current);
      }
      current.count(row.getString(0));
    }
    return segments.iterator();
  }
}
