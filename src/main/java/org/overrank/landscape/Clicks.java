package org.overrank.landscape;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Dot;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;

/**
 * Clicks: ones in some cells, no cell twice, the others unobserved. How many a row has and how
 * often a column is looked at fall with their places in long tails; a column that is looked at is
 * clicked with the probability that planted preferences of low rank give it, 1/(1 + exp(−s⟨p,
 * q⟩/√r)).
 *
 * <p>A row is drawn as a whole, by looking at columns until it has its clicks; the last one is
 * kept, so that the measurements in their order cost what their rows do.
 */
public final class Clicks implements Instance {
  private static final long serialVersionUID = 1L;

  private static final long COUNTS = 31;
  private static final long PLACES = 32;
  private static final long LEFT = 33;
  private static final long RIGHT = 34;
  private static final long LOOKS = 35;

  /** Clicks of a row fall as (place + d1/100)^-0.8, looks at a column as (place + d2/500)^-1. */
  private static final double ROW_TAIL = 0.8;

  private static final double ROW_HEAD = 0.01;
  private static final double COL_HEAD = 0.002;

  /** s: of two columns equally popular, how much a row may prefer one. */
  private static final double STRENGTH = 3;

  /** No row has more than this share of the columns, which bounds the looks that it takes. */
  private static final int LARGEST_SHARE = 4;

  private static final double UNOBSERVED_WEIGHT = 0.1;

  private final int rows;
  private final int cols;
  private final int rank;
  private final long seed;

  /** Where each row's clicks begin, and the end: d1 + 1 numbers. */
  private final long[] begins;

  /** Looks at the columns up to each place, and which column is at it. */
  private final double[] looks;

  private final int[] places;
  private final Matrix preferred;

  private transient volatile @Nullable Drawn last;

  /** The columns of one row, in the order of the draws. */
  private static final class Drawn {
    private final int row;
    private final int[] cols;

    Drawn(int row, int[] cols) {
      this.row = row;
      this.cols = cols;
    }
  }

  /**
   * An instance.
   *
   * @param rows d1
   * @param cols d2
   * @param rank r ≥ 1 of the preferences
   * @param count N clicks, from one a row to a quarter of all cells
   * @param seed of everything random
   * @throws InvalidInputException if N or r is out of range
   */
  public Clicks(int rows, int cols, int rank, long count, long seed) {
    long most = Math.max(1, cols / LARGEST_SHARE);
    if (rank < 1 || count < rows || count > rows * most) {
      throw new InvalidInputException(
          String.format(
              "clicks: a %d x %d matrix takes from %d to %d clicks and a rank of at least 1, not %d"
                  + " and %d",
              rows, cols, rows, rows * most, count, rank));
    }
    this.rows = rows;
    this.cols = cols;
    this.rank = rank;
    this.seed = seed;
    this.begins = begins(rows, count, most, seed);
    this.looks = new double[cols];
    this.places = new int[cols];
    this.preferred = GaussianNumbers.matrix(cols, rank, seed, RIGHT);
    CellShuffle shuffle = new CellShuffle(cols, PLACES << 32 ^ seed);
    double sum = 0;
    for (int k = 0; k < cols; k++) {
      sum += 1 / (k + 1 + COL_HEAD * cols);
      looks[k] = sum;
      places[k] = (int) shuffle.at(k);
    }
  }

  /** One click a row, and the others by its place in the tail, no more than the most. */
  private static long[] begins(int rows, long count, long most, long seed) {
    double[] tail = new double[rows];
    for (int k = 0; k < rows; k++) {
      tail[k] = StrictMath.pow(k + 1 + ROW_HEAD * rows, -ROW_TAIL);
    }
    long[] counts = capped(tail, count, most);
    CellShuffle shuffle = new CellShuffle(rows, COUNTS << 32 ^ seed);
    long[] begins = new long[rows + 1];
    for (int k = 0; k < rows; k++) {
      begins[(int) shuffle.at(k) + 1] = counts[k];
    }
    Arrays.parallelPrefix(begins, Long::sum);
    return begins;
  }

  /** Numbers from 1 to the most in the ratios of the tail, as near as may be, that sum to count. */
  private static long[] capped(double[] tail, long count, long most) {
    double low = 0;
    double high = most / tail[tail.length - 1];
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      if (sum(tail, middle, most) <= count) {
        low = middle;
      } else {
        high = middle;
      }
    }
    long[] counts = new long[tail.length];
    long left = count;
    for (int k = 0; k < tail.length; k++) {
      counts[k] = one(tail[k] * low, most);
      left -= counts[k];
    }
    for (int k = 0; left > 0; k = (k + 1) % tail.length) {
      if (counts[k] < most) {
        counts[k]++;
        left--;
      }
    }
    return counts;
  }

  private static long sum(double[] tail, double scale, long most) {
    long sum = 0;
    for (double value : tail) {
      sum += one(value * scale, most);
    }
    return sum;
  }

  private static long one(double share, long most) {
    return Math.min(most, 1 + (long) share);
  }

  @Override
  public String name() {
    return "clicks";
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("rows", rows);
    parameters.put("cols", cols);
    parameters.put("rank", rank);
    parameters.put("measurements", count());
    parameters.put("seed", seed);
    return parameters;
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.ENTRIES;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  @Override
  public long count() {
    return begins[rows];
  }

  @Override
  public Measurement measurement(long i) {
    int found = Arrays.binarySearch(begins, i);
    int row = found >= 0 ? found : -found - 2; // No row is empty: no number is there twice.
    Drawn drawn = last;
    if (drawn == null || drawn.row != row) {
      drawn = draw(row);
      last = drawn;
    }
    int col = drawn.cols[(int) (i - begins[row])];
    return new Measurement(new SensingMatrix.Entry(row, col, 1), 1, 1);
  }

  private Drawn draw(int row) {
    int[] drawn = new int[(int) (begins[row + 1] - begins[row])];
    double[] wish = new double[rank];
    for (int k = 0; k < rank; k++) {
      wish[k] = STRENGTH / Math.sqrt(rank) * GaussianNumbers.at(seed, LEFT, row, k);
    }
    BitSet clicked = new BitSet(cols);
    long look = 0;
    for (int n = 0; n < drawn.length; ) {
      int col = lookedAt(GaussianNumbers.uniform(seed, LOOKS, row, look++));
      double liking = Dot.product(wish, 0, preferred.data(), col * rank, rank);
      double chance = GaussianNumbers.uniform(seed, LOOKS, row, look++);
      if (chance * (1 + StrictMath.exp(-liking)) < 1 && !clicked.get(col)) {
        clicked.set(col);
        drawn[n++] = col;
      }
    }
    return new Drawn(row, drawn);
  }

  private int lookedAt(double uniform) {
    int found = Arrays.binarySearch(looks, uniform * looks[cols - 1]);
    return places[found >= 0 ? Math.min(found + 1, cols - 1) : Math.min(-found - 1, cols - 1)];
  }

  @Override
  public OptionalDouble unobservedWeight() {
    return OptionalDouble.of(UNOBSERVED_WEIGHT);
  }

  /** None: preferences are of chances, and the best matrix for clicks has no closed form. */
  @Override
  public Optional<Factors> truth() {
    return Optional.empty();
  }

  /** {@return what the norm of as many random signs in the cells would be, over N} */
  @Override
  public OptionalDouble lambda() {
    double n = count();
    return OptionalDouble.of((Math.sqrt(n / rows) + Math.sqrt(n / cols)) / n);
  }
}
