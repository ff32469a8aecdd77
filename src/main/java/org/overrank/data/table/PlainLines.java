package org.overrank.data.table;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a piece of a CSV file, one after the other, where they are nothing but fields and
 * separators: no quotes, no letters beyond ASCII, no field that is asked for and empty.
 */
public final class PlainLines {
  private final Iterator<String> texts;
  private @Nullable String header;
  private final char separator;
  private final int fields;
  private final int[] wanted;
  private final int[] ends;
  private String text = "";

  /**
   * The records of a piece.
   *
   * @param texts its lines
   * @param header that the first of them must be, or null for none
   * @param separator what stands between fields
   * @param fields how many a record has
   * @param wanted which of them are asked for
   */
  public PlainLines(
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
      text = content(texts.next());
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

  /**
   * A line without a carriage return at its end.
   *
   * @param line as it is stored
   * @return its fields
   */
  public static String content(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
