package org.overrank.sensing;

import java.util.List;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;

/**
 * Bilinear forms A_i = a_i b_iᵀ: ⟨A_i, L Rᵀ⟩ = ⟨Lᵀa_i, Rᵀb_i⟩.
 *
 * <p>A pass through factors of width k costs 4(d1 + d2)k flops a measurement for dense vectors, 4k
 * for each stored entry of sparse ones. A full matrix M is the pair of factors (M, I), of width d2:
 * 4·d1·d2 flops. {@value #GROUP} measurements are taken at a time, so that the sums over them run
 * at the speed of a matrix product.
 */
final class RankOneBlock extends MatrixBlock {
  private static final long serialVersionUID = 1L;

  private static final int GROUP = 64;

  private final VectorTable lefts;
  private final VectorTable rights;

  private RankOneBlock(int rows, int cols, Targets targets, VectorTable lefts, VectorTable rights) {
    super(rows, cols, targets);
    this.lefts = lefts;
    this.rights = rights;
  }

  static RankOneBlock of(int rows, int cols, List<Measurement> measurements, Targets targets) {
    List<SensingVector> a = measurements.stream().map(m -> matrix(m).left()).toList();
    List<SensingVector> b = measurements.stream().map(m -> matrix(m).right()).toList();
    return new RankOneBlock(rows, cols, targets, VectorTable.of(a, rows), VectorTable.of(b, cols));
  }

  @Override
  MatrixBlock with(Targets other) {
    return new RankOneBlock(rows(), cols(), other, lefts, rights);
  }

  private static SensingMatrix.RankOne matrix(Measurement measurement) {
    return (SensingMatrix.RankOne) measurement.matrix();
  }

  /** The images Lᵀa and Rᵀb of a few measurements. */
  private final class Group {
    private final double[][] left;
    private final double[][] right;
    private final double[][] a = new double[GROUP][];
    private final double[][] b = new double[GROUP][];
    private int first;
    private int size;

    Group(double[][] left, double[][] right, int width) {
      this.left = left;
      this.right = right;
      for (int c = 0; c < GROUP; c++) {
        a[c] = new double[width];
        b[c] = new double[width];
      }
    }

    void load(int from) {
      first = from;
      size = Math.min(GROUP, count() - from);
      for (int c = 0; c < size; c++) {
        lefts.combine(first + c, left, a[c]);
        rights.combine(first + c, right, b[c]);
      }
    }

    /** √w ⟨Lᵀa, R'ᵀb⟩ with a of this group and b of another one of the same measurements. */
    double product(int c, Group other) {
      return targets().root(first + c) * Dot.product(a[c], 0, other.b[c], 0, a[c].length);
    }
  }

  private static double[][] rowsOf(Matrix x) {
    double[][] result = new double[x.rows()][x.cols()];
    for (int i = 0; i < x.rows(); i++) {
      System.arraycopy(x.data(), i * x.cols(), result[i], 0, x.cols());
    }
    return result;
  }

  private static void addRows(double[][] x, double[] out) {
    int at = 0;
    for (double[] row : x) {
      for (double value : row) {
        out[at++] += value;
      }
    }
  }

  private Group group(Matrix left, Matrix right) {
    return new Group(rowsOf(left), rowsOf(right), left.cols());
  }

  @Override
  public void forward(Matrix left, Matrix right, double[] out) {
    Group group = group(left, right);
    for (int first = 0; first < count(); first += GROUP) {
      group.load(first);
      for (int c = 0; c < group.size; c++) {
        out[first + c] = group.product(c, group);
      }
    }
  }

  @Override
  public void forward(Matrix[] matrices, double[][] out) {
    double[] image = new double[cols()];
    double[] scratch = new double[cols()];
    for (int k = 0; k < matrices.length; k++) {
      double[][] rows = rowsOf(matrices[k]);
      for (int i = 0; i < count(); i++) {
        lefts.combine(i, rows, image);
        double product = Dot.product(image, 0, rights.expanded(i, scratch), 0, image.length);
        out[k][i] = targets().root(i) * product;
      }
    }
  }

