package org.overrank.objective;

import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.RowRange;

/**
 * The Gram matrix XᵀX of the table X = [A y], one row a measurement: with d = d1·d2 it is of order
 * d + 1 and holds A*A, A*(y) and ‖y‖². N(d + 1)² flops.
 */
public record GramMatrix() implements Request<Matrix> {
  private static final int CHUNK = 64;

  @Override
  public Partial contribute(MeasurementBlock block) {
    MatrixBlock matrices = (MatrixBlock) block;
    int order = order(block.rows(), block.cols());
    double[][] upper = new double[order][order];
    double[][] chunk = new double[Math.min(CHUNK, Math.max(1, block.count()))][order];
    double[] cells = new double[order - 1];
    for (int first = 0; first < block.count(); first += CHUNK) {
      int size = Math.min(CHUNK, block.count() - first);
      for (int k = 0; k < size; k++) {
        matrices.expand(first + k, cells);
        System.arraycopy(cells, 0, chunk[k], 0, order - 1);
        chunk[k][order - 1] = block.target(first + k);
      }
      Gram.addOuterProducts(upper, order, chunk, size);
    }
    FactorSlice slice = new FactorSlice(new RowRange(0, order), order);
    for (int i = 0; i < order; i++) {
      System.arraycopy(upper[i], i, slice.data(), i * order + i, order - i);
    }
    return new Partial(new double[0], slice);
  }

  /** d1·d2 + 1. */
  static int order(int rows, int cols) {
    return Math.addExact(Math.multiplyExact(rows, cols), 1);
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    long order = order(shape.rows(), shape.cols());
    return order * order;
  }

  /** The upper triangle, zeros below it. */
  @Override
  public Matrix answer(Partial total, ProblemShape shape) {
    return total.factorSlice(0).toMatrix(order(shape.rows(), shape.cols()), 1);
  }
}
