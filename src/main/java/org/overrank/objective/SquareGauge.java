package org.overrank.objective;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.Qr;
import org.overrank.linalg.SymmetricEigen;

/**
 * Symmetric matrices: what all of them have in common. They see the symmetric part of G, and an
 * eigendecomposition takes the place of the singular value decomposition.
 */
public abstract class SquareGauge implements Gauge {
  SquareGauge() {}

  /** Eigenvalues with their vectors, a column each. */
  static final class Eigenpairs {
    private final double[] values;
    private final Matrix vectors;

    Eigenpairs(double[] values, Matrix vectors) {
      this.values = values;
      this.vectors = vectors;
    }

    double[] values() {
      return values;
    }

    Matrix vectors() {
      return vectors;
    }

    int count() {
      return values.length;
    }

    /** Some of them, in the order given. */
    Eigenpairs only(int[] kept) {
      double[] some = new double[kept.length];
      Matrix columns = Matrix.zeros(vectors.rows(), kept.length);
      for (int k = 0; k < kept.length; k++) {
        some[k] = values[kept[k]];
        for (int i = 0; i < columns.rows(); i++) {
          columns.set(i, k, vectors.get(i, kept[k]));
        }
      }
      return new Eigenpairs(some, columns);
    }

    /** By descending magnitude. */
    Eigenpairs largestFirst() {
      return only(
          IntStream.range(0, count())
              .boxed()
              .sorted(Comparator.comparingDouble(k -> -Math.abs(values[k])))
              .mapToInt(k -> k)
              .toArray());
    }
  }

  /**
   * The pair with the product Σ_k e_k v_k v_kᵀ.
   *
   * @param pairs orthonormal, by descending magnitude, none zero; not negative for cones
   * @return in S and balanced
   */
  abstract Factors factors(Eigenpairs pairs);

  @Override
  public Matrix project(Matrix g) {
    return mean(g, g.transpose());
  }

  @Override
  public LinearOperator project(LinearOperator g) {
    return new SymmetricPart(g);
  }

  @Override
  public int productsOfOne() {
    return 2;
  }

  /** With L = QT and R = LS, M = Q (T S Tᵀ) Qᵀ. */
  @Override
  public Balanced balanced(Factors point) {
    Qr qr = Qr.of(point.left());
    Matrix core = Multiply.abt(qr.r(), Multiply.atb(qr.q(), point.right()));
    Balanced found = proximalWithin(qr.q(), core, 0);
    return new Balanced(padded(found.factors(), point.searchRank()), found.nuclearNorm());
  }

  @Override
  public Balanced proximal(Matrix z, double threshold) {
    SymmetricEigen eigen = SymmetricEigen.of(project(z));
    return shrunk(eigen.values(), eigen.vectors(), threshold);
  }

  /**
   * The proximal step at Z = B C Bᵀ.
   *
   * @param basis B, n × k, orthonormal columns
   * @param core C, k × k, its symmetric part is taken
   * @param threshold τ ≥ 0
   * @return X, at least {@link #columnsTogether} columns
   */
  public Balanced proximalWithin(Matrix basis, Matrix core, double threshold) {
    SymmetricEigen eigen = SymmetricEigen.of(mean(core, core.transpose()));
    Matrix vectors = Multiply.ab(basis, eigen.vectors());
    return shrunk(eigen.values(), vectors, threshold);
  }

  /** Eigenvalues that are left when all are shrunk by a threshold. */
  private Balanced shrunk(double[] values, Matrix vectors, double threshold) {
    double[] left = new double[values.length];
    double norm = 0;
    for (int k = 0; k < values.length; k++) {
      double size = isCone() ? values[k] : Math.abs(values[k]);
      left[k] = Math.copySign(Math.max(0, size - threshold), values[k]);
      norm += Math.abs(left[k]);
    }
    int[] alive = IntStream.range(0, left.length).filter(k -> left[k] != 0).toArray();
    Factors found = factors(new Eigenpairs(left, vectors).only(alive).largestFirst());
    return new Balanced(padded(found, columnsTogether()), norm);
  }

  private Factors padded(Factors point, int width) {
    int missing = width - point.searchRank();
    return missing <= 0
        ? point
        : point.appendColumns(project(Factors.zeros(point.rows(), point.cols(), missing)));
  }

  /** Entry by entry; symmetric to the bit for a matrix and its transpose. */
  static Matrix mean(Matrix a, Matrix b) {
    double[] mean = new double[a.data().length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = 0.5 * a.data()[i] + 0.5 * b.data()[i];
    }
    return Matrix.wrap(a.rows(), a.cols(), mean);
  }

  @Override
  public double[] coordinates(Factors pair) {
    double[] left = pair.left().data();
    double[] coordinates = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      coordinates[i] = Math.sqrt(2) * left[i];
    }
    return coordinates;
  }

  @Override
  public Factors pair(double[] coordinates, Factors like) {
    double[] left = new double[coordinates.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = coordinates[i] / Math.sqrt(2);
    }
    return ofLeft(Matrix.wrap(like.rows(), like.searchRank(), left));
  }

  /** The pair of S that has a given left factor of S. */
  abstract Factors ofLeft(Matrix left);

  /**
   * ½(G + Gᵀ).
   *
   * @param g G, n × n
   */
  record SymmetricPart(LinearOperator g) implements LinearOperator {
    @Override
    public int rows() {
      return g.rows();
    }

    @Override
    public int cols() {
      return g.cols();
    }

    @Override
    public Matrix times(Matrix x) {
      return mean(g.times(x), g.transposedTimes(x));
    }

    @Override
    public Matrix transposedTimes(Matrix y) {
      return times(y);
    }
  }
}
