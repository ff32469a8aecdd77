package org.overrank.sensing;

import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowUpdate;

/**
 * Full matrices A_i: kept as doubles, as floats, or drawn again in each pass.
 *
 * <p>A pass costs 4·d1·d2 flops a measurement and reads it once: {@value #GROUP} matrices at a time
 * are multiplied with M and, still in cache, added to A*(r).
 */
final class DenseBlock extends MatrixBlock {
  private static final long serialVersionUID = 1L;

  /** As many as one loop adds at full speed, see {@link RowUpdate}. */
  private static final int GROUP = 4;

  private final MatrixRows matrices;

  DenseBlock(int rows, int cols, MatrixRows matrices, Targets targets) {
    super(rows, cols, targets);
    if (matrices.count() != targets.count()) {
      throw new IllegalArgumentException(
          matrices.count() + " matrices, " + targets.count() + " targets");
    }
    this.matrices = matrices;
  }

  @Override
  public void forward(Matrix[] ms, double[][] out) {
    double[] scratch = new double[cells()];
    for (int i = 0; i < count(); i++) {
      double[] row = matrices.row(i, scratch);
      for (int k = 0; k < ms.length; k++) {
        out[k][i] = targets().root(i) * Dot.product(row, 0, ms[k].data(), 0, row.length);
      }
    }
  }

  @Override
  public void addAdjoint(double[] z, Matrix out) {
    Group group = new Group();
    for (int first = 0; first < count(); first += GROUP) {
      group.load(first);
      for (int q = 0; q < group.size; q++) {
        group.factors[q] = z[first + q] * targets().root(first + q);
      }
      group.addTo(out);
    }
  }

  @Override
  public void residualsAndAdjoints(Matrix[] ms, double[][] residuals, Matrix[] out) {
    Group group = new Group();
    for (int first = 0; first < count(); first += GROUP) {
      group.load(first);
      for (int k = 0; k < ms.length; k++) {
        for (int q = 0; q < group.size; q++) {
          int i = first + q;
          double product = Dot.product(group.rows[q], 0, ms[k].data(), 0, group.rows[q].length);
          residuals[k][i] = targets().root(i) * product - targets().value(i);
          group.factors[q] = residuals[k][i] * targets().root(i);
        }
        group.addTo(out[k]);
      }
    }
  }

  private int cells() {
    return Math.multiplyExact(rows(), cols());
  }

  /** A few matrices that are read together. */
  private final class Group {
    private final double[][] scratch = new double[GROUP][cells()];
    private final double[][] rows = new double[GROUP][];
    private final double[] factors = new double[GROUP];
    private int size;

    void load(int first) {
      size = Math.min(GROUP, count() - first);
      for (int q = 0; q < size; q++) {
        rows[q] = matrices.row(first + q, scratch[q]);
      }
    }

    void addTo(Matrix out) {
      RowUpdate.addRows(out.data(), rows, size, factors, 0, 1, out.data().length);
    }
  }

  @Override
  public void expand(int i, double[] cells) {
    double[] row = matrices.row(i, cells);
    double root = targets().root(i);
    for (int j = 0; j < cells.length; j++) {
      cells[j] = root * row[j];
    }
  }

  @Override
  public void addCurvature(double[] rowSums, double[] colSums) {
    double[] cells = new double[cells()];
    for (int i = 0; i < count(); i++) {
      expand(i, cells);
      for (int a = 0; a < rows(); a++) {
        for (int b = 0; b < cols(); b++) {
          double square = cells[a * cols() + b] * cells[a * cols() + b];
          rowSums[a] += square;
          colSums[b] += square;
        }
      }
    }
  }

  @Override
  public long bytes() {
    return matrices.bytes() + targets().bytes();
  }
}
