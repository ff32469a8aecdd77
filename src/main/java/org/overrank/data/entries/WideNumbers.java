package org.overrank.data.entries;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.DecimalMark;

/** A row of a wide table that has numbers for cells. */
public final class WideNumbers {
  private final WideHeader header;
  private final MissingMarks missing;
  private final WideCells cells;

  /**
   * A reader of rows.
   *
   * @param header the columns
   * @param form what is not a value
   */
  public WideNumbers(WideHeader header, WideForm form) {
    this.header = header;
    this.missing = new MissingMarks(form.missing(), DecimalMark.POINT);
    this.cells = new WideCells(header);
  }

  /**
   * Reads a row.
   *
   * @param id its id, or null
   * @param numbers by the columns of the matrix; null and NaN are no values
   * @return what is wrong with it, or null
   */
  public @Nullable String read(@Nullable Object id, List<@Nullable Double> numbers) {
    if (id == null) {
      return header.row() + " is missing";
    }
    cells.clear();
    for (int k = 0; k < numbers.size(); k++) {
      Double number = numbers.get(k);
      if (number == null || missing.has(number)) {
        cells.skip(k);
      } else {
        cells.take(k, number, number);
      }
    }
    return cells.problem();
  }

  /** {@return the values} */
  public WideCells cells() {
    return cells;
  }
}
