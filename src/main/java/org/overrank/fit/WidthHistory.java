package org.overrank.fit;

/** How many columns the iterates of a fit had. */
final class WidthHistory {
  private int widest;
  private int last;
  private boolean shrank;
  private boolean regrew;

  /**
   * Notes an iterate.
   *
   * @param width its number of columns
   */
  void note(int width) {
    regrew = regrew(width);
    shrank |= width < last;
    widest = Math.max(widest, width);
    last = width;
  }

  /** The most columns that an iterate had, 0 before the first. */
  int widest() {
    return widest;
  }

  /**
   * Whether columns were added after others had been dropped.
   *
   * @param next width of the point that follows
   */
  boolean regrew(int next) {
    return regrew || (shrank && next > last);
  }
}
