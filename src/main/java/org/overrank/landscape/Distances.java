package org.overrank.landscape;

import java.util.LinkedHashMap;
import java.util.Map;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.SensingVector;

/**
 * Points of which some squared distances are known: with X the inner products of the points, that
 * of points i and j is (e_i − e_j)ᵀX(e_i − e_j). Distances do not tell where the middle lies; of
 * all X that have them, that with the middle in the origin has the least trace, and is the truth
 * here.
 */
public final class Distances extends QuadraticForms {
  private static final long serialVersionUID = 1L;

  private static final long POINTS = 31;
  private static final long NOISE = 32;

  private final int dimension;
  private final long count;
  private final double deviation;
  private final long seed;
  private final CellShuffle order;

  /**
   * An instance of standard normal points.
   *
   * @param points how many, from 2
   * @param dimension of their space, from 1 and less than there are points
   * @param count how many pairs are seen, each at most once
   * @param deviation σ ≥ 0 of the noise of a squared distance
   * @param seed of everything random
   */
  public Distances(int points, int dimension, long count, double deviation, long seed) {
    super(centred(points, dimension, seed));
    long pairs = (long) points * (points - 1) / 2;
    if (count < 1 || count > pairs) {
      throw new InvalidInputException(
          String.format("distances: %d points have %d pairs, not %d", points, pairs, count));
    }
    this.dimension = dimension;
    this.count = count;
    this.deviation = deviation;
    this.seed = seed;
    this.order = new CellShuffle(pairs, seed);
  }

  private static Matrix centred(int points, int dimension, long seed) {
    if (points < 2 || dimension < 1 || dimension >= points) {
      throw new InvalidInputException(
          String.format("distances: %d points do not span %d dimensions", points, dimension));
    }
    Matrix all = GaussianNumbers.matrix(points, dimension, seed, POINTS);
    for (int k = 0; k < dimension; k++) {
      double sum = 0;
      for (int i = 0; i < points; i++) {
        sum += all.get(i, k);
      }
      for (int i = 0; i < points; i++) {
        all.set(i, k, all.get(i, k) - sum / points);
      }
    }
    return all;
  }

  @Override
  public String name() {
    return "distances";
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("size", rows());
    parameters.put("rank", dimension);
    parameters.put("measurements", count);
    parameters.put("noise", deviation);
    parameters.put("seed", seed);
    return parameters;
  }

  @Override
  public long count() {
    return count;
  }

  /** Pair p is (a, b), a &gt; b, with p = a(a − 1)/2 + b. */
  @Override
  SensingVector form(long i) {
    long pair = order.at(i);
    long a = (long) ((1 + Math.sqrt(1 + 8.0 * pair)) / 2);
    while (a * (a - 1) / 2 > pair) {
      a--;
    }
    while (a * (a + 1) / 2 <= pair) {
      a++;
    }
    int b = (int) (pair - a * (a - 1) / 2);
    return SensingVector.sparse(rows(), new int[] {b, (int) a}, 1, -1);
  }

  @Override
  public double deviation() {
    return deviation;
  }

  @Override
  public double noise(long i) {
    return deviation == 0 ? 0 : deviation * GaussianNumbers.at(seed, NOISE, i, 0);
  }
}
