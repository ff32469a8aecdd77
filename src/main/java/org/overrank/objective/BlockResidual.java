package org.overrank.objective;

import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/** What one block does with its own part of the residual r = A(U Vᵀ) − y. */
public final class BlockResidual {
  private BlockResidual() {}

  /**
   * The block's part of the residual.
   *
   * @param block measurements
   * @param point (U, V)
   * @return a new array, length count
   */
  public static double[] at(MeasurementBlock block, Factors point) {
    double[] residual = new double[block.count()];
    block.forward(point.left(), point.right(), residual);
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= block.target(i);
    }
    return residual;
  }

  /**
   * The block's share in the residual's sums.
   *
   * @param block measurements
   * @param residual the block's part of the residual
   * @return a contribution to {@link #sums(Partial)}
   */
  public static Partial sums(MeasurementBlock block, double[] residual) {
    return new Partial(ResidualSums.sums(block, residual));
  }

  /**
   * The residual's sums.
   *
   * @param total the sum over all blocks
   * @return the sums
   */
  public static ResidualSums.Answer sums(Partial total) {
    return new ResidualSums.Answer(total.sum(0), total.sum(1), total.sum(2));
  }

  /**
   * The block's share in A*(r) X or A*(r)ᵀ X.
   *
   * @param block measurements
   * @param residual the block's part of the residual
   * @param side ROWS for A*(r) X, COLUMNS for A*(r)ᵀ X
   * @param x d2 × k or d1 × k
   * @return a contribution to {@link #product(Partial, Side, ProblemShape)}
   */
  public static Partial product(MeasurementBlock block, double[] residual, Side side, Matrix x) {
    FactorSlice slice = new FactorSlice(block.touched(side), x.cols());
    block.addAdjointTimes(side, residual, x, slice.data());
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
   * @param block entries
   * @param residual the block's part of the residual
   * @param x d2 × k
   * @return a contribution to {@link #gram(Partial, ProblemShape)}
   */
  public static Partial gram(EntryBlock block, double[] residual, Matrix x) {
    FactorSlice slice = new FactorSlice(block.touched(Side.COLUMNS), x.cols());
    block.addGramTimes(residual, x, slice.data());
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
