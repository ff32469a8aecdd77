package org.overrank.data.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a table may be whose first line, split at commas, names no column that was asked for. */
public final class HeaderGuess {
  private static final Map<String, String> SEPARATORS = new LinkedHashMap<>();

  static {
    SEPARATORS.put("\t", "tabs");
    SEPARATORS.put("::", "two colons");
    SEPARATORS.put(";", "semicolons");
    SEPARATORS.put("|", "bars");
  }

  /** A wide table has numbers for names, and more of them. */
  private static final int FEW = 6;

  private HeaderGuess() {}

  /**
   * A remark.
   *
   * @param names of the columns
   * @return the end of a message, empty if there is nothing to remark
   */
  public static String of(List<String> names) {
    for (Map.Entry<String, String> separator : SEPARATORS.entrySet()) {
      if (names.size() == 1 && names.get(0).contains(separator.getKey())) {
        return "; its columns look separated by "
            + separator.getValue()
            + ", and are read as separated by commas: convert it first";
      }
    }
    if (names.isEmpty()) {
      return "";
    }
    long numbers = names.stream().filter(HeaderGuess::isNumber).count();
    return numbers == names.size() || (numbers > 0 && names.size() <= FEW)
        ? "; its first line looks like data: put one with the columns' names before it"
        : "";
  }

  private static boolean isNumber(String name) {
    return !Double.isNaN(NumberText.parse(name));
  }
}
