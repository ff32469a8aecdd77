package org.overrank.objective;

import java.util.Arrays;
import org.overrank.linalg.SparseMatrix;
import org.overrank.sensing.RowRange;

/** Some rows of a sparse matrix, as compressed sparse rows; joined one behind the other. */
public final class SparseSlice implements Slice {
  private static final long serialVersionUID = 1L;

  private final RowRange range;
  private final int[] offsets;
  private final int[] columns;
  private final double[] values;

  /**
   * A slice over arrays that are not copied.
   *
   * @param range which rows
   * @param offsets length range.size() + 1, from 0
   * @param columns column of each entry
   * @param values value of each entry
   */
  public SparseSlice(RowRange range, int[] offsets, int[] columns, double[] values) {
    this.range = range;
    this.offsets = offsets;
    this.columns = columns;
    this.values = values;
  }

  @Override
  public Slice plus(Slice next) {
    SparseSlice that = (SparseSlice) next;
    if (range.end() != that.range.start()) {
      throw new IllegalStateException(range + " does not continue with " + that.range);
    }
    int[] joined = Arrays.copyOf(offsets, offsets.length + that.range.size());
    for (int i = 0; i < that.range.size(); i++) {
      joined[offsets.length + i] = Math.addExact(columns.length, that.offsets[i + 1]);
    }
    return new SparseSlice(
        new RowRange(range.start(), that.range.end()),
        joined,
        concat(columns, that.columns),
        concat(values, that.values));
  }

  private static int[] concat(int[] a, int[] b) {
    int[] result = Arrays.copyOf(a, Math.addExact(a.length, b.length));
    System.arraycopy(b, 0, result, a.length, b.length);
    return result;
  }

  private static double[] concat(double[] a, double[] b) {
    double[] result = Arrays.copyOf(a, Math.addExact(a.length, b.length));
    System.arraycopy(b, 0, result, a.length, b.length);
    return result;
  }

  /** How often the cell that occurs most often does, 0 without entries. */
  int mostRepeats() {
    int most = 0;
    int run = 0;
    for (int i = 0; i < range.size(); i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        run = e > offsets[i] && columns[e] == columns[e - 1] ? run + 1 : 1;
        most = Math.max(most, run);
      }
    }
    return most;
  }

  /**
   * The whole matrix, once all rows are joined.
   *
   * @param cols its number of columns
   * @param scale multiplies every entry in place
   * @return a sparse matrix over this slice's arrays
   */
  SparseMatrix toMatrix(int cols, double scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return SparseMatrix.of(range.end(), cols, offsets, columns, values);
  }
}
