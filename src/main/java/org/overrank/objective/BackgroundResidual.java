package org.overrank.objective;

import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.sensing.Side;

/** G with all cells measured: a residual at the entries, and the thin factors of the background. */
public final class BackgroundResidual implements Residual {
  private final Residual ofEntries;
  private final Matrix left;
  private final Matrix right;

  private BackgroundResidual(Residual ofEntries, BackgroundTerm background) {
    this.ofEntries = ofEntries;
    this.left = background.left(2.0 / ofEntries.shape().measurements());
    this.right = background.right();
  }

  /**
   * A residual with its background.
   *
   * @param point (U, V)
   * @param ofEntries what the measurements that are given leave of G there, closed with it; its
   *     sums are over all cells already
   * @return the same without a background
   */
  public static Residual over(Factors point, Residual ofEntries) {
    BackgroundTerm background = BackgroundTerm.of(ofEntries.shape(), point);
    return background == null ? ofEntries : new BackgroundResidual(ofEntries, background);
  }

  @Override
  public ResidualSums.Answer sums() {
    return ofEntries.sums();
  }

  @Override
  public double[] solvedColumns() {
    return ofEntries.solvedColumns();
  }

  @Override
  public ProblemShape shape() {
    return ofEntries.shape();
  }

  @Override
  public Matrix product(Side side, Matrix x) {
    Matrix product = ofEntries.product(side, x);
    Matrix thin =
        side == Side.ROWS
            ? Multiply.ab(left, Multiply.atb(right, x))
            : Multiply.ab(right, Multiply.atb(left, x));
    for (int i = 0; i < thin.data().length; i++) {
      product.data()[i] += thin.data()[i];
    }
    return product;
  }

  /** Two, as what the thin factors add lies between the two products. */
  @Override
  public long passesOfGram() {
    return 2;
  }

  @Override
  public void close() {
    ofEntries.close();
  }
}
