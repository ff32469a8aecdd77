package org.overrank.sensing;

import java.io.Serializable;
import java.util.List;

/** The left or the right vectors of rank-one measurements, one a measurement. */
interface VectorTable extends Serializable {
  /**
   * A combination of rows: out = Σ_a v_i[a] · x[a].
   *
   * @param i which vector v
   * @param x one row for each entry of v, not modified
   * @param out as long as a row, overwritten
   */
  void combine(int i, double[][] x, double[] out);

  /**
   * The transposed map of several vectors at once: out[a] += Σ_c z_c v_{first+c}[a] · p[c].
   *
   * @param first the first of the vectors
   * @param count how many
   * @param z their factors, not modified
   * @param p one row for each vector, not modified
   * @param out one row for each entry of a vector, added to
   */
  void spread(int first, int count, double[] z, double[][] p, double[][] out);

  /**
   * Adds a multiple of the squares: out[a] += factor · v_i[a]².
   *
   * @param i which vector
   * @param factor multiplies
   * @param out as long as a vector, added to
   */
  void addSquares(int i, double factor, double[] out);

  /**
   * One vector with its zeros.
   *
   * @param i which
   * @param scratch as long as a vector; may be overwritten
   * @return the vector, not to be modified: a stored array, or {@code scratch}
   */
  double[] expanded(int i, double[] scratch);

  /** ‖v_i‖². */
  double normSquared(int i);

  /** Bytes held. */
  long bytes();

  /**
   * A table of vectors, dense if all of them are.
   *
   * @param vectors all of one length
   * @param length that length
   */
  static VectorTable of(List<SensingVector> vectors, int length) {
    for (SensingVector vector : vectors) {
      if (vector.length() != length) {
        throw new IllegalArgumentException("vector of " + vector.length() + ", not " + length);
      }
    }
    boolean dense = vectors.stream().allMatch(SensingVector::isDense);
    return dense
        ? new DenseVectors(vectors.stream().map(SensingVector::values).toArray(double[][]::new))
        : SparseVectors.of(vectors);
  }
}
