package org.overrank.data.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowProducts;

/**
 * The largest cells of rows of a fitted matrix, in columns that the fit has seen.
 *
 * <p>{@value #ROWS} rows are multiplied with {@value #TILE} columns at a time, 2R flops a cell at
 * the speed of a matrix product, and every row keeps its k largest. Values have the bits of {@link
 * LowRankMatrix#predict(int, int)}; of equal ones the smaller column index comes first.
 */
public final class TopCells implements Iterator<TopCells.Best> {
  private static final int ROWS = 64;
  private static final int TILE = 128;
  private static final int[] NOTHING = {};

  private final LowRankMatrix matrix;
  private final Iterator<Integer> wanted;
  private final IntFunction<int[]> seen;
  private final BitSet[] skipped = new BitSet[ROWS];
  private final LargestValues[] largest = new LargestValues[ROWS];
  private final int[] rows = new int[ROWS];
  private final double[][] own = new double[ROWS][];
  private final double[][] tile = new double[TILE][];
  private final double[][] products = new double[ROWS][TILE];
  private final RowProducts kernel = new RowProducts(TILE, ROWS);
  private int count;
  private int next;

  /**
   * The largest cells of one row.
   *
   * @param row the row's index
   * @param cols the columns' indices, by descending value
   * @param values the cells' values
   */
  @SuppressWarnings("ArrayRecordComponent") // A carrier of arrays, never compared.
  public record Best(int row, int[] cols, double[] values) {}

  /**
   * The largest cells of some rows; computed while they are asked for.
   *
   * @param matrix the matrix
   * @param most k, at least 1
   * @param rows indices of rows
   */
  public TopCells(LowRankMatrix matrix, int most, Iterator<Integer> rows) {
    this(matrix, most, rows, row -> NOTHING);
  }

  /**
   * The largest cells of some rows that are not among cells to leave out.
   *
   * @param matrix the matrix
   * @param most k, at least 1
   * @param rows indices of rows
   * @param seen by row, the indices of columns to leave out, in any order
   */
  public TopCells(LowRankMatrix matrix, int most, Iterator<Integer> rows, IntFunction<int[]> seen) {
    this.matrix = matrix;
    this.wanted = rows;
    this.seen = seen;
    Arrays.setAll(skipped, k -> new BitSet());
    Arrays.setAll(largest, k -> new LargestValues(Math.min(most, matrix.cols().size())));
  }

  @Override
  public boolean hasNext() {
    return next < count || wanted.hasNext();
  }

  @Override
  public Best next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (next == count) {
      nextBlock();
    }
    LargestValues kept = largest[next];
    int size = kept.size();
    Best best = new Best(rows[next], new int[size], new double[size]);
    for (int place = size - 1; place >= 0; place--) {
      kept.takeLeast(place, best.cols, best.values);
    }
    next++;
    return best;
  }

  private void nextBlock() {
    Matrix left = matrix.factors().left();
    count = 0;
    while (count < ROWS && wanted.hasNext()) {
      rows[count] = wanted.next();
      own[count] = row(left, rows[count]);
      largest[count].clear();
      skipped[count].clear();
      for (int col : seen.apply(rows[count])) {
        skipped[count].set(col);
      }
      count++;
    }
    double[][] vectors = count == ROWS ? own : Arrays.copyOf(own, count);
    for (int from = 0; from < matrix.cols().size(); from += TILE) {
      multiply(vectors, from, Math.min(TILE, matrix.cols().size() - from));
    }
    next = 0;
  }

  private void multiply(double[][] vectors, int from, int width) {
    for (int q = 0; q < width; q++) {
      tile[q] = row(matrix.factors().right(), from + q);
    }
    kernel.multiply(tile, width, vectors, products, 0);
    for (int k = 0; k < count; k++) {
      for (int q = 0; q < width; q++) {
        int col = from + q;
        if (matrix.isKnownCol(col) && !skipped[k].get(col)) {
          largest[k].offer(matrix.predict(rows[k], col, products[k][q]), col);
        }
      }
    }
  }

  private static double[] row(Matrix factor, int index) {
    int from = index * factor.cols();
    return Arrays.copyOfRange(factor.data(), from, from + factor.cols());
  }
}
