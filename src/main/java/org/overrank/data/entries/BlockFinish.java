package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overrank.sensing.EntryBlock;

/** Makes blocks of the matrix to fit: subtracts the centering, folds in weights and scales. */
public final class BlockFinish implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int cols;
  private final Centering centering;
  private final Scales scales;

  /**
   * What is known of the whole matrix.
   *
   * @param rows d1
   * @param cols d2
   * @param centering what to subtract
   * @param scales coefficients of the cells
   */
  public BlockFinish(int rows, int cols, Centering centering, Scales scales) {
    this.rows = rows;
    this.cols = cols;
    this.centering = centering;
    this.scales = scales;
  }

  /**
   * A block of the fit: targets √w (y − centre), coefficients √w s_a t_b.
   *
   * @param entries the training entries; their columns are shared
   * @param target targets are divided by 2 to this power
   * @param coefficient coefficients are divided by 2 to this power
   * @return the block
   */
  public EntryBlock weighted(SortedEntries entries, int target, int coefficient) {
    return block(entries, entries.weights(), target, coefficient);
  }

  /**
   * A block for testing: targets y − centre, coefficients s_a t_b, weights left aside.
   *
   * @param entries the held-out entries; their columns are shared
   * @param target targets are divided by 2 to this power
   * @param coefficient coefficients are divided by 2 to this power
   * @return the block
   */
  public EntryBlock unweighted(SortedEntries entries, int target, int coefficient) {
    return block(entries, null, target, coefficient);
  }

  /**
   * What {@link #weighted} was made of, but for rounding.
   *
   * @param block of the fit, all of whose rows and columns have scales
   * @param target as it was made
   * @param coefficient as it was made
   * @return values, and weights where there are coefficients
   */
  public SortedEntries undone(EntryBlock block, int target, int coefficient) {
    double[] values = new double[block.count()];
    double @Nullable [] weights = block.hasCoefficients() ? new double[block.count()] : null;
    for (int k = 0; k < block.range().size(); k++) {
      int row = block.range().start() + k;
      for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
        int col = block.columns()[e];
        double scaled = Math.scalb(block.coefficient(e), coefficient);
        double root = scaled / (scales.row(row) * scales.col(col));
        values[e] = Math.scalb(block.targets()[e], target) / root + centering.at(row, col);
        if (weights != null) {
          weights[e] = root * root;
        }
      }
    }
    return new SortedEntries(
        block.range(), block.offsets(), block.columns(), values, weights, new long[0]);
  }

  /** The sizes of the numbers in both blocks, not divided by anything. */
  public BlockSizes sizes(RawBlock raw, boolean withHeldOut) {
    return BlockSizes.of(
        weighted(raw.train(), 0, 0), withHeldOut ? unweighted(raw.heldOut(), 0, 0) : null);
  }

  private EntryBlock block(
      SortedEntries entries, double @Nullable [] weights, int target, int coefficient) {
    double[] targets = new double[entries.count()];
    double[] coefficients =
        weights == null && scales.isPlain() && coefficient == 0
            ? null
            : new double[entries.count()];
    for (int k = 0; k < entries.range().size(); k++) {
      int row = entries.range().start() + k;
      for (int e = entries.offsets()[k]; e < entries.offsets()[k + 1]; e++) {
        int col = entries.cols()[e];
        double root = weights == null ? 1 : Math.sqrt(weights[e]);
        targets[e] = Math.scalb(root * (entries.values()[e] - centering.at(row, col)), -target);
        if (coefficients != null) {
          coefficients[e] = Math.scalb(root * scales.row(row) * scales.col(col), -coefficient);
        }
      }
    }
    return new EntryBlock(
        rows,
        cols,
        entries.range(),
        entries.offsets(),
        entries.cols(),
        targets,
        nullIfOnes(coefficients));
  }

  /**
   * Coefficients, where there are any to speak of.
   *
   * @param coefficients c, or null if all are 1
   * @return the same, or null if all are 1
   */
  public static double @Nullable [] nullIfOnes(double @Nullable [] coefficients) {
    boolean needed = coefficients != null && Arrays.stream(coefficients).anyMatch(c -> c != 1);
    return needed ? coefficients : null;
  }
}
