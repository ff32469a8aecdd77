package org.overrank.data.picture;

import org.overrank.data.table.Shown;

/** Ids as they stand beside a picture. */
final class Labels {
  private static final int LONGEST = 32;

  private Labels() {}

  /**
   * A short text.
   *
   * @param id any
   * @return the same, without what cannot be seen, cut after 32 characters
   */
  static String cut(String id) {
    String shown = Shown.escaped(id);
    return shown.codePointCount(0, shown.length()) <= LONGEST
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
