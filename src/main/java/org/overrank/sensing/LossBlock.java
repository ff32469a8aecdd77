package org.overrank.sensing;

import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.loss.Loss;

/**
 * Measurements under another loss than the square (theory, section 9).
 *
 * <p>The block beneath keeps √w A and √w y, divided by powers of two; with f_i = √w_i/2^p, p that
 * of the targets, a prediction is m_i = ⟨A_i, M⟩/f_i and the data term Σ f_i² ℓ(m_i, y_i). In the
 * place of the residual stands half its slope by the image, z_i = ½ f_i ℓ'(m_i, y_i), which is the
 * residual for squares: G = (2/N) A*(z) and all that is made of it are as before.
 */
public final class LossBlock implements MeasurementBlock {
  private static final long serialVersionUID = 1L;

  private final MeasurementBlock linear;
  private final Loss loss;
  private final double unit;
  private final int coefficientExponent;
  private final boolean weighted;

  /**
   * The same measurements, judged otherwise.
   *
   * @param linear their matrices and targets, without a background
   * @param loss ℓ
   * @param targetExponent p, what targets were divided by
   * @param coefficientExponent what coefficients were divided by
   * @param weighted whether coefficients of entries are the roots of weights, and nothing else
   */
  public LossBlock(
      MeasurementBlock linear,
      Loss loss,
      int targetExponent,
      int coefficientExponent,
      boolean weighted) {
    this.linear = linear;
    this.loss = loss;
    this.unit = Math.scalb(1.0, -targetExponent);
    this.coefficientExponent = coefficientExponent;
    this.weighted = weighted;
  }

  private LossBlock(LossBlock other, double width) {
    this.linear = other.linear;
    this.loss = other.loss.roundedBy(width);
    this.unit = other.unit;
    this.coefficientExponent = other.coefficientExponent;
    this.weighted = other.weighted;
  }

  /**
   * The same measurements under the same loss, its kink rounded off otherwise.
   *
   * @param width see {@link Loss#roundedBy}
   * @return a new block over the same arrays
   */
  public LossBlock roundedBy(double width) {
    return new LossBlock(this, width);
  }

  @Override
  public MeasurementBlock linear() {
    return linear;
  }

  /**
   * How predictions are charged.
   *
   * @return ℓ
   */
  public Loss loss() {
    return loss;
  }

  /**
   * f_i.
   *
   * @param i index in the block
   * @return √w_i/2^p, positive
   */
  public double factor(int i) {
    if (linear instanceof MatrixBlock matrices) {
      return unit * matrices.weightRoot(i);
    }
    return weighted
        ? unit * Math.scalb(((EntryBlock) linear).coefficient(i), coefficientExponent)
        : unit;
  }

  /**
   * y_i itself.
   *
   * @param i index in the block
   * @return the target as it was given, up to two roundings where there are weights
   */
  public double givenTarget(int i) {
    return linear.target(i) / factor(i);
  }

  /**
   * Turns images into half slopes.
   *
   * @param images ⟨A_i, M⟩, overwritten by z_i
   * @return Σ f_i² ℓ(m_i, y_i)
   */
  public double toSlopes(double[] images) {
    double sum = 0;
    for (int i = 0; i < images.length; i++) {
      double f = factor(i);
      double m = images[i] / f;
      double y = linear.target(i) / f;
      sum += f * f * loss.value(m, y);
      images[i] = 0.5 * f * loss.slope(m, y);
    }
    return sum;
  }

  @Override
  public void residual(Matrix left, Matrix right, double[] out) {
    forward(left, right, out);
    toSlopes(out);
  }

  /**
   * Turns changes of images into changes of half slopes.
   *
   * @param left U
   * @param right V
   * @param changes b, overwritten by ½ℓ''(m_i, y_i) b_i
   */
  public void bend(Matrix left, Matrix right, double[] changes) {
    double[] images = new double[count()];
    forward(left, right, images);
    for (int i = 0; i < images.length; i++) {
      double f = factor(i);
      changes[i] *= 0.5 * loss.curvature(images[i] / f, linear.target(i) / f);
    }
  }

