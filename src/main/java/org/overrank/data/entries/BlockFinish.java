package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overrank.sensing.Background;
import org.overrank.sensing.EntryBlock;

/** Makes blocks of the matrix to fit: subtracts the centering, folds in weights and scales. */
public final class BlockFinish implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int cols;
  private final BiasFit biases;
  private final Regularizer regularizer;
  private final double @Nullable [] colScales;
  private final Unobserved unobserved;
  private final int rootUnit;

  /**
   * What is known of the whole matrix; what is of rows, blocks know themselves.
   *
   * @param rows d1
   * @param cols d2
   * @param biases what to subtract
   * @param regularizer by which cells have coefficients
   * @param counts of the training entries, or null if every row and column has some and the
   *     regularizer is plain
   */
  public BlockFinish(
      int rows, int cols, BiasFit biases, Regularizer regularizer, @Nullable SideCounts counts) {
    this(rows, cols, biases, regularizer, counts, Unobserved.NOTHING, 0);
  }

  /**
   * What is known of the whole matrix, all of whose cells may be measured.
   *
   * @param rows d1
   * @param cols d2
   * @param biases what to subtract
   * @param regularizer by which cells have coefficients
   * @param counts of the training entries, or null as before
   * @param unobserved what cells say that are no entries
   * @param rootUnit roots of weights are divided by 2 to this power
   */
  public BlockFinish(
      int rows,
      int cols,
      BiasFit biases,
      Regularizer regularizer,
      @Nullable SideCounts counts,
      Unobserved unobserved,
      int rootUnit) {
    this.rows = rows;
    this.cols = cols;
    this.biases = biases;
    this.regularizer = regularizer;
    this.unobserved = unobserved;
    this.rootUnit = rootUnit;
    this.colScales =
        counts == null
            ? null
            : Scales.side(
                regularizer == Regularizer.WEIGHTED ? counts.penalised() : counts.cols(),
                regularizer,
                unobserved.weight() * rows);
  }

  /**
   * The terms of a block's rows.
   *
   * @param train its training entries
   * @return s and b
   */
  public RowTerms terms(SortedEntries train) {
    long[] counts = new long[train.range().size()];
    Arrays.setAll(counts, k -> count(train, k));
    return new RowTerms(
        Scales.side(counts, regularizer, unobserved.weight() * cols), biases.rows(train));
  }

  /** The entries of a row, those that its penalty counts where they are not all. */
  private long count(SortedEntries train, int row) {
    int all = train.offsets()[row + 1] - train.offsets()[row];
    long others = 0;
    for (int e = train.offsets()[row];
        regularizer == Regularizer.WEIGHTED && e < train.offsets()[row + 1];
        e++) {
      others += unobserved.counts(train.values()[e]) ? 0 : 1;
    }
    return SideCounts.penalised(all, others);
  }

  /**
   * The weight of cells that are no entries.
   *
   * @param coefficient coefficients are divided by 2 to this power, beyond the unit of roots
   * @return α0 in the units of squared coefficients, 0 where they say nothing
   */
  public double background(int coefficient) {
    return Math.scalb(unobserved.weight(), -2 * (rootUnit + coefficient));
  }

  /**
   * The coefficients of cells.
   *
   * @param rowScales s of some rows or of all, or null if all are 1
   * @return s and t
   */
  public Scales scales(double @Nullable [] rowScales) {
    return new Scales(rowScales, colScales);
  }

  /** {@return what is subtracted} */
  public BiasFit biases() {
    return biases;
  }

  /**
   * A block of the fit: targets √w (y − centre), coefficients √w s_a t_b.
   *
   * @param entries the training entries; their columns are shared
   * @param terms of its rows
   * @param target targets are divided by 2 to this power
   * @param coefficient coefficients are divided by 2 to this power
   * @return the block
   */
  public EntryBlock weighted(SortedEntries entries, RowTerms terms, int target, int coefficient) {
    SortedEntries cells = unobserved.apart(entries, rootUnit);
    EntryBlock block = block(cells, terms, cells.weights(), target, coefficient);
    return unobserved.isOn()
        ? block.over(
            Background.ofRows(background(coefficient), block.range(), terms.scales(), colScales))
        : block;
  }

  /**
   * A block for testing: targets y − centre, coefficients s_a t_b, weights left aside.
   *
   * @param entries the held-out entries; their columns are shared
   * @param terms of its rows
   * @param target targets are divided by 2 to this power
   * @param coefficient coefficients are divided by 2 to this power
   * @return the block
   */
  public EntryBlock unweighted(SortedEntries entries, RowTerms terms, int target, int coefficient) {
    return block(entries, terms, null, target, coefficient);
  }

  /**
   * What {@link #weighted} was made of, but for rounding.
   *
   * @param block of the fit, all of whose rows and columns have scales
   * @param terms of its rows
   * @param target as it was made
   * @param coefficient as it was made
   * @return values, and weights where there are coefficients
   */
  public SortedEntries undone(EntryBlock block, RowTerms terms, int target, int coefficient) {
    Centering centering = biases.with(terms.biases());
    Scales scales = scales(terms.scales());
    double[] values = new double[block.count()];
    double @Nullable [] weights = block.hasCoefficients() ? new double[block.count()] : null;
    for (int k = 0; k < block.range().size(); k++) {
      for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
        int col = block.columns()[e];
        double scaled = Math.scalb(block.coefficient(e), coefficient);
        double root = scaled / (scales.row(k) * scales.col(col));
        values[e] = Math.scalb(block.targets()[e], target) / root + centering.at(k, col);
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
    RowTerms terms = terms(raw.train());
    return BlockSizes.of(
        weighted(raw.train(), terms, 0, 0),
        withHeldOut ? unweighted(raw.heldOut(), terms, 0, 0) : null);
  }

  private EntryBlock block(
      SortedEntries entries,
      RowTerms terms,
      double @Nullable [] weights,
      int target,
      int coefficient) {
    Centering centering = biases.with(terms.biases());
    Scales scales = scales(terms.scales());
    double[] targets = new double[entries.count()];
    double[] coefficients =
        weights == null && scales.isPlain() && coefficient == 0
            ? null
            : new double[entries.count()];
    for (int k = 0; k < entries.range().size(); k++) {
      for (int e = entries.offsets()[k]; e < entries.offsets()[k + 1]; e++) {
        int col = entries.cols()[e];
        double root = weights == null ? 1 : Math.sqrt(weights[e]);
        targets[e] = Math.scalb(root * (entries.values()[e] - centering.at(k, col)), -target);
        if (coefficients != null) {
          coefficients[e] = Math.scalb(root * scales.row(k) * scales.col(col), -coefficient);
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
