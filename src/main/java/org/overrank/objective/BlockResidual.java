package org.overrank.objective;

import java.io.Serializable;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.LossBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.RowElimination;
import org.overrank.sensing.RowRange;
import org.overrank.sensing.Side;

/** One block's own part of the residual r = A(U Vᵀ) − y, kept beside it, and its shares in sums. */
public final class BlockResidual implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] residual;
  private final double[] solvedColumns;
  private final double[] sums;

  private BlockResidual(double[] residual, double[] solvedColumns, double[] sums) {
    this.residual = residual;
    this.solvedColumns = solvedColumns;
    this.sums = sums;
  }

  /**
   * The block's part of the residual.
   *
   * @param block measurements
   * @param point (U, V), or V alone for entries in whole rows
   * @param ridge λN, by which rows of U are solved for if need be
   * @return the part, of length count
   */
  public static BlockResidual at(MeasurementBlock block, Factors point, double ridge) {
    double[] residual = new double[block.count()];
    double[] columns = new double[point.isImplied() ? point.searchRank() : 0];
    if (point.isImplied()) {
      new RowElimination((EntryBlock) block, point.right(), ridge).residuals(residual, columns);
    } else if (block instanceof LossBlock lossy) {
      block.forward(point.left(), point.right(), residual);
      double[] images = residual.clone();
      lossy.toSlopes(residual);
      return new BlockResidual(residual, columns, ResidualSums.sums(lossy, images, residual));
    } else {
      block.residual(point.left(), point.right(), residual);
    }
    return new BlockResidual(residual, columns, ResidualSums.sums(block, residual));
  }

  /** The residual itself, the live array. */
  double[] residual() {
    return residual;
  }

  /** What the block contributes to {@link ResidualSums}, the live array. */
  double[] sums() {
    return sums;
  }

  /** The block's part of the residual at (U, V), or half the slopes of its loss; a new array. */
  static double[] at(MeasurementBlock block, Factors point) {
    double[] residual = new double[block.count()];
    block.residual(point.left(), point.right(), residual);
    return residual;
  }

  /**
   * The block's share in the residual's sums.
   *
   * @return a contribution to {@link #sums(Partial, ProblemShape, Factors)} and {@link
   *     #solvedColumns}
   */
  public Partial share() {
    FactorSlice columns = new FactorSlice(new RowRange(0, 1), solvedColumns.length);
    System.arraycopy(solvedColumns, 0, columns.data(), 0, solvedColumns.length);
    return new Partial(sums.clone(), columns);
  }

  /**
   * The residual's sums.
   *
   * @param total the sum over all blocks
   * @param shape the size of the problem
   * @param point (U, V)
   * @return the sums
   */
  public static ResidualSums.Answer sums(Partial total, ProblemShape shape, Factors point) {
    return ResidualSums.answer(total, shape, point);
  }

  /** What A* is applied to, instead of a residual: the residual itself without a background. */
  private static double[] slopes(MeasurementBlock block, double[] residual) {
    if (!(block instanceof EntryBlock entries) || entries.background() == null) {
      return residual;
    }
    double[] slopes = residual.clone();
    entries.toSlopes(slopes);
    return slopes;
  }

  /**
   * The lengths of the columns of U that was solved for.
   *
   * @param total the sum over all blocks
   * @return their squares; empty where U was given
   */
  public static double[] solvedColumns(Partial total) {
    return total.factorSlice(0).data();
  }

  /**
   * The block's share in A*(r) X or A*(r)ᵀ X.
   *
   * @param block measurements
   * @param side ROWS for A*(r) X, COLUMNS for A*(r)ᵀ X
   * @param x d2 × k or d1 × k
   * @return a contribution to {@link #product(Partial, Side, ProblemShape)}
   */
  public Partial product(MeasurementBlock block, Side side, Matrix x) {
    FactorSlice slice = new FactorSlice(block.touched(side), x.cols());
    block.addAdjointTimes(side, slopes(block, residual), x, slice.data());
    return new Partial(new double[0], slice);
  }

  /**
   * A product with G = (2/N) A*(r).
   *
   * @param total the sum over all blocks; reused
   * @param side ROWS for G X, COLUMNS for Gᵀ X
   * @param shape the size of the problem
   * @return the product
   */
  public static Matrix product(Partial total, Side side, ProblemShape shape) {
    int rows = side == Side.ROWS ? shape.rows() : shape.cols();
    return total.factorSlice(0).toMatrix(rows, 2.0 / shape.measurements());
  }

  /**
   * The block's share in A*(r)ᵀ A*(r) X, of entries in whole rows.
   *
   * @param block entries, under any loss
   * @param x d2 × k
   * @return a contribution to {@link #gram(Partial, ProblemShape)}
   */
  public Partial gram(MeasurementBlock block, Matrix x) {
    FactorSlice slice = new FactorSlice(block.touched(Side.COLUMNS), x.cols());
    ((EntryBlock) block.linear()).addGramTimes(slopes(block, residual), x, slice.data());
    return new Partial(new double[0], slice);
  }

  /**
   * A product with GᵀG, G = (2/N) A*(r).
   *
   * @param total the sum over all blocks; reused
   * @param shape the size of the problem
   * @return the product
   */
  public static Matrix gram(Partial total, ProblemShape shape) {
    double scale = 2.0 / shape.measurements();
    return total.factorSlice(0).toMatrix(shape.cols(), scale * scale);
  }
}