  @Override
  public void addAdjoint(double[] z, Matrix out) {
    double[][] sum = new double[rows()][cols()];
    double[][] scratch = new double[GROUP][cols()];
    double[][] vectors = new double[GROUP][];
    double[] factors = new double[GROUP];
    for (int first = 0; first < count(); first += GROUP) {
      int size = Math.min(GROUP, count() - first);
      for (int c = 0; c < size; c++) {
        vectors[c] = rights.expanded(first + c, scratch[c]);
        factors[c] = targets().root(first + c) * z[first + c];
      }
      lefts.spread(first, size, factors, vectors, sum);
    }
    addRows(sum, out.data());
  }

  @Override
  public void addAdjointTimes(Side side, double[] z, Matrix x, double[] out) {
    VectorTable own = side == Side.ROWS ? lefts : rights;
    VectorTable other = side == Side.ROWS ? rights : lefts;
    double[][] rows = rowsOf(x);
    double[][] images = new double[GROUP][x.cols()];
    double[][] sum = new double[side == Side.ROWS ? rows() : cols()][x.cols()];
    double[] factors = new double[GROUP];
    for (int first = 0; first < count(); first += GROUP) {
      int size = Math.min(GROUP, count() - first);
      for (int c = 0; c < size; c++) {
        other.combine(first + c, rows, images[c]);
        factors[c] = targets().root(first + c) * z[first + c];
      }
      own.spread(first, size, factors, images, sum);
    }
    addRows(sum, out);
  }

  @Override
  public double addLossAndGradient(
      Matrix left, Matrix right, double[] gradientLeft, double[] gradientRight) {
    Group group = group(left, right);
    double[][] sumLeft = new double[rows()][left.cols()];
    double[][] sumRight = new double[cols()][left.cols()];
    double[] factors = new double[GROUP];
    double loss = 0;
    for (int first = 0; first < count(); first += GROUP) {
      group.load(first);
      for (int c = 0; c < group.size; c++) {
        double r = group.product(c, group) - target(first + c);
        loss += r * r;
        factors[c] = targets().root(first + c) * r;
      }
      lefts.spread(first, group.size, factors, group.b, sumLeft);
      rights.spread(first, group.size, factors, group.a, sumRight);
    }
    addRows(sumLeft, gradientLeft);
    addRows(sumRight, gradientRight);
    return loss;
  }

  @Override
  public void addLineCoefficients(
      Matrix left, Matrix right, Matrix directionLeft, Matrix directionRight, double[] out) {
    Group at = group(left, right);
    Group along = group(directionLeft, directionRight);
    for (int first = 0; first < count(); first += GROUP) {
      at.load(first);
      along.load(first);
      for (int c = 0; c < at.size; c++) {
        double r = at.product(c, at) - target(first + c);
        double b = along.product(c, at) + at.product(c, along);
        LineCoefficients.add(r, b, along.product(c, along), out);
      }
    }
  }

  @Override
  public void expand(int i, double[] cells) {
    double[] a = lefts.expanded(i, new double[rows()]);
    double[] b = rights.expanded(i, new double[cols()]);
    for (int row = 0; row < rows(); row++) {
      for (int col = 0; col < cols(); col++) {
        cells[row * cols() + col] = targets().root(i) * a[row] * b[col];
      }
    }
  }

  @Override
  public void addCurvature(double[] rowSums, double[] colSums) {
    for (int i = 0; i < count(); i++) {
      double weight = targets().root(i) * targets().root(i);
      lefts.addSquares(i, weight * rights.normSquared(i), rowSums);
      rights.addSquares(i, weight * lefts.normSquared(i), colSums);
    }
  }

  @Override
  public long roundings() {
    return (long) rows() + cols();
  }

  @Override
  public long bytes() {
    return lefts.bytes() + rights.bytes() + targets().bytes();
  }
}
