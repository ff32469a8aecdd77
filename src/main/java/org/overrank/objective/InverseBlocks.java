package org.overrank.objective;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.Background;
import org.overrank.sensing.BackgroundBasis;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.RowElimination;
import org.overrank.sensing.Side;

/**
 * Products with the inverse of one factor's block of the Hessian of f on entries, the other fixed:
 * ½N (W_bᵀW_b + λN I)⁻¹ x_b for each row b. Half an alternating sweep's work, one pass.
 *
 * @param side the factor whose block it is
 * @param other the fixed factor
 * @param vectors what to multiply, each like the factor of this side
 * @param ridge λN, positive
 * @param basis that of the problem's background, into which all are turned; else null
 * @param own this side's factor, at which another loss than the square bends; null under squares
 */
public record InverseBlocks(
    Side side,
    Matrix other,
    List<Matrix> vectors,
    double ridge,
    @Nullable BackgroundBasis basis,
    @Nullable Matrix own)
    implements Request<List<Matrix>> {
  /** In a list that travels. */
  public InverseBlocks {
    vectors = new ArrayList<>(vectors);
  }

  /**
   * Products without a background.
   *
   * @param side the factor whose block it is
   * @param other the fixed factor
   * @param vectors what to multiply
   * @param ridge λN, positive
   */
  public InverseBlocks(Side side, Matrix other, List<Matrix> vectors, double ridge) {
    this(side, other, vectors, ridge, null, null);
  }

  /**
   * Products of a problem.
   *
   * @param shape of the problem
   * @param side the factor whose block it is
   * @param point (U, V)
   * @param vectors what to multiply
   * @param ridge λN, positive
   * @return the request
   */
  static InverseBlocks of(
      ProblemShape shape, Side side, Factors point, List<Matrix> vectors, double ridge) {
    Background background = shape.background(side);
    Matrix other = point.get(side.other());
    if (background == null) {
      Matrix own = shape.loss().isSquared() ? null : point.get(side);
      return new InverseBlocks(side, other, vectors, ridge, null, own);
    }
    BackgroundBasis basis = BackgroundBasis.of(background, other);
    return new InverseBlocks(
        side,
        basis.turned(other),
        vectors.stream().map(basis::turned).toList(),
        ridge,
        basis,
        null);
  }

  @Override
  public Side copy() {
    return side;
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    EntryBlock entries = (EntryBlock) block.linear();
    List<FactorSlice> products = new ArrayList<>();
    vectors.forEach(x -> products.add(new FactorSlice(entries.range(), other.cols())));
    new RowElimination(block, other, ridge, basis, own)
        .inverseTimes(
            vectors.stream().map(Matrix::data).toList(),
            products.stream().map(FactorSlice::data).toList());
    return new Partial(new double[0], products.toArray(new Slice[0]));
  }

  @Override
  public List<Matrix> answer(Partial total, ProblemShape shape) {
    List<Matrix> products = new ArrayList<>();
    for (int k = 0; k < vectors.size(); k++) {
      Matrix product =
          total.factorSlice(k).toMatrix(vectors.get(k).rows(), 0.5 * shape.measurements());
      products.add(basis == null ? product : basis.turnedBack(product));
    }
    return products;
  }
}
