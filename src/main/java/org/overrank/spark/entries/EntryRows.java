package org.overrank.spark.entries;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.PlainParser;
import org.overrank.data.table.TableFormat;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.InputTable;
import org.overrank.spark.table.TableFiles;

/** The rows of a table of entries as {@link EntryLayout} says. */
public final class EntryRows {
  private EntryRows() {}

  /**
   * Rows of ids and numbers.
   *
   * @param files the table
   * @param source names of the columns
   * @return rows, a partition for each of Spark's pieces of the input
   */
  static JavaRDD<Row> of(InputTable files, EntrySource source) {
    return of(files, source, null);
  }

  /**
   * Rows of ids and numbers, and of what is in a further column.
   *
   * @param files the table
   * @param source names of the columns
   * @param more name of a further column, read as ids are; or null for none
   * @return rows, a partition for each of Spark's pieces of the input
   */
  public static JavaRDD<Row> of(InputTable files, EntrySource source, @Nullable String more) {
    if (isMarket(files)) {
      if (more != null) {
        throw new InvalidInputException(
            files.path() + ": Matrix Market has no column \"" + more + "\"");
      }
      return MatrixMarket.open((TableFiles) files, source).rows();
    }
    List<String> ids = new ArrayList<>(List.of(source.row(), source.col()));
    List<String> columns = new ArrayList<>(columns(source));
    if (more != null && !ids.contains(more)) {
      ids.add(more);
      columns.add(more);
    }
    Dataset<Row> table = files.raw(columns.stream().distinct().toList(), ids);
    Column nothing = functions.lit(null).cast(DataTypes.StringType);
    Column[] place = files.place(table);
    String weight = source.weight();
    String coefficient = source.coefficient();
    return table
        .select(
            ColumnTypes.id(table, source.row()),
            ColumnTypes.id(table, source.col()),
            ColumnTypes.number(table, source.value()),
            weight == null ? nothing : ColumnTypes.number(table, weight),
            coefficient == null ? nothing : ColumnTypes.number(table, coefficient),
            files.corrupt(table),
            place[0],
            place[1],
            files.malformed(table, ids),
            more == null ? nothing : ColumnTypes.id(table, more))
        .javaRDD();
  }

  /**
   * What is known of the rows.
   *
   * @param files the table
   * @param source names of the columns
   * @return the layout of {@link #of}
   */
  public static EntryLayout layout(InputTable files, EntrySource source) {
    return isMarket(files)
        ? MatrixMarket.open((TableFiles) files, source).layout()
        : new EntryLayout(source, files.expectedRecord(columns(source).size()));
  }

  /** Whether the table is a file of coordinates. */
  static boolean isMarket(InputTable table) {
    return table instanceof TableFiles files && files.format() == TableFormat.MTX;
  }

  /**
   * The columns that are read, as {@link PlainParser} has them.
   *
   * @param source names of the columns
   * @param more name of a further column, or null for none
   */
  static List<String> columns(EntrySource source, @Nullable String more) {
    List<String> columns = new ArrayList<>(List.of(source.row(), source.col(), source.value()));
    for (String optional : new @Nullable String[] {source.weight(), source.coefficient(), more}) {
      if (optional != null) {
        columns.add(optional);
      }
    }
    return columns;
  }

  private static List<String> columns(EntrySource source) {
    Set<String> names = new LinkedHashSet<>(List.of(source.row(), source.col(), source.value()));
    if (source.weight() != null) {
      names.add(source.weight());
    }
    if (source.coefficient() != null) {
      names.add(source.coefficient());
    }
    return List.copyOf(names);
  }
}
