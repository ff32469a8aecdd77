package org.overrank.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overrank.linalg.Dot;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;

/**
 * X = ZZᴴ, complex Hermitian and X ⪰ 0, n × n, as the real M = UUᵀ of twice the size: with Z = P +
 * iQ the columns of √2·U are, two by two, z_k = (p_k; q_k) and Jz_k = (−q_k; p_k), which stands for
 * i·z_k. Then M = ½[B −C; C B] for X = B + iC exactly, tr M = tr X, and Re tr(AᴴX) is the inner
 * product of M with [Re A −Im A; Im A Re A].
 *
 * <p>Such matrices see of G what commutes with J, ½(G − JGJ), and eigenvectors come in pairs too.
 */
final class HermitianGauge extends SemidefiniteGauge {
  /** What must be left of an eigenvector, squared, beside those that were taken. */
  private static final double[] SHARES = {0.5, 0.1, 0.01};

  @Override
  public int columnsTogether() {
    return 2;
  }

  @Override
  public Factors project(Factors pair) {
    Matrix mean = super.project(pair).left();
    Matrix result = Matrix.zeros(mean.rows(), mean.cols());
    int n = mean.rows() / 2;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < mean.cols(); k += 2) {
        double p = 0.5 * mean.get(i, k) + 0.5 * mean.get(n + i, k + 1);
        double q = 0.5 * mean.get(n + i, k) - 0.5 * mean.get(i, k + 1);
        result.set(i, k, p);
        result.set(n + i, k, q);
        result.set(i, k + 1, -q);
        result.set(n + i, k + 1, p);
      }
    }
    return ofLeft(result);
  }

  @Override
  public Matrix project(Matrix g) {
    Matrix symmetric = super.project(g);
    Matrix mean = Matrix.zeros(g.rows(), g.cols());
    int n = g.rows() / 2;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double b = 0.5 * symmetric.get(i, j) + 0.5 * symmetric.get(n + i, n + j);
        double c = 0.5 * symmetric.get(n + i, j) - 0.5 * symmetric.get(i, n + j);
        mean.set(i, j, b);
        mean.set(n + i, n + j, b);
        mean.set(n + i, j, c);
        mean.set(i, n + j, -c);
      }
    }
    return mean;
  }

  @Override
  public LinearOperator project(LinearOperator g) {
    return new Commuting(super.project(g));
  }

  /**
   * Eigenvectors span complex lines, each of two real ones, in which any two may have been found:
   * those are taken that have enough of themselves beside z and Jz of the ones before.
   */
  @Override
  Factors factors(Eigenpairs pairs) {
    int wanted = (pairs.count() + 1) / 2;
    List<double[]> taken = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (double share : SHARES) {
      for (int k = 0; k < pairs.count() && taken.size() < wanted; k++) {
        double[] rest = beside(taken, column(pairs.vectors(), k));
        double square = Dot.sumOfSquares(rest);
        if (square >= share) {
          // Twice is enough: what little there is along the others is rounding then.
          double[] unit = beside(taken, scaled(rest, 1 / Math.sqrt(square)));
          taken.add(scaled(unit, 1 / Math.sqrt(Dot.sumOfSquares(unit))));
          values.add(pairs.values()[k]);
        }
      }
    }
    Matrix columns = Matrix.zeros(pairs.vectors().rows(), 2 * taken.size());
    for (int k = 0; k < taken.size(); k++) {
      double root = Math.sqrt(values.get(k));
      double[] turned = turned(taken.get(k));
      for (int i = 0; i < columns.rows(); i++) {
        columns.set(i, 2 * k, root * taken.get(k)[i]);
        columns.set(i, 2 * k + 1, root * turned[i]);
      }
    }
    return ofLeft(columns);
  }

  private static double[] beside(List<double[]> taken, double[] x) {
    double[] rest = x.clone();
    for (double[] z : taken) {
      subtract(rest, z);
      subtract(rest, turned(z));
    }
    return rest;
  }

  private static void subtract(double[] rest, double[] unit) {
    double part = Dot.product(unit, 0, rest, 0, rest.length);
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= part * unit[i];
    }
  }

  /** J z. */
  private static double[] turned(double[] z) {
    int n = z.length / 2;
    double[] result = new double[z.length];
    for (int i = 0; i < n; i++) {
      result[i] = -z[n + i];
      result[n + i] = z[i];
    }
    return result;
  }

  private static double[] scaled(double[] x, double factor) {
    return Arrays.stream(x).map(each -> factor * each).toArray();
  }

  private static double[] column(Matrix a, int k) {
    double[] result = new double[a.rows()];
    for (int i = 0; i < result.length; i++) {
      result[i] = a.get(i, k);
    }
    return result;
  }

  @Override
  public double[] coordinates(Factors pair) {
    Matrix u = pair.left();
    double[] coordinates = new double[u.rows() * u.cols() / 2];
    for (int i = 0, at = 0; i < u.rows(); i++) {
      for (int k = 0; k < u.cols(); k += 2) {
        coordinates[at++] = 2 * u.get(i, k);
      }
    }
    return coordinates;
  }

  @Override
  public Factors pair(double[] coordinates, Factors like) {
    Matrix even = Matrix.zeros(like.rows(), like.searchRank());
    for (int i = 0, at = 0; i < even.rows(); i++) {
      for (int k = 0; k < even.cols(); k += 2) {
        even.set(i, k, coordinates[at++]);
      }
    }
    // Half of it is projected away, with the other columns that are not there.
    return project(ofLeft(even));
  }

  /**
   * ½(S − JSJ).
   *
   * @param s symmetric, 2n × 2n
   */
  private record Commuting(LinearOperator s) implements LinearOperator {
    @Override
    public int rows() {
      return s.rows();
    }

    @Override
    public int cols() {
      return s.cols();
    }

    @Override
    public Matrix times(Matrix x) {
      int width = x.cols();
      Matrix both = s.times(x.appendColumns(turned(x)));
      Matrix second = turned(both.columnsFrom(width));
      Matrix mean = both.leadingColumns(width);
      for (int i = 0; i < mean.data().length; i++) {
        mean.data()[i] = 0.5 * mean.data()[i] - 0.5 * second.data()[i];
      }
      return mean;
    }

    @Override
    public Matrix transposedTimes(Matrix y) {
      return times(y);
    }

    private static Matrix turned(Matrix x) {
      Matrix result = Matrix.zeros(x.rows(), x.cols());
      int n = x.rows() / 2;
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < x.cols(); k++) {
          result.set(i, k, -x.get(n + i, k));
          result.set(n + i, k, x.get(i, k));
        }
      }
      return result;
    }
  }
}
