package org.overrank.objective;

import java.util.Arrays;
import java.util.List;
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
  public Slice plus(List<Slice> next) {
    if (next.isEmpty()) {
      return this;
    }
    List<SparseSlice> those = next.stream().map(SparseSlice.class::cast).toList();
    RowRange all = range.through(those.stream().map(that -> that.range).toList());
    int entries = columns.length;
    for (SparseSlice that : those) {
      entries = Math.addExact(entries, that.columns.length);
    }
    SparseSlice joined =
        new SparseSlice(
            all,
            Arrays.copyOf(offsets, all.size() + 1),
            Arrays.copyOf(columns, entries),
            Arrays.copyOf(values, entries));
    those.forEach(joined::copy);
    return joined;
  }

  /** Puts the rows of a part into their place, once those before them are in theirs. */
  private void copy(SparseSlice part) {
    int row = part.range.start() - range.start();
    int from = offsets[row];
    for (int i = 1; i <= part.range.size(); i++) {
      offsets[row + i] = from + part.offsets[i];
    }
    System.arraycopy(part.columns, 0, columns, from, part.columns.length);
    System.arraycopy(part.values, 0, values, from, part.values.length);
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