  @Override
  public double addLossAndGradient(
      Matrix left, Matrix right, double[] gradientLeft, double[] gradientRight) {
    double[] slopes = new double[count()];
    forward(left, right, slopes);
    double value = toSlopes(slopes);
    if (linear instanceof MatrixBlock matrices) {
      Matrix adjoint = Matrix.zeros(rows(), cols());
      matrices.addAdjoint(slopes, adjoint);
      MatrixBlock.add(Multiply.ab(adjoint, right), gradientLeft);
      MatrixBlock.add(Multiply.atb(adjoint, left), gradientRight);
    } else {
      addAdjointTimes(Side.ROWS, slopes, right, gradientLeft);
      addAdjointTimes(Side.COLUMNS, slopes, left, gradientRight);
    }
    return value;
  }

  /**
   * {@inheritDoc} For other losses than the square, the quartic that has the value and the slope of
   * the data term at the point, and lies above it along the line where ℓ'' has a bound.
   */
  @Override
  public void addLineCoefficients(
      Matrix left, Matrix right, Matrix directionLeft, Matrix directionRight, double[] out) {
    double[][] images = lineImages(left, right, directionLeft, directionRight);
    for (int i = 0; i < count(); i++) {
      double f = factor(i);
      double m = images[0][i] / f;
      double y = linear.target(i) / f;
      double z = 0.5 * f * loss.slope(m, y);
      double b = images[1][i];
      double c = images[2][i];
      double half = 0.5 * loss.curvatureBound().orElse(loss.curvature(m, y));
      out[0] += f * f * loss.value(m, y);
      out[1] += 2 * z * b;
      out[2] += half * b * b + 2 * z * c;
      out[3] += half * 2 * b * c;
      out[4] += half * c * c;
    }
  }

  /**
   * The data term along a line, and its slope.
   *
   * @param left U
   * @param right V
   * @param directionLeft P
   * @param directionRight Q
   * @param steps η_k
   * @param out at 2k Σ f² ℓ at (U + η_k P, V + η_k Q), at 2k + 1 its derivative by η; added to
   */
  public void addAlong(
      Matrix left,
      Matrix right,
      Matrix directionLeft,
      Matrix directionRight,
      double[] steps,
      double[] out) {
    double[][] images = lineImages(left, right, directionLeft, directionRight);
    for (int i = 0; i < count(); i++) {
      double f = factor(i);
      double y = linear.target(i) / f;
      for (int k = 0; k < steps.length; k++) {
        double b = images[1][i];
        double c = images[2][i];
        double m = (images[0][i] + steps[k] * (b + steps[k] * c)) / f;
        out[2 * k] += f * f * loss.value(m, y);
        out[2 * k + 1] += f * loss.slope(m, y) * (b + 2 * steps[k] * c);
      }
    }
  }

  /** A(UVᵀ), A(PVᵀ + UQᵀ) and A(PQᵀ). */
  private double[][] lineImages(Matrix left, Matrix right, Matrix p, Matrix q) {
    double[][] images = new double[3][count()];
    if (linear instanceof MatrixBlock matrices) {
      matrices.forward(MatrixBlock.lineMatrices(left, right, p, q), images);
    } else {
      forward(left, right, images[0]);
      forward(p.appendColumns(left), right.appendColumns(q), images[1]);
      forward(p, q, images[2]);
    }
    return images;
  }

  @Override
  public int count() {
    return linear.count();
  }

  @Override
  public int rows() {
    return linear.rows();
  }

  @Override
  public int cols() {
    return linear.cols();
  }

  @Override
  public RowRange touched(Side side) {
    return linear.touched(side);
  }

  @Override
  public double target(int i) {
    return linear.target(i);
  }

  @Override
  public void forward(Matrix left, Matrix right, double[] out) {
    linear.forward(left, right, out);
  }

  @Override
  public void addAdjointTimes(Side side, double[] z, Matrix x, double[] out) {
    linear.addAdjointTimes(side, z, x, out);
  }

  @Override
  public void addCurvature(double[] rowSums, double[] colSums) {
    linear.addCurvature(rowSums, colSums);
  }

  @Override
  public long roundings() {
    return linear.roundings();
  }

  @Override
  public double cellRounding() {
    return linear.cellRounding();
  }

  @Override
  public long bytes() {
    return linear.bytes();
  }
}
