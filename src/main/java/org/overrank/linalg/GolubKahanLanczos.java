package org.overrank.linalg;

import java.util.ArrayList;
import java.util.List;

/**
 * Golub–Kahan–Lanczos bidiagonalization from independent random starts, in step with each other.
 *
 * <p>A step is one product with G and one with Gᵀ for all starts together, so that several starts
 * cost as many passes over the data as one. Starts are uniform on the sphere of R^cols. The
 * singular values of each {@link Bidiagonal} are lower bounds of those of G, up to rounding.
 */
public final class GolubKahanLanczos {
  private final LinearOperator g;
  private final int maxSteps;
  private final List<Bidiagonal> recurrences = new ArrayList<>();
  private int steps;

  /**
   * Prepares the starts.
   *
   * @param g m × n, m and n at least 1
   * @param starts how many recurrences, at least 1
   * @param maxSteps steps to make room for, at least 1; no more than min(m + 1, n) are ever done
   * @param seed seed of the starts
   * @param stream which use of randomness; start k draws from stream + k
   */
  public GolubKahanLanczos(LinearOperator g, int starts, int maxSteps, long seed, long stream) {
    this.g = g;
    // A start has a part in the null space of a wide G, which takes a step of its own.
    this.maxSteps = (int) Math.min(maxSteps, Math.min(g.rows() + 1L, g.cols()));
    for (int k = 0; k < starts; k++) {
      double[] start = GaussianNumbers.matrix(g.cols(), 1, seed, stream + k).data();
      recurrences.add(new Bidiagonal(start, this.maxSteps));
    }
  }

  /**
   * Does one step with every recurrence that is not exhausted.
   *
   * @return false if there was nothing left to do
   */
  public boolean step() {
    List<Bidiagonal> active = recurrences.stream().filter(b -> !b.exhausted()).toList();
    if (active.isEmpty() || steps == maxSteps) {
      return false;
    }
    Matrix left = g.times(columns(active.stream().map(Bidiagonal::right).toList()));
    for (int k = 0; k < active.size(); k++) {
      active.get(k).acceptLeft(column(left, k));
    }
    Matrix right = g.transposedTimes(columns(active.stream().map(Bidiagonal::left).toList()));
    for (int k = 0; k < active.size(); k++) {
      active.get(k).acceptRight(column(right, k));
    }
    steps++;
    return true;
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
   * Steps done so far, each one product with G and one with Gᵀ.
   *
   * @return steps
   */
  public int steps() {
    return steps;
  }

  /**
   * The recurrences, one a start.
   *
   * @return an unmodifiable view
   */
  public List<Bidiagonal> recurrences() {
    return List.copyOf(recurrences);
  }
}
