package org.overrank.objective;

import java.util.List;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * The data term (1/N)‖A(U Vᵀ) − y‖² and its gradient (2/N)(A*(r)V, A*(r)ᵀU) (theory, section 1).
 *
 * <p>Blocks that see the whole matrix hand back A*(r) where that is smaller, see {@link
 * MatrixBlock#seesMatrix}; all blocks of a problem do alike.
 *
 * @param point (U, V)
 */
public record ValueAndGradient(Factors point)
    implements Request<ValueAndGradient.Answer>, MatrixRequest {
  /**
   * Value and gradient.
   *
   * @param value the data term
   * @param gradient its gradient
   */
  public record Answer(double value, Factors gradient) {}

  @Override
  public Partial contribute(MeasurementBlock block) {
    return block instanceof MatrixBlock matrices && seesMatrix(matrices)
        ? SharedReading.of(matrices, List.of(this)).get(0)
        : throughFactors(block);
  }

  @Override
  public boolean seesMatrix(MatrixBlock block) {
    return block.formsMatrix(point.searchRank());
  }

  @Override
  public List<Matrix> matrices() {
    return List.of(point.product());
  }

  @Override
  public boolean needsAdjoint() {
    return true;
  }

  /** A*(r) itself where it is smaller than its products with the factors. */
  @Override
  public Partial contribute(MatrixBlock block, double[][] images, FactorSlice adjoint) {
    double[] loss = {Dot.sumOfSquares(images[0])};
    if (MatrixBlock.seesMatrix(block.rows(), block.cols(), point.searchRank())) {
      return new Partial(loss, adjoint);
    }
    Matrix whole = Matrix.wrap(block.rows(), block.cols(), adjoint.data());
    return new Partial(
        loss,
        FactorSlice.of(block.touched(Side.ROWS), Multiply.ab(whole, point.right())),
        FactorSlice.of(block.touched(Side.COLUMNS), Multiply.atb(whole, point.left())));
  }

  private Partial throughFactors(MeasurementBlock block) {
    FactorSlice left = new FactorSlice(block.touched(Side.ROWS), point.searchRank());
    FactorSlice right = new FactorSlice(block.touched(Side.COLUMNS), point.searchRank());
    double loss = block.addLossAndGradient(point.left(), point.right(), left.data(), right.data());
    return new Partial(new double[] {loss}, left, right);
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    // At least A*(r), and exact for blocks that do not see the matrix.
    return shape.overlappingRows() * point.searchRank();
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    double scale = 2.0 / shape.measurements();
    Matrix first = total.factorSlice(0).toMatrix(shape.rows(), scale);
    double value = total.sum(0) / shape.measurements();
    if (total.slices() > 1) {
      Factors gradient = new Factors(first, total.factorSlice(1).toMatrix(shape.cols(), scale));
      BackgroundTerm background = BackgroundTerm.of(shape, point);
      return background == null
          ? new Answer(value, gradient)
          : new Answer(
              value + background.value() / shape.measurements(),
              gradient.plus(1.0 / shape.measurements(), background.gradient()));
    }
    return new Answer(
        value, new Factors(Multiply.ab(first, point.right()), Multiply.atb(first, point.left())));
  }
}
