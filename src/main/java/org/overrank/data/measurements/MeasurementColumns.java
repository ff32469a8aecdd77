package org.overrank.data.measurements;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Names of the columns that hold measurements; each kind looks at its own.
 *
 * @param measurement dense: the cells of A by rows
 * @param left rank-one: a
 * @param right rank-one: b
 * @param cellRows sparse: rows of the cells, from 0
 * @param cellCols sparse: columns of the cells, from 0
 * @param cellValues sparse: values of the cells
 * @param index seeded Gaussian: number of the matrix
 * @param value y
 * @param weight w, or null if all weigh 1
 */
public record MeasurementColumns(
    String measurement,
    String left,
    String right,
    String cellRows,
    String cellCols,
    String cellValues,
    String index,
    String value,
    @Nullable String weight)
    implements Serializable {
  /** The names that a table has if nobody says otherwise. */
  public static final MeasurementColumns DEFAULT =
      new MeasurementColumns(
          "measurement", "left", "right", "rows", "cols", "values", "index", "value", null);
}
