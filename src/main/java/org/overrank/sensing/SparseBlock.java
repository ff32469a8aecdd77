package org.overrank.sensing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.overrank.linalg.Axpy;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;

/**
 * Matrices A_i of a few cells each, as one list of cells cut by measurements.
 *
 * <p>Against M a pass costs 4 flops a cell, against the factors 6R.
 */
final class SparseBlock extends MatrixBlock {
  private static final long serialVersionUID = 1L;

  private final int[] offsets;
  private final int[] cellRows;
  private final int[] cellCols;
  private final double[] values;

  private SparseBlock(
      int rows,
      int cols,
      Targets targets,
      int[] offsets,
      int[] cellRows,
      int[] cellCols,
      double[] values) {
    super(rows, cols, targets);
    this.offsets = offsets;
    this.cellRows = cellRows;
    this.cellCols = cellCols;
    this.values = values;
  }

  static SparseBlock of(int rows, int cols, List<Measurement> measurements, Targets targets) {
    SensingMatrix.Sparse[] matrices = new SensingMatrix.Sparse[measurements.size()];
    int[] offsets = new int[measurements.size() + 1];
    for (int i = 0; i < measurements.size(); i++) {
      matrices[i] = withoutRepeats((SensingMatrix.Sparse) measurements.get(i).matrix());
      offsets[i + 1] = Math.addExact(offsets[i], matrices[i].values().length);
    }
    int[] cellRows = new int[offsets[measurements.size()]];
    int[] cellCols = new int[cellRows.length];
    double[] values = new double[cellRows.length];
    for (int i = 0; i < measurements.size(); i++) {
      SensingMatrix.Sparse matrix = matrices[i];
      int size = matrix.values().length;
      System.arraycopy(matrix.rows(), 0, cellRows, offsets[i], size);
      System.arraycopy(matrix.cols(), 0, cellCols, offsets[i], size);
      for (int k = 0; k < size; k++) {
        values[offsets[i] + k] = targets.relativeRoot(i) * matrix.values()[k];
      }
    }
    require(cellRows, rows);
    require(cellCols, cols);
    return new SparseBlock(rows, cols, targets, offsets, cellRows, cellCols, values);
  }

  /** A cell that occurs twice adds up, so that squares of cells are squares of the matrix. */
  @Override
  MatrixBlock with(Targets other) {
    return new SparseBlock(rows(), cols(), other, offsets, cellRows, cellCols, values);
  }

  private static SensingMatrix.Sparse withoutRepeats(SensingMatrix.Sparse matrix) {
    Map<Long, Double> cells = new LinkedHashMap<>();
    for (int k = 0; k < matrix.values().length; k++) {
      long cell = ((long) matrix.rows()[k] << Integer.SIZE) + matrix.cols()[k];
      cells.merge(cell, matrix.values()[k], Double::sum);
    }
    if (cells.size() == matrix.values().length) {
      return matrix;
    }
    return new SensingMatrix.Sparse(
        cells.keySet().stream().mapToInt(cell -> (int) (cell >> Integer.SIZE)).toArray(),
        cells.keySet().stream().mapToInt(Long::intValue).toArray(),
        cells.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void require(int[] indices, int size) {
    for (int index : indices) {
      if (index < 0 || index >= size) {
        throw new IllegalArgumentException("cell at " + index + " of " + size);
      }
    }
  }

  @Override
  public void forward(Matrix[] matrices, double[][] out) {
    double scale = targets().rootScale();
    for (int k = 0; k < matrices.length; k++) {
      double[] m = matrices[k].data();
      for (int i = 0; i < count(); i++) {
        double sum = 0;
        for (int e = offsets[i]; e < offsets[i + 1]; e++) {
          sum += values[e] * m[cellRows[e] * cols() + cellCols[e]];
        }
        out[k][i] = scale * sum;
      }
    }
  }

  @Override
  public void addAdjoint(double[] z, Matrix out) {
    double[] g = out.data();
    double scale = targets().rootScale();
    for (int i = 0; i < count(); i++) {
      double factor = scale * z[i];
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        g[cellRows[e] * cols() + cellCols[e]] += factor * values[e];
      }
    }
  }

  @Override
  public void forward(Matrix left, Matrix right, double[] out) {
    if (seesMatrix(rows(), cols(), left.cols())) {
      super.forward(left, right, out);
      return;
    }
    Arrays.fill(out, 0);
    addImage(left, right, out);
  }

  /** out_i += ⟨A_i, L Rᵀ⟩, cell by cell. */
  private void addImage(Matrix left, Matrix right, double[] out) {
    int width = left.cols();
    for (int i = 0; i < count(); i++) {
      double sum = 0;
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        int u = cellRows[e] * width;
        int v = cellCols[e] * width;
        sum += values[e] * Dot.product(left.data(), u, right.data(), v, width);
      }
      out[i] += targets().rootScale() * sum;
    }
  }

  @Override
  public void addAdjointTimes(Side side, double[] z, Matrix x, double[] out) {
    int width = x.cols();
    int[] own = side == Side.ROWS ? cellRows : cellCols;
    int[] other = side == Side.ROWS ? cellCols : cellRows;
    double scale = targets().rootScale();
    for (int i = 0; i < count(); i++) {
      double factor = scale * z[i];
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        Axpy.add(factor * values[e], x.data(), other[e] * width, out, own[e] * width, width);
      }
    }
  }

  @Override
  public double addLossAndGradient(
      Matrix left, Matrix right, double[] gradientLeft, double[] gradientRight) {
    double[] residual = new double[count()];
    forward(left, right, residual);
    subtractTargets(residual);
    addAdjointTimes(Side.ROWS, residual, right, gradientLeft);
    addAdjointTimes(Side.COLUMNS, residual, left, gradientRight);
    return Dot.sumOfSquares(residual);
  }

  @Override
  public void addLineCoefficients(
      Matrix left, Matrix right, Matrix directionLeft, Matrix directionRight, double[] out) {
    if (seesMatrix(rows(), cols(), left.cols())) {
      super.addLineCoefficients(left, right, directionLeft, directionRight, out);
      return;
    }
    double[][] images = new double[3][count()];
    addImage(left, right, images[0]);
    subtractTargets(images[0]);
    addImage(directionLeft, right, images[1]);
    addImage(left, directionRight, images[1]);
    addImage(directionLeft, directionRight, images[2]);
    addLine(images, out);
  }

  @Override
  public void expand(int i, double[] cells) {
    Arrays.fill(cells, 0);
    for (int e = offsets[i]; e < offsets[i + 1]; e++) {
      cells[cellRows[e] * cols() + cellCols[e]] += targets().rootScale() * values[e];
    }
  }

  @Override
  public void addCurvature(double[] rowSums, double[] colSums) {
    double scale = targets().rootScale();
    for (int e = 0; e < values.length; e++) {
      double square = (scale * values[e]) * (scale * values[e]);
      rowSums[cellRows[e]] += square;
      colSums[cellCols[e]] += square;
    }
  }

  @Override
  public long roundings() {
    int most = 0;
    for (int i = 0; i < count(); i++) {
      most = Math.max(most, offsets[i + 1] - offsets[i]);
    }
    return most;
  }

  @Override
  public long bytes() {
    return 16L * values.length + 4L * offsets.length + targets().bytes() + 96;
  }
}
