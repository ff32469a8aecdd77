package org.overrank.data.table;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.overrank.linalg.InvalidInputException;

/**
 * What stands between the fields of a text table.
 *
 * @param text one or a few characters, none of which a number can have
 */
public record Separator(String text) implements Serializable {
  /** That of CSV. */
  public static final Separator COMMA = new Separator(",");

  /** That of TSV. */
  public static final Separator TAB = new Separator("\t");

  private static final int LONGEST = 8;
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("tab", "\t");
    WORDS.put("comma", ",");
    WORDS.put("semicolon", ";");
    WORDS.put("colon", ":");
    WORDS.put("bar", "|");
    WORDS.put("space", " ");
    WORDS.put("pipe", "|");
    WORDS.put("\\t", "\t");
  }

  /**
   * What a user means.
   *
   * @param word a name such as tab, or the text itself
   * @return the separator
   * @throws InvalidInputException if the text could be part of a field or a line's end
   */
  public static Separator of(String word) {
    String text = WORDS.getOrDefault(word, word);
    if (text.matches("(0x|\\\\u00)[0-9A-Fa-f]{2}")) {
      text = Character.toString((char) Integer.parseInt(text.substring(text.length() - 2), 16));
    }
    boolean fits = !text.isEmpty() && text.length() <= LONGEST;
    if (!fits || text.codePoints().anyMatch(Separator::isOfFields)) {
      throw new InvalidInputException(
          Shown.cell(word)
              + " is no separator: tab, comma, semicolon, colon, bar, space, or a short text"
              + " without letters, digits, signs, points and quotes, such as ::");
    }
    return new Separator(text);
  }

  private static String escaped(char control) {
    return String.format(Locale.ROOT, "0x%02x", (int) control);
  }

  private static boolean isOfFields(int c) {
    return Character.isLetterOrDigit(c) || "+-.\"\\\n\r\0".indexOf(c) >= 0;
  }

  /**
   * The separator where texts are read as ISO-8859-1.
   *
   * @param encoding what the table is written in
   * @return the separator, each character a byte
   */
  public String bytes(TextEncoding encoding) {
    return new String(text.getBytes(Charset.forName(encoding.name())), StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return word();
  }

  /** What {@link #of} takes for it: a word where a shell or a reader could be misled. */
  public String word() {
    return WORDS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(text))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(text.length() == 1 && text.charAt(0) < ' ' ? escaped(text.charAt(0)) : text);
  }
}
