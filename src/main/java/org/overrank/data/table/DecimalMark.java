package org.overrank.data.table;

/** What stands between the whole part of a number and its fraction. */
public enum DecimalMark {
  /** As in 3.5. */
  POINT('.'),
  /** As in 3,5. */
  COMMA(',');

  private final char mark;

  DecimalMark(char mark) {
    this.mark = mark;
  }

  /** {@return the character} */
  public char mark() {
    return mark;
  }

  /**
   * A number as it stands in a table.
   *
   * @param number any double
   * @return the shortest digits that tell it, with this mark
   */
  public String text(double number) {
    return Double.toString(number).replace('.', mark);
  }
}
