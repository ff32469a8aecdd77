package org.overrank.theorem;

import java.util.ArrayList;
import java.util.List;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.SignMove;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;

/**
 * How the cross term C/k of theory section 4.4 falls with k, at random points with the norms of the
 * good pair.
 *
 * @param points (k, mean C/k)
 * @param slope of log(C/k) against log k by least squares; the theory says −1
 */
public record CrossTermLaw(List<Point> points, double slope) {
  private static final int[] COPIES = {1, 2, 4, 8, 16, 32, 64};
  private static final int REPEATS = 8;

  /**
   * One k.
   *
   * @param copies k
   * @param crossTerm C/k
   */
  public record Point(int copies, double crossTerm) {}

  /**
   * Measures the law.
   *
   * @param problem the measurements
   * @param good (U*, V*)
   * @param seed of the points
   * @return the law
   */
  public static CrossTermLaw of(LocalProblem problem, Factors good, long seed) {
    List<Point> points = new ArrayList<>();
    double meanX = 0;
    double meanY = 0;
    for (int k : COPIES) {
      double sum = 0;
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        Factors point = random(good, k, seed + repeat);
        sum += new SignMove(problem.block(), 0, point, good).crossConstant() / k;
      }
      points.add(new Point(k, sum / REPEATS));
      meanX += Math.log(k) / COPIES.length;
      meanY += Math.log(sum / REPEATS) / COPIES.length;
    }
    double above = 0;
    double below = 0;
    for (Point point : points) {
      double x = Math.log(point.copies()) - meanX;
      above += x * (Math.log(point.crossTerm()) - meanY);
      below += x * x;
    }
    return new CrossTermLaw(points, above / below);
  }

  private static Factors random(Factors good, int k, long seed) {
    int width = k * good.searchRank();
    return new Factors(
        scaled(GaussianNumbers.matrix(good.rows(), width, seed, 1), good.left()),
        scaled(GaussianNumbers.matrix(good.cols(), width, seed, 2), good.right()));
  }

  /** The matrix with the Frobenius norm of another. */
  private static Matrix scaled(Matrix x, Matrix like) {
    double factor = Math.sqrt(square(like) / square(x));
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] *= factor;
    }
    return x;
  }

  private static double square(Matrix x) {
    double sum = 0;
    for (double each : x.data()) {
      sum += each * each;
    }
    return sum;
  }
}
