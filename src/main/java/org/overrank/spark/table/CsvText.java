package org.overrank.spark.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.CsvLayout;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.Jobs;

/**
 * A CSV table as its bytes are stored, in the order of its files and lines: what is passed through
 * is not parsed and written anew, so that blanks, quotes, numbers and line ends stay as they are.
 */
public final class CsvText {
  private final StoredCsv stored;
  private final StructType schema;

  /**
   * A table.
   *
   * @param stored its lines
   * @param schema the columns
   */
  CsvText(StoredCsv stored, StructType schema) {
    this.stored = stored;
    this.schema = schema;
  }

  /**
   * The columns.
   *
   * @return their names, in order
   */
  public List<String> names() {
    return List.of(schema.fieldNames());
  }

  /**
   * What has to be said to read the table with more columns.
   *
   * @param more names of the further columns
   * @return how its texts are written
   */
  public TextDialect dialect(List<String> more) {
    CsvLayout layout = stored.layout();
    List<String> columns = layout.columns() == null ? null : new ArrayList<>(names());
    if (columns != null) {
      columns.addAll(more);
    }
    return new TextDialect(layout.encoding(), layout.separator(), columns, layout.decimal());
  }

  /**
   * What every file of the table with more columns begins with.
   *
   * @param more names of the further columns
   * @return the header, its end included, if the table has one
   * @throws InvalidInputException if a name cannot be written in the table's encoding
   */
  public byte[] header(List<String> more) {
    CsvLayout layout = stored.layout();
    return stored.head(
        more.stream()
            .map(name -> layout.separatorBytes() + layout.field(name))
            .collect(Collectors.joining()));
  }

  /**
   * Refuses a table with a line that is no record, or has an id that is no text: one pass.
   *
   * @param row name of the column of row ids
   * @param col name of the column of column ids
   * @throws InvalidInputException if there is one; says which data row it is
   */
  public void requireRecords(String row, String col) {
    CsvRecord record = record(row, col);
    List<Segment> segments = Jobs.collect(stored.read(record::segments));
    String problem = new InputOrder(segments.toArray(Segment[]::new)).firstProblem();
    if (problem != null) {
      throw new InvalidInputException(problem);
    }
  }

  /**
   * The records, each with more fields.
   *
   * @param row name of the column of row ids
   * @param col name of the column of column ids
   * @param values of the two ids; a record is left out where there are none
   * @return bytes with the line's end, in the table's order, without the header
   */
  public JavaRDD<byte[]> append(
      String row, String col, UDF2<Object, Object, double @Nullable []> values) {
    CsvRecord record = record(row, col);
    return stored.read((file, start, lines) -> record.appended(lines, values));
  }

  /**
   * The same where what is known of the ids differs from partition to partition.
   *
   * @param row name of the column of row ids
   * @param col name of the column of column ids
   * @param known one element a partition of {@link #rowIds}
   * @param values by what is known, as in {@link #append(String, String, UDF2)}
   * @param <K> kind of knowledge
   * @return as there
   */
  public <K> JavaRDD<byte[]> append(
      String row,
      String col,
      JavaRDD<K> known,
      Function<K, UDF2<Object, Object, double @Nullable []>> values) {
    CsvRecord record = record(row, col);
    return stored
        .read((file, start, lines) -> lines)
        .zipPartitions(known, (lines, each) -> record.appended(lines, values.call(each.next())));
  }

  /**
   * The ids of the rows.
   *
   * @param row name of the column of row ids
   * @param col name of the column of column ids
   * @return by partitions of the table, in its order; null where there is none
   */
  public JavaRDD<@Nullable Object> rowIds(String row, String col) {
    CsvRecord record = record(row, col);
    return stored.read((file, start, lines) -> record.rowIds(lines));
  }

  private CsvRecord record(String row, String col) {
    return new CsvRecord(
        stored.layout(), stored.end(), schema.length(), row, place(row), col, place(col));
  }

  private int place(String name) {
    return schema.fieldIndex(ColumnPath.parts(schema, name).get(0));
  }
}
