package org.overrank.objective;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.SparseMatrix;
import org.overrank.linalg.SparsePlusThin;
import org.overrank.sensing.Background;

/**
 * B(U,V) = α0‖S U Vᵀ T‖_F², the background over all cells, by thin algebra: with A = UᵀS²U and C =
 * VᵀT²V it is α0⟨A, C⟩ (theory, section 8). What of it lies at entries is taken out where those
 * are.
 */
final class BackgroundTerm {
  /** Rows whose Gram matrix is summed as they come; longer ones are added by halves. */
  static final int STRETCH = 256;

  private final Background background;
  private final Factors scaled;

  private BackgroundTerm(Background background, Factors scaled) {
    this.background = background;
    this.scaled = scaled;
  }

  /**
   * The term at a point.
   *
   * @param shape of the problem
   * @param point (U, V)
   * @return the term, or null without a background
   */
  static @Nullable BackgroundTerm of(ProblemShape shape, Factors point) {
    Background background = shape.background();
    return background == null ? null : new BackgroundTerm(background, scaled(background, point));
  }

  /** (S U, T V). */
  private static Factors scaled(Background background, Factors point) {
    return new Factors(
        rows(point.left(), a -> Math.sqrt(background.row(a))),
        rows(point.right(), b -> Math.sqrt(background.col(b))));
  }

  /** A copy whose rows are multiplied. */
  static Matrix rows(Matrix x, IntToDoubleFunction factor) {
    Matrix result = x.copy();
    int width = x.cols();
    for (int i = 0; i < x.rows(); i++) {
      double each = factor.applyAsDouble(i);
      for (int k = 0; each != 1 && k < width; k++) {
        result.data()[i * width + k] *= each;
      }
    }
    return result;
  }

  /** B. */
  double value() {
    return background.weight() * product(gram(scaled.left()), gram(scaled.right()));
  }

  /**
   * √α0 Σ_k ‖S u_k‖‖T v_k‖: its square times a few roundings bounds the error of {@link #value}.
   */
  double size() {
    return Math.sqrt(background.weight()) * sizeOfColumns(scaled.left(), scaled.right());
  }

  /** α0 Σ_k ‖S²u_k‖‖T²v_k‖. */
  double thinSize() {
    return sizeOfColumns(left(1), right());
  }

  private static double sizeOfColumns(Matrix x, Matrix y) {
    double[] left = x.columnNormsSquared();
    double[] right = y.columnNormsSquared();
    double sum = 0;
    for (int k = 0; k < left.length; k++) {
      sum += Math.sqrt(left[k]) * Math.sqrt(right[k]);
    }
    return sum;
  }

  /** ∇B: 2α0 (S²U C, T²V A). */
  Factors gradient() {
    return pair(scaled, gram(scaled.right()), gram(scaled.left()), 2 * background.weight());
  }

  /** factor · (S X C, T Y A). */
  private Factors pair(Factors xy, Matrix c, Matrix a, double factor) {
    return new Factors(
        rows(Multiply.ab(xy.left(), c), i -> factor * Math.sqrt(background.row(i))),
        rows(Multiply.ab(xy.right(), a), i -> factor * Math.sqrt(background.col(i))));
  }

  /** The derivative of ∇B along (P, Q). */
  Factors hessianTimes(Factors direction) {
    Factors moved = scaled(background, direction);
    double twice = 2 * background.weight();
    Factors outer = pair(moved, gram(scaled.right()), gram(scaled.left()), twice);
    Factors inner =
        pair(
            scaled,
            symmetric(scaled.right(), moved.right()),
            symmetric(scaled.left(), moved.left()),
            twice);
    return outer.plus(1, inner);
  }

  /** B along (P, Q). */
  Quartic along(Factors direction) {
    Factors moved = scaled(background, direction);
    Matrix[] a = powers(scaled.left(), moved.left());
    Matrix[] c = powers(scaled.right(), moved.right());
    double[] sums = new double[5];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        sums[i + j] += background.weight() * product(a[i], c[j]);
      }
    }
    return new Quartic(sums[0], sums[1], sums[2], sums[3], sums[4]);
  }

  /** (X + ηY)ᵀ(X + ηY) by powers of η. */
  private static Matrix[] powers(Matrix x, Matrix y) {
    return new Matrix[] {gram(x), symmetric(x, y), gram(y)};
  }

  /** XᵀY + YᵀX. */
  private static Matrix symmetric(Matrix x, Matrix y) {
    Matrix product = Multiply.atb(x, y);
    Matrix result = product.copy();
    for (int i = 0; i < result.rows(); i++) {
      for (int j = 0; j < result.cols(); j++) {
        result.set(i, j, product.get(i, j) + product.get(j, i));
      }
    }
    return result;
  }

  /** XᵀX, stretches of rows added by halves: no sum is longer than a stretch and a few more. */
  private static Matrix gram(Matrix x) {
    return gram(x, 0, x.rows());
  }

  private static Matrix gram(Matrix x, int start, int end) {
    int width = x.cols();
    if (end - start <= STRETCH) {
      Matrix part = Matrix.zeros(end - start, width);
      System.arraycopy(x.data(), start * width, part.data(), 0, part.data().length);
      return Gram.xtx(part);
    }
    int middle = start + (end - start) / 2;
    Matrix sum = gram(x, start, middle);
    double[] more = gram(x, middle, end).data();
    for (int i = 0; i < more.length; i++) {
      sum.data()[i] += more[i];
    }
    return sum;
  }

  /** ⟨A, C⟩, row by row. */
  private static double product(Matrix a, Matrix c) {
    int width = a.cols();
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      sum += Dot.product(a.data(), i * width, c.data(), i * width, width);
    }
    return sum;
  }

  /** G: what is left of it at the entries, and 2/N times half B's derivative by M. */
  SparsePlusThin operator(SparseMatrix ofEntries, double scale) {
    return new SparsePlusThin(ofEntries, left(scale), right());
  }

  /** A multiple of α0 S²U, the left factor of half B's derivative by M. */
  Matrix left(double scale) {
    double factor = scale * background.weight();
    return rows(scaled.left(), a -> factor * Math.sqrt(background.row(a)));
  }

  /** T²V, the right factor. */
  Matrix right() {
    return rows(scaled.right(), b -> Math.sqrt(background.col(b)));
  }
}
