package org.overrank.spark.entries;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.MarketHeader;
import org.overrank.data.table.InputOrder;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.TableFiles;

/**
 * A Matrix Market file as a table of entries; the ids are its numbers, from 1. The mirror images of
 * a symmetric file are a second reading of it.
 */
final class MatrixMarket {
  /** Marks the second reading in the names of files, behind all rows of the first. */
  private static final String MIRROR = "#mirrored";

  private final TableFiles files;
  private final EntrySource source;
  private final MarketHeader header;

  private MatrixMarket(TableFiles files, EntrySource source, MarketHeader header) {
    this.files = files;
    this.source = source;
    this.header = header;
  }

  /**
   * Opens a file.
   *
   * @param files it
   * @param source whose columns have no meaning here
   * @return the table
   * @throws InvalidInputException if its header is none that is understood
   */
  static MatrixMarket open(TableFiles files, EntrySource source) {
    if (source.weight() != null || source.coefficient() != null) {
      throw new InvalidInputException(
          files.path() + ": Matrix Market has neither weights nor coefficients");
    }
    if (files.count() != 1) {
      throw new InvalidInputException(files.path() + ": a Matrix Market input is one file");
    }
    try {
      return new MatrixMarket(files, source, MarketHeader.read(files.path(), files.open()));
    } catch (IOException e) {
      throw new InvalidInputException(files.path() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  EntryLayout layout() {
    return new EntryLayout(
        source,
        String.format(
            "an entry of %s within the stated %d x %d",
            header.pattern() ? "row and column" : "row, column and value",
            header.rows(),
            header.cols()));
  }

  /** The rows, as {@link EntryLayout} says. */
  JavaRDD<Row> rows() {
    JavaRDD<Row> stored = reading(false);
    return header.mirror() == 0 ? stored : stored.union(reading(true));
  }

  private JavaRDD<Row> reading(boolean mirrored) {
    Dataset<Row> text = files.text();
    Column[] place = files.place(text);
    MarketHeader own = header;
    return text.select(text.col("value"), place[0], place[1])
        .javaRDD()
        .mapPartitions(lines -> entries(lines, own, mirrored));
  }

  /**
   * Refuses a file that holds other than the stated number of entries.
   *
   * @param files the table
   * @param source its columns
   * @param order what was read
   */
  static void requireWhole(TableFiles files, EntrySource source, InputOrder order) {
    MatrixMarket market = open(files, source);
    long read = order.rowsOf(file -> !file.endsWith(MIRROR));
    if (read != market.header.entries()) {
      throw new InvalidInputException(
          String.format(
              "%s: holds %d entries where its size line says %d",
              files.path(), read, market.header.entries()));
    }
  }

  private static Iterator<Row> entries(Iterator<Row> lines, MarketHeader header, boolean mirrored) {
    List<Row> rows = new ArrayList<>();
    boolean sizeLineSeen = false;
    long piece = -1;
    while (lines.hasNext()) {
      Row line = lines.next();
      String text = line.getString(0);
      long start = line.getLong(2);
      sizeLineSeen &= start == piece;
      piece = start;
      if (MarketHeader.isComment(text)) {
        continue;
      }
      if (start == 0 && !sizeLineSeen) {
        sizeLineSeen = true;
        continue;
      }
      Row row = row(text, line.getString(1), start, header, mirrored);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows.iterator();
  }

  private static @Nullable Row row(
      String text, String file, long start, MarketHeader header, boolean mirrored) {
    String[] words = MarketHeader.words(text);
    long row = words.length > 0 ? index(words[0], header.rows()) : 0;
    long col = words.length > 1 ? index(words[1], header.cols()) : 0;
    boolean sound = row > 0 && col > 0 && words.length == (header.pattern() ? 2 : 3);
    if (mirrored) {
      return sound && row != col ? mirror(words, row, col, file, start, header) : null;
    }
    if (!sound) {
      return RowFactory.create(null, null, null, null, null, text, file, start, null);
    }
    String value = header.pattern() ? "1" : words[2];
    return RowFactory.create(row, col, value, null, null, null, file, start, null);
  }

  private static Row mirror(
      String[] words, long row, long col, String file, long start, MarketHeader header) {
    String value = header.pattern() ? "1" : words[2];
    String signed = header.mirror() > 0 ? value : negated(value);
    return RowFactory.create(col, row, signed, null, null, null, file + MIRROR, start, null);
  }

  private static String negated(String number) {
    return number.startsWith("-")
        ? number.substring(1)
        : "-" + (number.startsWith("+") ? number.substring(1) : number);
  }

  /** A number in [1, size], or 0. */
  private static long index(String word, int size) {
    if (!word.matches("\\d{1,10}")) {
      return 0;
    }
    long index = Long.parseLong(word);
    return index <= size ? index : 0;
  }
}
