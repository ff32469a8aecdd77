package org.overrank.spark.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.overrank.linalg.InvalidInputException;

/** The ids in some columns of a table. */
public final class IdColumns {
  private IdColumns() {}

  /**
   * Reads ids; a pass to look for lines that are no records, then one for each use.
   *
   * @param table the table
   * @param names of its columns
   * @return rows of longs and texts
   * @throws InvalidInputException if a column is missing, or a line is no record or has no id: the
   *     message says in which row
   */
  public static JavaRDD<Row> read(TableFiles table, List<String> names) {
    return SparkErrors.reading(
        table.path(),
        () -> {
          Dataset<Row> raw = table.raw(names, names);
          requireRecords(table, raw, names);
          return raw.select(
                  names.stream().map(name -> ColumnTypes.id(raw, name)).toArray(Column[]::new))
              .javaRDD();
        });
  }

  private static void requireRecords(TableFiles table, Dataset<Row> raw, List<String> names) {
    List<Column> problems = new ArrayList<>();
    problems.add(table.malformed(raw, names));
    problems.add(
        functions.when(
            table.corrupt(raw).isNotNull(),
            functions.lit("not " + table.expectedRecord(names.size()))));
    for (String name : names) {
      problems.add(
          functions.when(ColumnTypes.id(raw, name).isNull(), functions.lit(name + " is missing")));
    }
    Column[] place = table.place(raw);
    Column problem = functions.coalesce(problems.toArray(Column[]::new));
    String first = PieceProblems.first(raw.select(problem, place[0], place[1]));
    if (first != null) {
      throw new InvalidInputException(first);
    }
  }
}
