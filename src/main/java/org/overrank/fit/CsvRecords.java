package org.overrank.fit;

import java.util.ArrayList;
import java.util.List;
import org.overrank.linalg.InvalidInputException;

/** Splits CSV text into records (RFC 4180: quoted fields may hold commas, quotes and newlines). */
final class CsvRecords {
  private final String text;
  private final String source;
  private final List<List<String>> records = new ArrayList<>();
  private int position;

  private CsvRecords(String text, String source) {
    this.text = text;
    this.source = source;
  }

  /**
   * Splits a text.
   *
   * @param text lines ending in LF or CRLF, the last one's end may lack
   * @param source what to call the text in an error
   * @return the fields of each record, unquoted
   * @throws InvalidInputException if a quote is not closed
   */
  static List<List<String>> parse(String text, String source) {
    CsvRecords parser = new CsvRecords(text, source);
    while (parser.position < text.length()) {
      parser.record();
    }
    return parser.records;
  }

  private void record() {
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (next(',')) {
      fields.add(field());
    }
    next('\r');
    if (!next('\n') && position < text.length()) {
      throw new InvalidInputException(place() + ": text after a closing quote");
    }
    records.add(fields);
  }

  private String field() {
    return next('"') ? quoted() : bare();
  }

  private String bare() {
    int start = position;
    while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    return text.substring(start, position);
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    while (true) {
      int quote = text.indexOf('"', position);
      if (quote < 0) {
        throw new InvalidInputException(place() + ": a quote is not closed");
      }
      field.append(text, position, quote);
      position = quote + 1;
      if (!next('"')) {
        return field.toString();
      }
      field.append('"');
    }
  }

  private boolean next(char expected) {
    boolean found = position < text.length() && text.charAt(position) == expected;
    position += found ? 1 : 0;
    return found;
  }

  /** The header is record 0. */
  private String place() {
    return source + ", row " + records.size();
  }
}
