package org.overrank.landscape;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Qr;
import org.overrank.objective.Factors;

/**
 * A random matrix of known rank: singular vectors from Gaussian frames, singular values geometric
 * from 1 to 1/κ.
 *
 * @param rows d1
 * @param cols d2
 * @param rank r, at most min(d1, d2)
 * @param condition κ ≥ 1; 1/κ is the least singular value
 * @param count N measurements of it
 * @param deviation σ ≥ 0 of the noise
 * @param outliers values whose noise is larger by some σ
 * @param seed of everything random
 */
public record PlantedMatrix(
    int rows,
    int cols,
    int rank,
    double condition,
    long count,
    double deviation,
    Outliers outliers,
    long seed)
    implements Serializable {
  private static final long LEFT = 21;
  private static final long RIGHT = 22;
  private static final long NOISE = 23;
  private static final long OUTLIER = 25;

  /** Checks the ranges. */
  public PlantedMatrix {
    if (rows < 1 || cols < 1 || rank < 1 || rank > Math.min(rows, cols)) {
      throw new InvalidInputException(
          String.format("a %d x %d matrix cannot have rank %d", rows, cols, rank));
    }
    if (!(condition >= 1 && condition < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("condition must be at least 1, not " + condition);
    }
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY) || count < 1) {
      throw new InvalidInputException(
          "noise must be at least 0 and measurements at least 1, not "
              + deviation
              + " and "
              + count);
    }
    if (outliers.share() > 0 && deviation == 0) {
      throw new InvalidInputException(
          "outliers are so many deviations of the noise off: they need noise above 0");
    }
  }

  /**
   * The same without outliers.
   *
   * @param rows d1
   * @param cols d2
   * @param rank r, at most min(d1, d2)
   * @param condition κ ≥ 1
   * @param count N
   * @param deviation σ ≥ 0
   * @param seed of everything random
   */
  public PlantedMatrix(
      int rows, int cols, int rank, double condition, long count, double deviation, long seed) {
    this(rows, cols, rank, condition, count, deviation, Outliers.NONE, seed);
  }

  /**
   * The truth in balanced gauge.
   *
   * @param scale multiplies all singular values
   * @return (U*, V*)
   */
  Factors truth(double scale) {
    Matrix left = Qr.of(GaussianNumbers.matrix(rows, rank, seed, LEFT)).q();
    Matrix right = Qr.of(GaussianNumbers.matrix(cols, rank, seed, RIGHT)).q();
    double[] values = singularValues();
    for (int k = 0; k < rank; k++) {
      double root = Math.sqrt(scale * values[k]);
      left.scaleColumn(k, root);
      right.scaleColumn(k, root);
    }
    return new Factors(left, right);
  }

  double[] singularValues() {
    double[] values = new double[rank];
    for (int k = 0; k < rank; k++) {
      values[k] = rank == 1 ? 1 : StrictMath.pow(condition, -(double) k / (rank - 1));
    }
    return values;
  }

  /**
   * The noise of one measurement.
   *
   * @param i which
   * @return N(0, σ²), and of an outlier as much farther from 0 as that is off
   */
  double noise(long i) {
    if (deviation == 0) {
      return 0;
    }
    double noise = deviation * GaussianNumbers.at(seed, NOISE, i, 0);
    return outliers.share() > 0 && GaussianNumbers.uniform(seed, OUTLIER, i, 0) < outliers.share()
        ? noise + Math.copySign(outliers.size() * deviation, noise)
        : noise;
  }

  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("rows", rows);
    parameters.put("cols", cols);
    parameters.put("rank", rank);
    parameters.put("condition", condition);
    parameters.put("measurements", count);
    parameters.put("noise", deviation);
    if (outliers.share() > 0) {
      parameters.put("outliers", outliers.toString());
    }
    parameters.put("seed", seed);
    return parameters;
  }

  /**
   * The degrees of freedom of a matrix of this rank.
   *
   * @return r(d1 + d2 − r)
   */
  public long degreesOfFreedom() {
    return (long) rank * (rows + (long) cols - rank);
  }
}
