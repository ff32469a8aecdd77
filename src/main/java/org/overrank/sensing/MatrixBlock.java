package org.overrank.sensing;

import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;

/**
 * Measurements that see the whole matrix M rather than rows of its factors.
 *
 * <p>Where M is small against the factors, d1·d2 ≤ (d1 + d2)R, a pass forms M once, reads every A_i
 * once and hands back A*(r) itself, of which the gradients GV and GᵀU are made after all blocks
 * were added up. Elsewhere the block multiplies before it hands back. {@link #seesMatrix} says
 * which.
 */
public abstract class MatrixBlock implements MeasurementBlock {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int cols;
  private final Targets targets;

  /**
   * What every such block has.
   *
   * @param rows d1
   * @param cols d2
   * @param targets √w y and √w
   */
  MatrixBlock(int rows, int cols, Targets targets) {
    this.rows = rows;
    this.cols = cols;
    this.targets = targets;
  }

  @Override
  public final int count() {
    return targets.count();
  }

  @Override
  public final int rows() {
    return rows;
  }

  @Override
  public final int cols() {
    return cols;
  }

  @Override
  public final RowRange touched(Side side) {
    return new RowRange(0, side == Side.ROWS ? rows : cols);
  }

  @Override
  public final double target(int i) {
    return targets.value(i);
  }

  /**
   * What the weight of one measurement is folded in by.
   *
   * @param i index in the block
   * @return √w_i, in no units
   */
  final double weightRoot(int i) {
    return targets.weightRoot(i);
  }

  /**
   * The same measurements in other units.
   *
   * @param target p
   * @param coefficient a
   * @return a block of √w y / 2^p and √w A / 2^a, over the same arrays
   */
  public final MatrixBlock in(int target, int coefficient) {
    return with(targets.in(target, coefficient));
  }

  /**
   * The same matrices with other targets.
   *
   * @param other √w y and √w
   * @return a block over the same arrays
   */
  abstract MatrixBlock with(Targets other);

  /**
   * The size of the largest target.
   *
   * @return the exponent of √w |y|, see {@link org.overrank.linalg.PowersOfTwo}
   */
  public final int targetExponent() {
    return targets.targetExponent();
  }

  /**
   * The size of the largest coefficient.
   *
   * @return the exponent of the largest cell of a √w A; of products of vectors within 1 of it
   */
  public final int coefficientExponent() {
    return targets.coefficientExponent();
  }

  /** √w and √w y. */
  final Targets targets() {
    return targets;
  }

  /**
   * Whether a pass at a search rank forms M and returns A*(r).
   *
   * @param rows d1
   * @param cols d2
   * @param searchRank R
   * @return d1·d2 ≤ (d1 + d2)R: both cheaper to compute and fewer numbers to return
   */
  public static boolean seesMatrix(int rows, int cols, int searchRank) {
    return (long) rows * cols <= ((long) rows + cols) * searchRank;
  }

  /**
   * Whether a pass over this block forms M at a search rank; otherwise it works on the factors.
   *
   * @param searchRank R
   * @return at least {@link #seesMatrix}
   */
  public boolean formsMatrix(int searchRank) {
    return seesMatrix(rows, cols, searchRank);
  }

  /**
   * The forward map of several matrices in one reading: out[k]_i = ⟨A_i, M_k⟩.
   *
   * @param matrices M_k, d1 × d2, not modified
   * @param out one array of length count for each, overwritten
   */
  public abstract void forward(Matrix[] matrices, double[][] out);

  /**
   * The adjoint: out += A*(z) = Σ z_i A_i.
   *
   * @param z length count, not modified
   * @param out d1 × d2, added to
   */
  public abstract void addAdjoint(double[] z, Matrix out);

  /**
   * Residual and adjoint in one reading: r = A(M) − y, out += A*(r).
   *
   * @param matrix M, d1 × d2, not modified
   * @param residual length count, overwritten by r
   * @param out d1 × d2, added to
   */
  public final void residualAndAdjoint(Matrix matrix, double[] residual, Matrix out) {
    residualsAndAdjoints(new Matrix[] {matrix}, new double[][] {residual}, new Matrix[] {out});
  }

  /**
   * Residuals and adjoints of several matrices in one reading; the bits of each are those that it
   * has alone.
   *
   * @param matrices M_k, d1 × d2, not modified
   * @param images one array of length count for each, overwritten: by r_k = A(M_k) − y for the
   *     first {@code out.length} of them, by A(M_k) for the others
   * @param out d1 × d2, A*(r_k) added to the k-th
   */
  public void residualsAndAdjoints(Matrix[] matrices, double[][] images, Matrix[] out) {
    forward(matrices, images);
    for (int k = 0; k < out.length; k++) {
      subtractTargets(images[k]);
      addAdjoint(images[k], out[k]);
    }
  }

  /**
   * One measurement as a full matrix, its weight folded in.
   *
   * @param i which
   * @param cells length d1·d2, overwritten by √w A_i by rows
   */
  public abstract void expand(int i, double[] cells);

  /**
   * r ← r − y.
   *
   * @param residual length count
   */
  public final void subtractTargets(double[] residual) {
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= targets.value(i);
    }
  }

  @Override
  public void forward(Matrix left, Matrix right, double[] out) {
    forward(new Matrix[] {Multiply.abt(left, right)}, new double[][] {out});
  }

  @Override
  public void addAdjointTimes(Side side, double[] z, Matrix x, double[] out) {
    Matrix adjoint = Matrix.zeros(rows, cols);
    addAdjoint(z, adjoint);
    add(side == Side.ROWS ? Multiply.ab(adjoint, x) : Multiply.atb(adjoint, x), out);
  }

  @Override
  public double addLossAndGradient(
      Matrix left, Matrix right, double[] gradientLeft, double[] gradientRight) {
    Matrix adjoint = Matrix.zeros(rows, cols);
    double[] residual = new double[count()];
    residualAndAdjoint(Multiply.abt(left, right), residual, adjoint);
    add(Multiply.ab(adjoint, right), gradientLeft);
    add(Multiply.atb(adjoint, left), gradientRight);
    return Dot.sumOfSquares(residual);
  }

  @Override
  public void addLineCoefficients(
      Matrix left, Matrix right, Matrix directionLeft, Matrix directionRight, double[] out) {
    double[][] images = new double[3][count()];
    forward(lineMatrices(left, right, directionLeft, directionRight), images);
    subtractTargets(images[0]);
    addLine(images, out);
  }

  /**
   * The matrices whose images a line search needs (theory, section 3).
   *
   * @param left U
   * @param right V
   * @param directionLeft P
   * @param directionRight Q
   * @return UVᵀ, PVᵀ + UQᵀ and PQᵀ
   */
  public static Matrix[] lineMatrices(
      Matrix left, Matrix right, Matrix directionLeft, Matrix directionRight) {
    Matrix first = Multiply.abt(directionLeft, right);
    add(Multiply.abt(left, directionRight), first.data());
    return new Matrix[] {
      Multiply.abt(left, right), first, Multiply.abt(directionLeft, directionRight)
    };
  }

  /**
   * Adds ‖r + ηb + η²c‖² by powers of η.
   *
   * @param images r, b and c
   * @param out length 5, added to
   */
  public static void addLine(double[][] images, double[] out) {
    for (int i = 0; i < images[0].length; i++) {
      LineCoefficients.add(images[0][i], images[1][i], images[2][i], out);
    }
  }

  static void add(Matrix term, double[] out) {
    double[] data = term.data();
    for (int i = 0; i < data.length; i++) {
      out[i] += data[i];
    }
  }
}
