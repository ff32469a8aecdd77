package org.overrank.objective;

import java.io.Serializable;
import java.util.function.Function;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.Pieces;
import org.overrank.linalg.ProductSvd;
import org.overrank.sensing.Side;

/**
 * A pair (U, V) of factors of M = U Vᵀ: a point, a direction or a gradient.
 *
 * <p>As a value it is never modified once it was handed on; algebra returns new pairs.
 */
public final class Factors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Matrix left;
  private final Matrix right;
  private final boolean shared;

  /**
   * A pair over two matrices, which are not copied.
   *
   * @param left U, d1 × R
   * @param right V, d2 × R
   */
  public Factors(Matrix left, Matrix right) {
    this(left, right, false);
  }

  private Factors(Matrix left, Matrix right, boolean shared) {
    if (left.cols() != right.cols()) {
      throw new IllegalArgumentException(
          "factors of different width: " + left.cols() + " and " + right.cols());
    }
    this.left = left;
    this.right = right;
    this.shared = shared;
  }

  /**
   * A point whose left factor is not kept: U(V), solved for row by row wherever it is needed, and
   * the same to the bit everywhere (theory, section 7). Its left factor has no rows; algebra on it
   * is algebra on V.
   *
   * @param right V, d2 × R
   * @return the point
   */
  public static Factors implied(Matrix right) {
    return new Factors(Matrix.zeros(0, right.cols()), right);
  }

  /**
   * Whether the left factor is not kept but implied by the right one.
   *
   * @return true for what {@link #implied(Matrix)} makes, and what is computed from it
   */
  public boolean isImplied() {
    return left.rows() == 0;
  }

  /**
   * The point of a semidefinite M = UUᵀ: both sides are one matrix.
   *
   * @param both U, d × R, not copied
   * @return (U, U); what is computed from such pairs is one too
   */
  public static Factors shared(Matrix both) {
    return new Factors(both, both, true);
  }

  /**
   * Whether both sides are one matrix.
   *
   * @return true for what {@link #shared(Matrix)} makes
   */
  public boolean isShared() {
    return shared;
  }

  /** The pair whose sides are images of those of one or two pairs. */
  private Factors mapped(boolean sharing, Function<Side, Matrix> image) {
    Matrix u = image.apply(Side.ROWS);
    return new Factors(u, sharing ? u : image.apply(Side.COLUMNS), sharing);
  }

  /**
   * The pair of zero matrices.
   *
   * @param rows d1
   * @param cols d2
   * @param rank R
   * @return (0, 0)
   */
  public static Factors zeros(int rows, int cols, int rank) {
    return new Factors(Matrix.zeros(rows, rank), Matrix.zeros(cols, rank));
  }

  /**
   * The factors of a product in the balanced gauge.
   *
   * @param svd the product
   * @param columns how many leading triplets to keep, at most as many as there are
   * @return (PΣ^½, QΣ^½), columns by descending singular value
   */
  public static Factors balanced(ProductSvd svd, int columns) {
    return new Factors(svd.balancedLeft(columns), svd.balancedRight(columns));
  }

  /**
   * The left factor.
   *
   * @return U, d1 × R
   */
  public Matrix left() {
    return left;
  }

  /**
   * The right factor.
   *
   * @return V, d2 × R
   */
  public Matrix right() {
    return right;
  }

  /**
   * The product.
   *
   * @return a new matrix M = U Vᵀ, d1 × d2
   */
  public Matrix product() {
    return Multiply.abt(left, right);
  }

  /**
   * The factor of one side.
   *
   * @param side which
   * @return U for ROWS, V for COLUMNS
   */
  public Matrix get(Side side) {
    return side == Side.ROWS ? left : right;
  }

  /**
   * The number of rows d1 of M.
   *
   * @return d1
   */
  public int rows() {
    return left.rows();
  }

  /**
   * The number of columns d2 of M.
   *
   * @return d2
   */
  public int cols() {
    return right.rows();
  }

  /**
   * The search rank R.
   *
   * @return the common number of columns of U and V
   */
  public int searchRank() {
    return left.cols();
  }

  /**
   * The point reached from here by a step.
   *
   * @param step η
   * @param direction (P, Q)
   * @return (U + ηP, V + ηQ)
   */
  public Factors plus(double step, Factors direction) {
    return mapped(
        isShared() && direction.isShared(), side -> plus(get(side), step, direction.get(side)));
  }

  /**
   * A multiple.
   *
   * @param factor s
   * @return (sU, sV)
   */
  public Factors times(double factor) {
    return mapped(
        isShared(),
        side -> {
          Matrix copy = get(side).copy();
          scale(copy.data(), factor);
          return copy;
        });
  }

  /**
   * The inner product ⟨U, P⟩ + ⟨V, Q⟩.
   *
   * @param other (P, Q)
   * @return the inner product, summed in a fixed order
   */
  public double dot(Factors other) {
    double ofLeft = dot(left.data(), other.left.data());
    boolean alike = isShared() && other.isShared();
    return ofLeft + (alike ? ofLeft : dot(right.data(), other.right.data()));
  }

  /**
   * The squared norm ‖U‖_F² + ‖V‖_F².
   *
   * @return the squared norm
   */
  public double normSquared() {
    return dot(this);
  }

  /**
   * This pair with the columns of another behind its own.
   *
   * @param more d1 × k and d2 × k
   * @return a pair of width R + k
   */
  public Factors appendColumns(Factors more) {
    return mapped(isShared() && more.isShared(), side -> get(side).appendColumns(more.get(side)));
  }

  /**
   * The columns from a position on.
   *
   * @param first the first column kept, at most R
   * @return a pair of width R − first
   */
  public Factors columnsFrom(int first) {
    return mapped(isShared(), side -> get(side).columnsFrom(first));
  }

  /**
   * The first columns.
   *
   * @param count how many, at most R
   * @return a pair of that width
   */
  public Factors leadingColumns(int count) {
    return mapped(isShared(), side -> get(side).leadingColumns(count));
  }

  /**
   * Some of the columns.
   *
   * @param kept which, in the order that they shall have
   * @return a pair as wide as there are kept ones
   */
  public Factors columns(int[] kept) {
    return mapped(isShared(), side -> columns(get(side), kept));
  }

  private static Matrix columns(Matrix x, int[] kept) {
    Matrix result = Matrix.zeros(x.rows(), kept.length);
    for (int i = 0; i < x.rows(); i++) {
      for (int k = 0; k < kept.length; k++) {
        result.set(i, k, x.get(i, kept[k]));
      }
    }
    return result;
  }

  private static Matrix plus(Matrix x, double step, Matrix d) {
    if (x.rows() != d.rows() || x.cols() != d.cols()) {
      throw new IllegalArgumentException("shapes differ: " + x + " and " + d);
    }
    double[] from = x.data();
    double[] move = d.data();
    double[] result = new double[from.length];
    Pieces.forEach(
        result.length,
        (start, end) -> {
          for (int i = start; i < end; i++) {
            result[i] = from[i] + step * move[i];
          }
        });
    return Matrix.wrap(x.rows(), x.cols(), result);
  }

  private static void scale(double[] x, double factor) {
    Pieces.forEach(
        x.length,
        (start, end) -> {
          for (int i = start; i < end; i++) {
            x[i] *= factor;
          }
        });
  }

  private static double dot(double[] x, double[] y) {
    return Pieces.sum(x.length, (start, end) -> Dot.product(x, start, y, start, end - start));
  }

  @Override
  public String toString() {
    return "Factors[" + rows() + " x " + cols() + ", R = " + searchRank() + "]";
  }
}
