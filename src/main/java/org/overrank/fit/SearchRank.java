package org.overrank.fit;

import java.util.OptionalInt;
import org.overrank.linalg.InvalidInputException;

/**
 * The asked search rank, in the words of options.
 *
 * @param columns R, or empty to choose it and enlarge it until certified
 */
public record SearchRank(OptionalInt columns) {
  /** Chosen and enlarged until certified. */
  public static final SearchRank AUTO = new SearchRank(OptionalInt.empty());

  /**
   * Reads {@code auto} or a number.
   *
   * @param text what a user wrote
   * @return the search rank
   * @throws InvalidInputException if it is neither
   */
  public static SearchRank of(String text) {
    if (text.equals("auto")) {
      return AUTO;
    }
    int columns;
    try {
      columns = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("'" + text + "' is neither auto nor a whole number", e);
    }
    if (columns < 1) {
      throw new InvalidInputException("must be at least 1, not " + text);
    }
    return new SearchRank(OptionalInt.of(columns));
  }

  @Override
  public String toString() {
    return columns.isEmpty() ? "auto" : Integer.toString(columns.getAsInt());
  }
}
