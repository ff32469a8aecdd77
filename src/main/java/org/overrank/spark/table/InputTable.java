package org.overrank.spark.table;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.overrank.linalg.InvalidInputException;

/** A table whose rows have a place in it, to speak of them and to order them by. */
public interface InputTable {
  /** {@return what the table is called in messages} */
  String path();

  /** {@return the session that reads it} */
  SparkSession session();

  /**
   * All columns.
   *
   * @param required columns that must be among them
   * @return names and, where the format has them, types, in the order of the table
   */
  StructType schema(List<String> required);

  /**
   * Columns to be parsed, perhaps with a further one for what is no record.
   *
   * @param columns names, as {@link ColumnPath} takes them
   * @param ids those of them that hold ids
   * @return a table that has them
   * @throws InvalidInputException if a column is missing; the message lists those that are there
   */
  Dataset<Row> raw(List<String> columns, List<String> ids);

  /**
   * Why there is no id where something stands: bytes that are no text.
   *
   * @param raw a table of {@link #raw}
   * @param ids columns of ids
   * @return a column of parts of messages, null where nothing is wrong
   */
  Column malformed(Dataset<Row> raw, List<String> ids);

  /**
   * What is no record, as it stands in the input.
   *
   * @param raw a table of {@link #raw}
   * @return a column of texts, null where the row is a record
   */
  Column corrupt(Dataset<Row> raw);

  /**
   * Says what a row that is no record should be.
   *
   * @param columns how many columns were asked for
   * @return what is expected instead
   */
  String expectedRecord(int columns);

  /**
   * Where the rows stand.
   *
   * @param raw a table of {@link #raw}
   * @return two columns: URI of the file, and a number by which the pieces of a file are ordered
   */
  Column[] place(Dataset<Row> raw);
}
