package org.overrank.spark.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * CSV whose lines are nothing but fields and separators, as most is: cut here, which takes a part
 * of the time that Spark's reader takes, to the same fields.
 *
 * <p>What is not as plain as that, a quote, an empty field that is asked for, a letter beyond ASCII
 * or another number of fields, is not judged here: {@link Lines#next} says so, and the table is
 * Spark's to read.
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
    T read(String file, long start, Lines lines);
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
        : new PlainCsv(
            stored, stored.headerText(), separator.charAt(0), known.size(), wanted);
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
                        new Lines(texts, headed && start == 0 ? first : null, between, count, places)))
                .iterator());
  }

  /** The records of a piece of a file, one after the other. */
  public static final class Lines {
    private final Iterator<String> texts;
    private @Nullable String header;
    private final char separator;
    private final int fields;
    private final int[] wanted;
    private final int[] ends;
    private String text = "";

    private Lines(
        Iterator<String> texts, @Nullable String header, char separator, int fields, int[] wanted) {
      this.texts = texts;
      this.header = header;
      this.separator = separator;
      this.fields = fields;
      this.wanted = wanted;
      this.ends = new int[fields];
    }

    /**
     * Whether there is another line; {@link #next} reads it.
     *
     * @return false at the end of the piece
     */
    public boolean hasNext() {
      while (texts.hasNext()) {
        text = StoredCsv.content(texts.next());
        if (text.isEmpty()) {
          continue;
        }
        if (header == null) {
          return true;
        }
        if (!text.equals(header)) {
          return true; // Not as plain as that: whatever it is, it is no header of this table.
        }
        header = null;
      }
      return false;
    }

    /**
     * Cuts the line.
     *
     * @return false if it is not plain
     */
    public boolean next() {
      if (header != null) {
        return false;
      }
      int field = 0;
      int start = 0;
      for (int at = 0; at <= text.length(); at++) {
        char c = at == text.length() ? separator : text.charAt(at);
        if (c == separator) {
          boolean blank = at > start && (text.charAt(start) == ' ' || text.charAt(at - 1) == ' ');
          if (blank || field == fields) {
            return false;
          }
          ends[field++] = at;
          start = at + 1;
        } else if (c < ' ' || c > '~' || c == '"') {
          return false;
        }
      }
      return field == fields && isFilled();
    }

    private boolean isFilled() {
      for (int place : wanted) {
        if (ends[place] == begin(place)) {
          return false;
        }
      }
      return true;
    }

    private int begin(int place) {
      return place == 0 ? 0 : ends[place - 1] + 1;
    }

    /**
     * A field of the line that was cut.
     *
     * @param which of the columns that were asked for
     * @return its text, not empty
     */
    public String field(int which) {
      int place = wanted[which];
      return text.substring(begin(place), ends[place]);
    }
  }
}
