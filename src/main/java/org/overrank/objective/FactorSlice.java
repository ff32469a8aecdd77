package org.overrank.objective;

import java.util.List;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Pieces;
import org.overrank.sensing.RowRange;

/**
 * Some rows of a matrix with as many columns as a factor.
 *
 * <p>Slices that all have the same rows add up; others are put one behind the other. So a gradient
 * that every block contributes to, and one whose rows belong to one block each, are summed by the
 * same tree.
 */
public final class FactorSlice implements Slice {
  private static final long serialVersionUID = 1L;

  private final RowRange range;
  private final int width;
  private final double[] data;

  /**
   * A slice of zeros.
   *
   * @param range which rows
   * @param width number of columns
   */
  public FactorSlice(RowRange range, int width) {
    this(range, width, new double[Math.multiplyExact(range.size(), width)]);
  }

  /**
   * A slice over a matrix, which is not copied.
   *
   * @param range which rows they are
   * @param rows as many rows as the range has
   * @return the slice
   */
  static FactorSlice of(RowRange range, Matrix rows) {
    if (rows.rows() != range.size()) {
      throw new IllegalArgumentException(rows + " for " + range);
    }
    return new FactorSlice(range, rows.cols(), rows.data());
  }

  private FactorSlice(RowRange range, int width, double[] data) {
    this.range = range;
    this.width = width;
    this.data = data;
  }

  /**
   * The entries by rows; the live array, to be filled by a kernel.
   *
   * @return length range.size() · width
   */
  public double[] data() {
    return data;
  }

  @Override
  public Slice plus(List<Slice> next) {
    if (next.isEmpty()) {
      return this;
    }
    List<FactorSlice> those = next.stream().map(FactorSlice.class::cast).toList();
    if (those.stream().allMatch(that -> range.equals(that.range))) {
      add(those);
      return this;
    }
    return join(those);
  }

  /** Piece by piece: a piece of the sum stays in the cache, and every core has some. */
  private void add(List<FactorSlice> those) {
    Pieces.forEach(data.length, (start, end) -> those.forEach(that -> add(that.data, start, end)));
  }

  private void add(double[] those, int start, int end) {
    for (int i = start; i < end; i++) {
      data[i] += those[i];
    }
  }

  private FactorSlice join(List<FactorSlice> those) {
    RowRange all = range.through(those.stream().map(that -> that.range).toList());
    FactorSlice joined = new FactorSlice(all, width);
    joined.copy(this);
    those.forEach(joined::copy);
    return joined;
  }

  private void copy(FactorSlice part) {
    int from = (part.range.start() - range.start()) * width;
    System.arraycopy(part.data, 0, data, from, part.data.length);
  }

  /**
   * The whole matrix, once all rows are joined.
   *
   * @param rows the number of rows that it must have
   * @param scale multiplies every entry in place
   * @return a matrix over this slice's array
   */
  Matrix toMatrix(int rows, double scale) {
    if (range.start() != 0 || range.end() != rows) {
      throw new IllegalStateException(range + " is not all of " + rows + " rows");
    }
    if (scale != 1) {
      for (int i = 0; i < data.length; i++) {
        data[i] *= scale;
      }
    }
    return Matrix.wrap(rows, width, data);
  }
}
