package org.overrank.data.entries;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextDialect;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;

/**
 * A table of entries: where it is and which of its columns to read.
 *
 * @param path a file, a directory of files, or a pattern, on any file system that Hadoop knows
 * @param format how the table is written, or null to tell by the names of the files
 * @param dialect what is said about how its texts are written
 * @param row name of the column with the row's id
 * @param col name of the column with the column's id; of a wide table what that would be called
 * @param value name of the column with the measured value; of a wide table the same
 * @param weight name of the column with the measurement's weight, or null if all weigh 1
 * @param coefficient name of the column with the c of value ≈ c·M_ab, or null if all are 1
 * @param wide what is not a value in a table with a column for each column of the matrix, or null
 *     for one with a row for each entry
 */
public record EntrySource(
    String path,
    @Nullable TableFormat format,
    TextDialect dialect,
    String row,
    String col,
    String value,
    @Nullable String weight,
    @Nullable String coefficient,
    @Nullable WideForm wide)
    implements Serializable {
  /** Checks that the columns are different ones. */
  public EntrySource {
    if (row.equals(col) || row.equals(value) || col.equals(value)) {
      throw new InvalidInputException(
          String.format(
              "row, col and value must be different columns: %s, %s, %s", row, col, value));
    }
    if (wide != null && (weight != null || coefficient != null)) {
      throw new InvalidInputException(
          "a wide table has no column of "
              + (weight != null ? "weights: --weight" : "coefficients: --coefficient")
              + " is for tables with a row for each entry");
    }
    if (weight != null && (weight.equals(row) || weight.equals(col))) {
      throw new InvalidInputException("weight cannot be the column of an id: " + weight);
    }
    if (coefficient != null && (coefficient.equals(row) || coefficient.equals(col))) {
      throw new InvalidInputException("coefficient cannot be the column of an id: " + coefficient);
    }
  }

  /**
   * A table with the columns {@code row}, {@code col} and {@code value}, its format told by name.
   *
   * @param path a file, a directory of files, or a pattern
   * @return the source
   */
  public static EntrySource of(String path) {
    return new EntrySource(path, null, TextDialect.USUAL, "row", "col", "value", null, null, null);
  }

  /**
   * The same table with other columns.
   *
   * @param newRow name of the column with the row's id
   * @param newCol name of the column with the column's id
   * @param newValue name of the column with the value
   * @return a new source
   */
  public EntrySource withColumns(String newRow, String newCol, String newValue) {
    return new EntrySource(
        path, format, dialect, newRow, newCol, newValue, weight, coefficient, wide);
  }

  /**
   * The same table with a column of weights.
   *
   * @param newWeight name of the column, or null if all weigh 1
   * @return a new source
   */
  public EntrySource withWeight(@Nullable String newWeight) {
    return new EntrySource(path, format, dialect, row, col, value, newWeight, coefficient, wide);
  }

  /**
   * The same table in a stated format.
   *
   * @param newFormat the format, or null to tell by name
   * @return a new source
   */
  public EntrySource withFormat(@Nullable TableFormat newFormat) {
    return new EntrySource(path, newFormat, dialect, row, col, value, weight, coefficient, wide);
  }

  /**
   * The same table, written in another encoding.
   *
   * @param newEncoding what its texts are written in, or null for UTF-8
   * @return a new source
   */
  public EntrySource withEncoding(@Nullable TextEncoding newEncoding) {
    return withDialect(dialect.withEncoding(newEncoding));
  }

  /**
   * The same table, written in another way.
   *
   * @param newDialect what is said about how its texts are written
   * @return a new source
   */
  public EntrySource withDialect(TextDialect newDialect) {
    return new EntrySource(path, format, newDialect, row, col, value, weight, coefficient, wide);
  }

  /**
   * The same as a table with a column for each column of the matrix.
   *
   * @param newWide what is not a value in it, or null for a row for each entry
   * @return a new source
   */
  public EntrySource withWide(@Nullable WideForm newWide) {
    return new EntrySource(path, format, dialect, row, col, value, weight, coefficient, newWide);
  }
}
