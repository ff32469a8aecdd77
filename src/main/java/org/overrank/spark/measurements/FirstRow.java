package org.overrank.spark.measurements;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.overrank.data.measurements.UnusableRow;
import org.overrank.data.table.InputOrder;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.SensingMatrix;
import org.overrank.spark.Jobs;

/** What one of the first usable rows of a table says about the shape. */
final class FirstRow {
  private static final int HEAD = 50;

  private final String path;
  private final MeasurementLayout layout;
  private final MeasurementParser parser;

  FirstRow(String path, MeasurementLayout layout, MeasurementParser parser) {
    this.path = path;
    this.layout = layout;
    this.parser = parser;
  }

  /**
   * How long the lists of a row are; −1 for what its kind does not have.
   *
   * @param cells of a full matrix
   * @param lists that the cells came in
   * @param left entries of a
   * @param right entries of b
   */
  record Lengths(int cells, int lists, int left, int right) {
    private Lengths(int[] all) {
      this(all[0], all[1], all[2], all[3]);
    }

    /** The same of complex numbers, in two numbers each. */
    Lengths ofComplex() {
      return new Lengths(cells / 2, lists, left / 2, right / 2);
    }
  }

  /**
   * Looks at the first rows of the first file, then at all rows up to a usable one.
   *
   * @param table the selected columns
   * @param order of the input
   * @return the lengths
   * @throws InvalidInputException if no row is usable
   */
  Lengths of(Dataset<Row> table, InputOrder order) {
    String file = table.columns()[layout.lists().size() + 4];
    Dataset<Row> head = table.filter(table.col(file).equalTo(order.firstFile())).limit(HEAD);
    for (Dataset<Row> rows : List.of(head, table)) {
      List<int[]> found = lengths(rows);
      if (!found.isEmpty()) {
        return new Lengths(found.get(0));
      }
    }
    throw new InvalidInputException(
        path + ": none of its " + order.rows() + " data rows is usable; one: " + problem(table));
  }

  private List<int[]> lengths(Dataset<Row> table) {
    MeasurementLayout rows = layout;
    MeasurementParser reader = parser;
    return Jobs.collect(
        table
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(each -> firstUsable(each, rows, reader)));
  }

  private static Iterator<int[]> firstUsable(
      Iterator<InternalRow> rows, MeasurementLayout layout, MeasurementParser parser) {
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      Optional<Measurement> usable = parser.usable(row);
      if (usable.isPresent()) {
        return List.of(describe(usable.get().matrix(), layout, row)).iterator();
      }
    }
    return Collections.emptyIterator();
  }

  private static int[] describe(SensingMatrix matrix, MeasurementLayout layout, InternalRow row) {
    if (matrix instanceof SensingMatrix.Dense dense) {
      int lists = layout.lists().get(0).read(row, 0).lists();
      return new int[] {dense.cells().length, lists, -1, -1};
    }
    SensingMatrix.RankOne form = (SensingMatrix.RankOne) matrix;
    return new int[] {-1, -1, form.left().length(), form.right().length()};
  }

  private String problem(Dataset<Row> table) {
    MeasurementParser reader = parser;
    return Jobs.collect(
            table
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> firstProblem(rows, reader)))
        .get(0);
  }

  private static Iterator<String> firstProblem(
      Iterator<InternalRow> rows, MeasurementParser parser) {
    while (rows.hasNext()) {
      try {
        parser.parse(rows.next());
      } catch (UnusableRow e) {
        return List.of(String.valueOf(e.getMessage())).iterator();
      }
    }
    return Collections.emptyIterator();
  }
}
