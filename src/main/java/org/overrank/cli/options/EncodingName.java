package org.overrank.cli.options;

import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --encoding}. */
public final class EncodingName implements ITypeConverter<TextEncoding> {
  /** What the option is about. */
  public static final String DESCRIPTION =
      "csv, json: what the text is written in, such as ISO-8859-1 or windows-1252. By default"
          + " UTF-8; other bytes are refused.";

  @Override
  public TextEncoding convert(String text) {
    try {
      return TextEncoding.of(text);
    } catch (InvalidInputException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
