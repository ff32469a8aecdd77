package org.overrank.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.objective.Factors;
import org.overrank.sensing.EntryProblem;

/**
 * A point to be certified.
 *
 * @param kind in words
 * @param factors (U, V)
 * @param isExact whether it is the optimum in a gauge that rounds no more than it must
 */
record AttackPoint(String kind, Factors factors, boolean isExact) {
  /** The optimum in several gauges, and points near and far from it. */
  static List<AttackPoint> around(Factors optimum, Random random) {
    List<AttackPoint> points = new ArrayList<>();
    points.add(new AttackPoint("optimum", optimum, true));
    double eps = Math.pow(10, -1 - 12 * random.nextDouble());
    Factors near = optimum.plus(eps, noise(optimum, optimum.searchRank(), random));
    points.add(new AttackPoint("near", near, false));
    Factors far = noise(optimum, 1 + random.nextInt(5), random).times(random.nextDouble());
    points.add(new AttackPoint("far", far, false));
    for (Factors each : List.of(optimum, near)) {
      double scale = Math.pow(10, 8 * random.nextDouble() - 4);
      points.add(new AttackPoint("unbalanced", scaled(each, scale), false));
      points.add(new AttackPoint("columns out of balance", columnsScaled(each, random), false));
      points.add(new AttackPoint("sheared", sheared(each, random), false));
      points.add(new AttackPoint("cancelling", cancelling(each, random), false));
    }
    return points;
  }

  /** Gaussian factors of the optimum's size. */
  private static Factors noise(Factors like, int width, Random random) {
    double size = Math.sqrt(like.normSquared() / (like.rows() + like.cols()));
    return new Factors(
            EntryProblem.gaussian(like.rows(), width, random),
            EntryProblem.gaussian(like.cols(), width, random))
        .times(size > 0 ? size : 1);
  }

  private static Factors scaled(Factors x, double factor) {
    Factors up = x.times(factor);
    Factors down = x.times(1 / factor);
    return new Factors(up.left(), down.right());
  }

  private static Factors columnsScaled(Factors x, Random random) {
    Matrix left = x.left().copy();
    Matrix right = x.right().copy();
    for (int k = 0; k < x.searchRank(); k++) {
      double factor = Math.pow(10, 12 * random.nextDouble() - 6);
      for (int i = 0; i < left.rows(); i++) {
        left.set(i, k, left.get(i, k) * factor);
      }
      for (int i = 0; i < right.rows(); i++) {
        right.set(i, k, right.get(i, k) / factor);
      }
    }
    return new Factors(left, right);
  }

  /** U T, V T⁻ᵀ with a unit triangle T: every column of V but one becomes large. */
  private static Factors sheared(Factors x, Random random) {
    int width = x.searchRank();
    Matrix t = Matrix.identity(width);
    Matrix inverseTransposed = Matrix.identity(width);
    double by = Math.pow(10, 6 * random.nextDouble());
    for (int k = 1; k < width; k++) {
      t.set(0, k, by);
      inverseTransposed.set(k, 0, -by);
    }
    return new Factors(Multiply.ab(x.left(), t), Multiply.ab(x.right(), inverseTransposed));
  }

  /** Two more columns, up to 1e8 times as large, whose products cancel. */
  private static Factors cancelling(Factors x, Random random) {
    double size = Math.pow(10, 8 * random.nextDouble());
    Factors column = noise(x, 1, random).times(size);
    Factors opposite =
        new Factors(
            column.left().copy(), new Factors(column.left(), column.right()).times(-1).right());
    return x.appendColumns(column).appendColumns(opposite);
  }
}
