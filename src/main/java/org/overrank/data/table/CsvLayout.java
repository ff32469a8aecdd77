package org.overrank.data.table;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * How the lines of a CSV table are written.
 *
 * @param encoding what texts are written in
 * @param separator what stands between fields
 * @param columns names of the columns where the files have no header, else null
 * @param decimal what numbers have before their fraction
 */
public record CsvLayout(
    TextEncoding encoding, Separator separator, @Nullable List<String> columns, DecimalMark decimal)
    implements Serializable {

  /** The separator where texts are read as ISO-8859-1, each character a byte. */
  public String separatorBytes() {
    return separator.bytes(encoding);
  }

  /** Whether every file begins with the names of the columns. */
  public boolean hasHeader() {
    return columns == null;
  }

  /**
   * A name as a field of a header.
   *
   * @param name of a column
   * @return the field in quotes if it needs them, each character a byte
   * @throws InvalidInputException if the encoding cannot write it
   */
  public String field(String name) {
    boolean plain =
        !name.contains(separator.text())
            && name.chars().noneMatch(c -> c == '"' || c < ' ')
            && !name.isBlank();
    String field = plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    try {
      ByteBuffer bytes =
          Charset.forName(encoding.name()).newEncoder().encode(CharBuffer.wrap(field));
      return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "the column's name " + Shown.cell(name) + " cannot be written in " + encoding.name(), e);
    }
  }
}
