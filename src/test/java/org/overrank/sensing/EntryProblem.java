package org.overrank.sensing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.overrank.linalg.Matrix;

/**
 * Entries of a small matrix, as blocks and as plain lists that oracles read: y ≈ c · (L Rᵀ)_{ab}.
 */
public final class EntryProblem {
  /** One entry with its coefficient and target, weights folded in. */
  public record Entry(int row, int col, double coefficient, double target) {}

  private final int rows;
  private final int cols;
  private final List<Entry> entries;

  public EntryProblem(int rows, int cols, List<Entry> entries) {
    this.rows = rows;
    this.cols = cols;
    this.entries = entries;
  }

  /** Noisy entries of a rank-r Gaussian matrix, each cell seen with the given probability. */
  public static EntryProblem random(
      int rows, int cols, int rank, double density, boolean weighted, long seed) {
    return random(rows, cols, rank, density, weighted, 0.1, seed);
  }

  /** The same without noise. */
  public static EntryProblem exact(int rows, int cols, int rank, double density, long seed) {
    return random(rows, cols, rank, density, false, 0, seed);
  }

  private static EntryProblem random(
      int rows, int cols, int rank, double density, boolean weighted, double noise, long seed) {
    Random random = new Random(seed);
    Matrix left = gaussian(rows, rank, random);
    Matrix right = gaussian(cols, rank, random);
    List<Entry> entries = new ArrayList<>();
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < cols; b++) {
        if (random.nextDouble() < density) {
          double c = weighted ? 0.5 + random.nextDouble() : 1;
          entries.add(
              new Entry(a, b, c, c * dot(left, a, right, b) + noise * random.nextGaussian()));
        }
      }
    }
    if (entries.isEmpty()) {
      entries.add(new Entry(0, 0, 1, 1));
    }
    return new EntryProblem(rows, cols, entries);
  }

  public static Matrix gaussian(int rows, int cols, Random random) {
    Matrix result = Matrix.zeros(rows, cols);
    for (int i = 0; i < rows * cols; i++) {
      result.data()[i] = random.nextGaussian();
    }
    return result;
  }

  public static double dot(Matrix left, int a, Matrix right, int b) {
    double sum = 0;
    for (int k = 0; k < left.cols(); k++) {
      sum += left.get(a, k) * right.get(b, k);
    }
    return sum;
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  public List<Entry> entries() {
    return entries;
  }

  public EntryProblem transposed() {
    return new EntryProblem(
        cols,
        rows,
        entries.stream()
            .map(e -> new Entry(e.col(), e.row(), e.coefficient(), e.target()))
            .toList());
  }

  /** The entries in at most {@code count} blocks of neighbouring rows; some may be empty. */
  public List<EntryBlock> blocks(int count) {
    List<EntryBlock> blocks = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      blocks.add(
          block(
              new RowRange(
                  (int) ((long) rows * k / count), (int) ((long) rows * (k + 1) / count))));
    }
    return blocks;
  }

  private EntryBlock block(RowRange range) {
    List<Entry> mine =
        entries.stream()
            .filter(e -> e.row() >= range.start() && e.row() < range.end())
            .sorted(Comparator.comparingInt(Entry::row).thenComparingInt(Entry::col))
            .toList();
    int[] offsets = new int[range.size() + 1];
    mine.forEach(e -> offsets[e.row() - range.start() + 1]++);
    Arrays.parallelPrefix(offsets, Integer::sum);
    boolean plain = entries.stream().allMatch(e -> e.coefficient() == 1);
    return new EntryBlock(
        rows,
        cols,
        range,
        offsets,
        mine.stream().mapToInt(Entry::col).toArray(),
        mine.stream().mapToDouble(Entry::target).toArray(),
        plain ? null : mine.stream().mapToDouble(Entry::coefficient).toArray());
  }
}
