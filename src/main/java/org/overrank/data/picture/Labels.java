package org.overrank.data.picture;

import org.overrank.data.table.Shown;

/** Ids as they stand beside a picture. */
final class Labels {
  private static final int LONGEST = 36;

  /** Of a longer one: ids often differ at their ends. */
  private static final int END = 16;

  private Labels() {}

  /**
   * A short text.
   *
   * @param id any
   * @return the same, without what cannot be seen; of more than 36 letters both ends
   */
  static String cut(String id) {
    String shown = Shown.escaped(id);
    int letters = shown.codePointCount(0, shown.length());
    return letters <= LONGEST
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, LONGEST - END - 1))
            + "…"
            + shown.substring(shown.offsetByCodePoints(0, letters - END));
  }
}
