package org.overrank.objective;

import java.util.ArrayList;
import java.util.List;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.RowRange;
import org.overrank.sensing.Side;

/** Answers requests that see the matrix from one reading of a block, each as if it were alone. */
final class SharedReading {
  private static final FactorSlice NONE = new FactorSlice(new RowRange(0, 0), 0);

  private final MatrixBlock block;
  private final List<Matrix> matrices = new ArrayList<>();
  private final List<FactorSlice> adjoints = new ArrayList<>();

  private SharedReading(MatrixBlock block) {
    this.block = block;
  }

  /**
   * Reads the block once.
   *
   * @param block measurements
   * @param requests at least one
   * @return one contribution a request, in order
   */
  static List<Partial> of(MatrixBlock block, List<MatrixRequest> requests) {
    return new SharedReading(block).read(requests);
  }

  private List<Partial> read(List<MatrixRequest> requests) {
    int[] places = new int[requests.size()];
    int[] sizes = new int[places.length];
    for (boolean adjoint : new boolean[] {true, false}) {
      for (int k = 0; k < places.length; k++) {
        if (requests.get(k).needsAdjoint() == adjoint) {
          places[k] = matrices.size();
          matrices.addAll(requests.get(k).matrices());
          sizes[k] = matrices.size() - places[k];
          if (adjoint) {
            adjoints.add(new FactorSlice(block.touched(Side.ROWS), block.cols()));
          }
        }
      }
    }
    double[][] images = new double[matrices.size()][block.count()];
    block.residualsAndAdjoints(matrices.toArray(Matrix[]::new), images, wrapped());
    List<Partial> partials = new ArrayList<>(places.length);
    for (int k = 0; k < places.length; k++) {
      MatrixRequest request = requests.get(k);
      double[][] own = new double[sizes[k]][];
      System.arraycopy(images, places[k], own, 0, own.length);
      FactorSlice adjoint = request.needsAdjoint() ? adjoints.get(places[k]) : NONE;
      partials.add(request.contribute(block, own, adjoint));
    }
    return partials;
  }

  private Matrix[] wrapped() {
    return adjoints.stream()
        .map(slice -> Matrix.wrap(block.rows(), block.cols(), slice.data()))
        .toArray(Matrix[]::new);
  }
}
