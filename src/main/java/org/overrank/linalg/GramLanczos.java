package org.overrank.linalg;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Lanczos on GᵀG from independent random starts, in step with each other. Where squares of G would
 * leave the range of doubles it is done on 2^(−2e) GᵀG, e the {@link #exponent}.
 *
 * <p>A step is one product with GᵀG for all starts together, so that several starts cost as many
 * passes over the data as one; vectors are as long as G has columns. The Ritz values are lower
 * bounds of the squared singular values of G, up to rounding.
 */
public final class GramLanczos {
  /** Exponents of squares that are far from overflow and underflow. */
  private static final int ORDINARY = 400;

  /** 2^(±2·this) are doubles. */
  private static final int LARGEST = 511;

  private final LinearOperator g;
  private final int maxSteps;
  private final List<SymmetricLanczos> recurrences;
  private int exponent;
  private int steps;

  /**
   * Prepares the starts.
   *
   * @param g m × n, m and n at least 1
   * @param starts how many recurrences, at least 1
   * @param maxSteps most steps, at least 1; no more than min(m + 1, n) are ever done
   * @param seed seed of the starts
   * @param stream which use of randomness; start k draws from stream + k
   */
  public GramLanczos(LinearOperator g, int starts, int maxSteps, long seed, long stream) {
    this.g = g;
    // A start has a part in the null space of a wide G, which takes a step of its own.
    this.maxSteps = (int) Math.min(maxSteps, Math.min(g.rows() + 1L, g.cols()));
    this.recurrences =
        IntStream.range(0, starts)
            .mapToObj(k -> new SymmetricLanczos(g.cols(), seed, stream + k))
            .toList();
  }

  /**
   * Does one step with every recurrence that is not exhausted.
   *
   * @return false if there was nothing left to do
   * @throws ArithmeticException if a product is not finite
   */
  public boolean step() {
    List<SymmetricLanczos> active = recurrences.stream().filter(r -> !r.exhausted()).toList();
    if (active.isEmpty() || steps == maxSteps) {
      return false;
    }
    Matrix images = images(columns(active.stream().map(SymmetricLanczos::next).toList()));
    for (int k = 0; k < active.size(); k++) {
      active.get(k).accept(column(images, k));
    }
    steps++;
    return true;
  }

  private Matrix images(Matrix x) {
    if (steps == 0) {
      Matrix images = g.gramTimes(x);
      if (Math.abs(PowersOfTwo.largest(images.data())) <= ORDINARY) {
        return images;
      }
      exponent = Math.max(-LARGEST, Math.min(LARGEST, PowersOfTwo.largest(g.times(x).data())));
    }
    return exponent == 0 ? g.gramTimes(x) : g.gramTimes(scaled(x));
  }

  private Matrix scaled(Matrix x) {
    return Matrix.wrap(x.rows(), x.cols(), PowersOfTwo.scaled(x.data(), -2 * exponent));
  }

  private static Matrix columns(List<double[]> vectors) {
    Matrix result = Matrix.zeros(vectors.get(0).length, vectors.size());
    for (int k = 0; k < vectors.size(); k++) {
      for (int i = 0; i < result.rows(); i++) {
        result.set(i, k, vectors.get(k)[i]);
      }
    }
    return result;
  }

  private static double[] column(Matrix a, int k) {
    double[] result = new double[a.rows()];
    for (int i = 0; i < result.length; i++) {
      result[i] = a.get(i, k);
    }
    return result;
  }

  /**
   * Steps done so far, each one product with GᵀG.
   *
   * @return steps
   */
  public int steps() {
    return steps;
  }

  /**
   * The power of two of G that was taken out.
   *
   * @return e: Ritz values are those of 2^(−2e) GᵀG
   */
  public int exponent() {
    return exponent;
  }

  /**
   * The recurrences, one a start.
   *
   * @return as many as starts
   */
  public List<SymmetricLanczos> recurrences() {
    return recurrences;
  }
}
