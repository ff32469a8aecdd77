package org.overrank.spark.table;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.overrank.linalg.InvalidInputException;

/** A table whose rows have a place in it, to speak of them and to order them by. */
public interface InputTable {
  /** {@return what the table is called in messages} */
  String path();

  /** {@return the session that reads it} */
  SparkSession session();

  /**
   * The names of all columns.
   *
   * @param required columns that must be among them
   * @return names, in the order of the table
   */
  List<String> names(List<String> required);

  /**
   * Columns to be parsed, perhaps with a further one for what is no record.
   *
   * @param columns names
   * @return a table that has them
   * @throws InvalidInputException if a column is missing; the message lists those that are there
   */
  Dataset<Row> raw(List<String> columns);

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
