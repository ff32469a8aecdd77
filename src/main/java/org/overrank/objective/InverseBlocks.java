package org.overrank.objective;

import java.util.ArrayList;
import java.util.List;
import org.overrank.linalg.Matrix;
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
 */
public record InverseBlocks(Side side, Matrix other, List<Matrix> vectors, double ridge)
    implements Request<List<Matrix>> {
  /** In a list that travels. */
  public InverseBlocks {
    vectors = new ArrayList<>(vectors);
  }

  @Override
  public Side copy() {
    return side;
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    EntryBlock entries = (EntryBlock) block;
    List<FactorSlice> products = new ArrayList<>();
    vectors.forEach(x -> products.add(new FactorSlice(entries.range(), other.cols())));
    new RowElimination(entries, other, ridge)
        .inverseTimes(
            vectors.stream().map(Matrix::data).toList(),
            products.stream().map(FactorSlice::data).toList());
    return new Partial(new double[0], products.toArray(new Slice[0]));
  }

  @Override
  public List<Matrix> answer(Partial total, ProblemShape shape) {
    List<Matrix> products = new ArrayList<>();
    for (int k = 0; k < vectors.size(); k++) {
      products.add(
          total.factorSlice(k).toMatrix(vectors.get(k).rows(), 0.5 * shape.measurements()));
    }
    return products;
  }
}
