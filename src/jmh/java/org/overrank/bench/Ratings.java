package org.overrank.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowRange;

/**
 * Ratings of the shape of MovieLens 1M: long-tailed rows and columns, stars from 1 to 5 that a
 * matrix of rank 12 with a decaying spectrum, biases and noise give.
 *
 * <p>Made from a seed, as no such data set may be shipped.
 */
public final class Ratings {
  private static final int TRUE_RANK = 12;
  private static final double NOISE = 0.8;

  private final int rows;
  private final int cols;
  private final int[] offsets;
  private final int[] columns;
  private final double[] stars;

  private Ratings(int rows, int cols, int[] offsets, int[] columns, double[] stars) {
    this.rows = rows;
    this.cols = cols;
    this.offsets = offsets;
    this.columns = columns;
    this.stars = stars;
  }

  /** As many as MovieLens 1M has: 1,000,209 of a 6040 x 3706 matrix. */
  public static Ratings million(long seed) {
    return of(6040, 3706, 1_000_209, seed);
  }

  /** About so many ratings, at least 20 a row. */
  public static Ratings of(int rows, int cols, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] lengths = lengths(rows, cols, count, random);
    double[] popularity = popularity(cols, random);
    int[] offsets = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      offsets[row + 1] = offsets[row] + lengths[row];
    }
    int[] columns = new int[offsets[rows]];
    for (int row = 0; row < rows; row++) {
      draw(popularity, columns, offsets[row], offsets[row + 1], random);
    }
    double[] stars = stars(rows, cols, offsets, columns, random);
    return new Ratings(rows, cols, offsets, columns, stars);
  }

  /** Log-normal above 20, scaled to the count. */
  private static int[] lengths(int rows, int cols, int count, SplittableRandom random) {
    double[] wanted = new double[rows];
    Arrays.setAll(wanted, row -> Math.exp(1.2 * gaussian(random)));
    double scale = (count - 20.0 * rows) / Arrays.stream(wanted).sum();
    int[] lengths = new int[rows];
    int most = (int) (cols * 0.6);
    Arrays.setAll(lengths, row -> Math.min(most, 20 + (int) Math.rint(scale * wanted[row])));
    return lengths;
  }

  /** Cumulative weights of the columns, long-tailed and in no order. */
  private static double[] popularity(int cols, SplittableRandom random) {
    double[] sums = new double[cols];
    double sum = 0;
    for (int col = 0; col < cols; col++) {
      sum += Math.exp(1.5 * gaussian(random));
      sums[col] = sum;
    }
    return sums;
  }

  /** Different columns, ascending. */
  private static void draw(
      double[] popularity, int[] columns, int from, int to, SplittableRandom random) {
    boolean[] taken = new boolean[popularity.length];
    double total = popularity[popularity.length - 1];
    int at = from;
    while (at < to) {
      int found = Arrays.binarySearch(popularity, random.nextDouble() * total);
      int col = found >= 0 ? found : -found - 1;
      if (!taken[col]) {
        taken[col] = true;
        columns[at++] = col;
      }
    }
    Arrays.sort(columns, from, to);
  }

  private static double[] stars(
      int rows, int cols, int[] offsets, int[] columns, SplittableRandom random) {
    double[][] left = factor(rows, random);
    double[][] right = factor(cols, random);
    double[] stars = new double[columns.length];
    for (int row = 0; row < rows; row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        double value = 3.6 + NOISE * gaussian(random);
        for (int k = 0; k < TRUE_RANK; k++) {
          value += left[row][k] * right[columns[e]][k];
        }
        stars[e] = Math.max(1, Math.min(5, Math.rint(value)));
      }
    }
    return stars;
  }

  private static double[][] factor(int count, SplittableRandom random) {
    double[][] factor = new double[count][TRUE_RANK];
    for (double[] row : factor) {
      Arrays.setAll(row, k -> 0.6 * gaussian(random) / Math.sqrt(1 + k));
    }
    return factor;
  }

  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** How many ratings there are. */
  public int count() {
    return stars.length;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The number of columns. */
  public int cols() {
    return cols;
  }

  /** A table with columns row, col and value, as CSV. */
  public String csv() {
    StringBuilder all = new StringBuilder("row,col,value\n");
    for (int row = 0; row < rows; row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        all.append(row).append(',').append(columns[e]).append(',').append((int) stars[e]);
        all.append('\n');
      }
    }
    return all.toString();
  }

  /** All of them in one block, by rows. */
  public EntryBlock block() {
    return new EntryBlock(rows, cols, new RowRange(0, rows), offsets, columns, stars, null);
  }

  /** All of them in one block, by columns. */
  public EntryBlock transposed() {
    int[] starts = new int[cols + 1];
    for (int col : columns) {
      starts[col + 1]++;
    }
    for (int col = 0; col < cols; col++) {
      starts[col + 1] += starts[col];
    }
    int[] next = starts.clone();
    int[] itsRows = new int[columns.length];
    double[] values = new double[columns.length];
    for (int row = 0; row < rows; row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        int at = next[columns[e]]++;
        itsRows[at] = row;
        values[at] = stars[e];
      }
    }
    return new EntryBlock(cols, rows, new RowRange(0, cols), starts, itsRows, values, null);
  }
}
