package org.overrank.data.entries;

import java.io.Serializable;
import org.overrank.data.table.NumberRules;
import org.overrank.spark.entries.EntryRows;
import org.overrank.spark.entries.PartitionParser;

/**
 * How {@link EntryRows} lays out the rows that {@link PartitionParser} reads, and what it knows of
 * the table.
 *
 * @param source the table
 * @param expected what a row should be, in words
 */
public record EntryLayout(EntrySource source, String expected) implements Serializable {
  /** The row's id: a long, a text or null. */
  public static final int ROW = 0;

  /** The column's id: a long, a text or null. */
  public static final int COL = 1;

  /** The value: a double, a text or null. */
  public static final int VALUE = 2;

  /** The weight: a double, a text or null. */
  public static final int WEIGHT = 3;

  /** The coefficient: a double, a text or null. */
  public static final int COEFFICIENT = 4;

  /** The whole row, if it is not a record of the format; else null. */
  public static final int CORRUPT = 5;

  /** URI of the file. */
  public static final int FILE = 6;

  /** Offset in the file of the piece that the row was read with, a long. */
  public static final int START = 7;

  /** Why an id that is there is none, in words; else null. */
  public static final int MALFORMED = 8;

  /** The id in a further column, where one is asked for. */
  public static final int MORE = 9;

  /**
   * Says what is wrong with a row that could not be split into columns.
   *
   * @param text the row as it stands in the file
   * @return part of a one-line message
   */
  public String corruption(String text) {
    return "not " + expected + ": " + NumberRules.quoted(text);
  }
}
