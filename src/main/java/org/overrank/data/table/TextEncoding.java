package org.overrank.data.table;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * How the characters of a text table are written.
 *
 * <p>Spark would put U+FFFD in the place of whatever it cannot read, and two ids would become one.
 * CSV is therefore read byte by byte, as ISO-8859-1, split at its commas, and decoded here; that
 * works for every encoding in which ASCII is written as ASCII.
 *
 * @param name canonical name of the character set
 */
public record TextEncoding(String name) implements Serializable {
  /** What tables are written in unless something else is said. */
  public static final TextEncoding UTF_8 = new TextEncoding("UTF-8");

  private static final String ASCII = "a0,;|\t\"\\{}[]:\n\r";

  /** What stands in the place of bytes that are no text. */
  public static final String REPLACEMENT = "\ufffd";

  /**
   * Finds an encoding.
   *
   * @param name such as UTF-8, ISO-8859-1 or windows-1252
   * @return the encoding
   * @throws InvalidInputException if there is none of that name, or its commas and line ends are
   *     not those of ASCII
   */
  public static TextEncoding of(String name) {
    Charset charset;
    try {
      charset = Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InvalidInputException(
          "'" + name + "' is no encoding known here; such are UTF-8, ISO-8859-1 and windows-1252",
          e);
    }
    boolean ascii =
        charset.canEncode()
            && new String(ASCII.getBytes(charset), StandardCharsets.ISO_8859_1).equals(ASCII);
    if (!ascii) {
      throw new InvalidInputException(
          String.format(
              "%s cannot be read line by line: convert the table first, as with iconv -f %s -t"
                  + " UTF-8",
              charset.name(), charset.name()));
    }
    return new TextEncoding(charset.name());
  }

  @Override
  public String toString() {
    return name;
  }

  /** Whether this is UTF-8. */
  public boolean isUtf8() {
    return equals(UTF_8);
  }

  /**
   * A name that was read as ISO-8859-1, as text.
   *
   * @param bytes each character a byte
   * @param what the name is of, for messages
   * @return the text
   * @throws InvalidInputException if it is not in this encoding
   */
  public String decodedName(String bytes, String what) {
    String problem = problemOf(bytes, what);
    if (problem != null) {
      throw new InvalidInputException(problem);
    }
    return textOf(bytes);
  }

  /**
   * What was read as ISO-8859-1, as text.
   *
   * @param bytes each character a byte
   * @return the text, with U+FFFD in the place of bytes that are none
   */
  public String textOf(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), Charset.forName(name));
  }

  /**
   * What is wrong with what was read as ISO-8859-1.
   *
   * @param bytes each character a byte
   * @param what it is called
   * @return part of a message, or null if it is text
   */
  public @Nullable String problemOf(String bytes, String what) {
    if (!isUtf8()) {
      String text = textOf(bytes);
      return text.contains(REPLACEMENT) ? what + " " + unread(text) : null;
    }
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    return malformation(raw) == null ? null : what + " " + problem(raw, true);
  }

  /**
   * What is wrong with a text that has U+FFFD in the place of bytes.
   *
   * @param text the text
   * @return the end of a message
   */
  public String unread(String text) {
    return NumberRules.quoted(text) + " has bytes that are not " + name;
  }

  /**
   * What is wrong with bytes that ought to be UTF-8.
   *
   * @param bytes the bytes
   * @param file whether they are of a file whose encoding can be stated
   * @return the end of a message
   */
  public static String problem(byte[] bytes, boolean file) {
    Integer at = malformation(bytes);
    if (at == null) {
      return "is text";
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return String.format(
        Locale.ROOT,
        "%s is not UTF-8: its byte %d is 0x%02X%s",
        NumberRules.quoted(text),
        at + 1,
        bytes[at] & 0xff,
        file ? "; --encoding says what a table is written in, such as ISO-8859-1" : "");
  }

  /** The place of the first byte that is not UTF-8, or null. */
  private static @Nullable Integer malformation(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(in, CharBuffer.allocate(bytes.length + 1), true);
    return result.isError() ? in.position() : null;
  }
}
