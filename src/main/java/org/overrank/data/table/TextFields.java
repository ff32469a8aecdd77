package org.overrank.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of one line of text and where they stand in it, so that some can be exchanged and the
 * rest stay as it is. A field that begins with a double quote ends with one, and those within are
 * doubled; nothing is trimmed.
 */
public final class TextFields {
  private final String separator;
  private String line = "";
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int count;

  /**
   * A cutter of lines.
   *
   * @param separator what stands between fields
   */
  public TextFields(String separator) {
    this.separator = separator;
  }

  /**
   * Cuts a line.
   *
   * @param text the line without its end
   * @return false if a quote is open, or something stands behind one that closes a field
   */
  public boolean cut(String text) {
    line = text;
    count = 0;
    int at = 0;
    while (true) {
      int end = endOfField(at);
      if (end < 0) {
        return false;
      }
      add(at, end);
      if (end == text.length()) {
        return true;
      }
      at = end + separator.length();
    }
  }

  private int endOfField(int start) {
    if (start >= line.length() || line.charAt(start) != '"') {
      int next = line.indexOf(separator, start);
      return next < 0 ? line.length() : next;
    }
    int close = line.indexOf('"', start + 1);
    while (close >= 0 && close + 1 < line.length() && line.charAt(close + 1) == '"') {
      close = line.indexOf('"', close + 2);
    }
    boolean whole =
        close >= 0 && (close + 1 == line.length() || line.startsWith(separator, close + 1));
    return whole ? close + 1 : -1;
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count++] = end;
  }

  /** {@return how many fields the line has, at least 1} */
  public int count() {
    return count;
  }

  /**
   * Whether a field is in quotes.
   *
   * @param k which field
   * @return true if they are part of what stands in the line
   */
  public boolean isQuoted(int k) {
    return starts[k] < ends[k] && line.charAt(starts[k]) == '"';
  }

  /**
   * What a field says.
   *
   * @param k which field
   * @return its text without the quotes around it
   */
  public String text(int k) {
    return isQuoted(k)
        ? line.substring(starts[k] + 1, ends[k] - 1).replace("\"\"", "\"")
        : line.substring(starts[k], ends[k]);
  }

  /** {@return what all fields say} */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      texts.add(text(k));
    }
    return texts;
  }

  /**
   * Where a field begins.
   *
   * @param k which field
   * @return its first character's place, its quote included
   */
  public int start(int k) {
    return starts[k];
  }

  /**
   * Where a field ends.
   *
   * @param k which field
   * @return one past its last character, its quote included
   */
  public int end(int k) {
    return ends[k];
  }
}
