package org.overrank.sensing;

import java.util.List;
import org.overrank.linalg.PowersOfTwo;

/**
 * The exponents of the largest cells of measurements' matrices, and which of the matrices are kept
 * divided by them: those whose products with ordinary numbers might over- or underflow, and those
 * that are rounded to floats.
 */
final class MatrixExponents {
  /** Cells that far from 1 do no harm as they are: what doubles can hold is five times as far. */
  private static final int HARMLESS = 200;

  private final int[] exponents;
  private final int[] divided;

  private MatrixExponents(int size) {
    this.exponents = new int[size];
    this.divided = new int[size];
  }

  /**
   * The exponents of some matrices.
   *
   * @param measurements with their matrices
   * @param always whether all are to be divided
   */
  static MatrixExponents of(List<Measurement> measurements, boolean always) {
    MatrixExponents result = new MatrixExponents(measurements.size());
    for (int i = 0; i < result.exponents.length; i++) {
      SensingMatrix matrix = measurements.get(i).matrix();
      result.exponents[i] = exponent(matrix);
      result.divided[i] = divisor(matrix, always);
    }
    return result;
  }

  private static int exponent(SensingMatrix matrix) {
    if (matrix instanceof SensingMatrix.Dense dense) {
      return PowersOfTwo.largest(dense.cells());
    }
    if (matrix instanceof SensingMatrix.Sparse sparse) {
      return PowersOfTwo.largest(sparse.values());
    }
    if (matrix instanceof SensingMatrix.RankOne product) {
      return PowersOfTwo.largest(product.left().values())
          + PowersOfTwo.largest(product.right().values());
    }
    return 0;
  }

  private static int divisor(SensingMatrix matrix, boolean always) {
    if (matrix instanceof SensingMatrix.RankOne product) {
      return divisor(product.left().values(), always) + divisor(product.right().values(), always);
    }
    if (matrix instanceof SensingMatrix.Dense dense) {
      return divisor(dense.cells(), always);
    }
    return matrix instanceof SensingMatrix.Sparse sparse ? divisor(sparse.values(), always) : 0;
  }

  private static int divisor(double[] numbers, boolean always) {
    int exponent = PowersOfTwo.orNone(PowersOfTwo.largest(numbers));
    return always || Math.abs(exponent) > HARMLESS ? exponent : 0;
  }

  /**
   * A measurement with its matrix as it is kept.
   *
   * @param measurement not modified
   * @param always whether all are to be divided
   * @return the same where nothing is divided
   */
  static Measurement divided(Measurement measurement, boolean always) {
    return new Measurement(
        divided(measurement.matrix(), always), measurement.value(), measurement.weight());
  }

  private static SensingMatrix divided(SensingMatrix matrix, boolean always) {
    if (matrix instanceof SensingMatrix.Dense dense) {
      return new SensingMatrix.Dense(divided(dense.cells(), always));
    }
    if (matrix instanceof SensingMatrix.Sparse sparse) {
      return new SensingMatrix.Sparse(
          sparse.rows(), sparse.cols(), divided(sparse.values(), always));
    }
    if (matrix instanceof SensingMatrix.RankOne product) {
      return new SensingMatrix.RankOne(
          product.left().with(divided(product.left().values(), always)),
          product.right().with(divided(product.right().values(), always)));
    }
    return matrix;
  }

  private static double[] divided(double[] numbers, boolean always) {
    return PowersOfTwo.scaled(numbers, -divisor(numbers, always));
  }

  /** The exponent of the largest cell of A_i; of a product of vectors within 1 of it. */
  int of(int i) {
    return exponents[i];
  }

  /** The exponent that A_i is kept divided by. */
  int divided(int i) {
    return divided[i];
  }
}
