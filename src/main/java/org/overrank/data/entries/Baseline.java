package org.overrank.data.entries;

/** What cells can be predicted by without a fit, from the training entries alone. */
public enum Baseline {
  /** The weighted mean of all values. */
  MEAN,
  /** The weighted mean of the row. */
  ROW_MEANS,
  /** The weighted mean of the column. */
  COLUMN_MEANS,
  /** The mean with a bias of the row and one of the column, see {@link BiasFit}. */
  BIASES,
  /** The column's value in the nearest row before that has one, or else after; for ordered rows. */
  PREVIOUS_ROW,
  /** On the line between the column's values in the nearest rows before and after. */
  BETWEEN_ROWS,
  /** On the line between the row's values in the nearest columns, see {@link ColumnOrder}. */
  BETWEEN_COLUMNS,
  /** The weighted mean of the row's values in columns of the same number on other lines. */
  LIKE_COLUMNS,
  /** Half way between the last two. */
  BETWEEN_AND_LIKE_COLUMNS
}
