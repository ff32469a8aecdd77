package org.overrank.spark.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.PlainLines;

/**
 * CSV whose lines are nothing but fields and separators, as most is: cut here, which takes a part
 * of the time that Spark's reader takes, to the same fields.
 *
 * <p>What is not as plain as that, a quote, an empty field that is asked for, a letter beyond ASCII
 * or another number of fields, is not judged here: {@link PlainLines#next} says so, and the table
 * is Spark's to read.
 */
public final class PlainCsv {
  private static final Set<String> SEPARATORS = Set.of(",", ";", "\t", "|");

  private final StoredCsv stored;
  private final String header;
  private final char separator;
  private final int fields;
  private final int[] wanted;

  private PlainCsv(StoredCsv stored, String header, char separator, int fields, int[] wanted) {
    this.stored = stored;
    this.header = header;
    this.separator = separator;
    this.fields = fields;
    this.wanted = wanted;
  }

  /**
   * What is done with the lines of a piece of a file.
   *
   * @param <T> what comes of them
   */
  @FunctionalInterface
  public interface Reader<T> extends Serializable {
    /**
     * Reads them.
     *
     * @param file the file's URI
     * @param start offset of the piece in the file
     * @param lines its lines
     * @return what comes of them
     */
    T read(String file, long start, PlainLines lines);
  }

  /**
   * Opens a table.
   *
   * @param stored its lines
   * @param names its columns
   * @param columns names of those that are asked for
   * @return the table; null if it cannot be plain, or has not all of them
   */
  static @Nullable PlainCsv of(StoredCsv stored, StructType names, List<String> columns) {
    String separator = stored.layout().separatorBytes();
    if (!SEPARATORS.contains(separator) || stored.end() != '\n') {
      return null;
    }
    List<String> known = List.of(names.fieldNames());
    int[] wanted = columns.stream().mapToInt(known::indexOf).toArray();
    return Arrays.stream(wanted).anyMatch(at -> at < 0)
        ? null
        : new PlainCsv(stored, stored.headerText(), separator.charAt(0), known.size(), wanted);
  }

  /**
   * Reads all pieces.
   *
   * @param reader called for each on an executor
   * @param <T> what comes of the lines
   * @return what comes of all of them, in the order of the table
   */
  public <T> JavaRDD<T> read(Reader<T> reader) {
    boolean headed = stored.layout().hasHeader();
    String first = header;
    char between = separator;
    int count = fields;
    int[] places = wanted;
    return stored.readWhole(
        (file, start, texts) ->
            List.of(
                    reader.read(
                        file,
                        start,
                        new PlainLines(
                            texts, headed && start == 0 ? first : null, between, count, places)))
                .iterator());
  }
}
