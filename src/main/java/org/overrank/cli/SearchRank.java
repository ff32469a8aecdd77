package org.overrank.cli;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The asked search rank.
 *
 * @param columns R, or empty to choose it and enlarge it until certified
 */
record SearchRank(OptionalInt columns) {
  /** Chosen and enlarged until certified. */
  static final SearchRank AUTO = new SearchRank(OptionalInt.empty());

  /** Reads {@code auto} or a number. */
  static final class Converter implements ITypeConverter<SearchRank> {
    @Override
    public SearchRank convert(String text) {
      if (text.equals("auto")) {
        return AUTO;
      }
      int columns;
      try {
        columns = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is neither auto nor a whole number");
      }
      if (columns < 1) {
        throw new TypeConversionException("must be at least 1, not " + text);
      }
      return new SearchRank(OptionalInt.of(columns));
    }
  }

  @Override
  public String toString() {
    return columns.isEmpty() ? "auto" : Integer.toString(columns.getAsInt());
  }
}
