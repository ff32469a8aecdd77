package org.overrank.data.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How many points lie in each square of a grid, both of whose axes are the same.
 *
 * @param start lower edge of the first squares
 * @param width of each square
 * @param bins squares along an axis
 * @param squares [x, y, count] of each that is not empty, by x and then by y; square (x, y) holds
 *     the points in [start + x width, start + (x + 1) width) and the same of y
 * @param beyond how many points lie outside of all
 */
public record Density(double start, double width, int bins, List<List<Long>> squares, long beyond) {
  private static final int MOST_BINS = 60;

  /** Of all coordinates, the share on either side that the grid need not reach out to. */
  private static final double CUT = 0.001;

  /** Detaches the list. */
  public Density {
    squares = squares.stream().map(List::copyOf).toList();
  }

  /**
   * The density of some points.
   *
   * @param xs finite, at least one, not modified
   * @param ys as many
   * @return at most 62 × 62 squares
   */
  static Density of(double[] xs, double[] ys) {
    double[] all = DoubleStream.concat(Arrays.stream(xs), Arrays.stream(ys)).sorted().toArray();
    int cut = (int) (CUT * all.length);
    double low = all[cut];
    double high = all[all.length - 1 - cut];
    double width = NiceSteps.of(low, high, MOST_BINS);
    double start = Math.floor(low / width) * width;
    int bins = bin(high, start, width) + 1;
    long[][] counts = new long[bins][bins];
    long beyond = 0;
    for (int k = 0; k < xs.length; k++) {
      int x = bin(xs[k], start, width);
      int y = bin(ys[k], start, width);
      if (x < 0 || y < 0 || x >= bins || y >= bins) {
        beyond++;
      } else {
        counts[x][y]++;
      }
    }
    return new Density(start, width, bins, squares(counts), beyond);
  }

  private static int bin(double at, double start, double width) {
    return (int) Math.floor((at - start) / width);
  }

  private static List<List<Long>> squares(long[][] counts) {
    List<List<Long>> squares = new ArrayList<>();
    for (int x = 0; x < counts.length; x++) {
      for (int y = 0; y < counts[x].length; y++) {
        if (counts[x][y] > 0) {
          squares.add(List.of((long) x, (long) y, counts[x][y]));
        }
      }
    }
    return squares;
  }
}
