package org.overrank.sensing;

import java.util.Arrays;
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
   * @param asFloats whether they are to be rounded to floats
   */
  static MatrixExponents of(List<Measurement> measurements, boolean asFloats) {
    MatrixExponents result = new MatrixExponents(measurements.size());
    for (int i = 0; i < result.exponents.length; i++) {
      SensingMatrix matrix = measurements.get(i).matrix();
      result.exponents[i] = exponent(matrix);
      result.divided[i] = divisor(matrix, asFloats);
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

  private static int divisor(SensingMatrix matrix, boolean asFloats) {
    if (matrix instanceof SensingMatrix.RankOne product) {
      return divisor(product.left().values(), asFloats)
          + divisor(product.right().values(), asFloats);
    }
    if (matrix instanceof SensingMatrix.Dense dense) {
      return divisor(dense.cells(), asFloats);
    }
    return matrix instanceof SensingMatrix.Sparse sparse ? divisor(sparse.values(), asFloats) : 0;
  }

  private static int divisor(double[] numbers, boolean asFloats) {
    int exponent = PowersOfTwo.orNone(PowersOfTwo.largest(numbers));
    boolean needed = asFloats ? fitFloats(numbers, exponent) : Math.abs(exponent) > HARMLESS;
    return needed ? exponent : 0;
  }

  /** Cells too far apart are left as they are, so that what is said of them is in their units. */
  private static boolean fitFloats(double[] numbers, int exponent) {
    return Arrays.stream(numbers)
        .allMatch(x -> x == 0 || PowersOfTwo.exponent(x) - exponent >= Float.MIN_EXPONENT);
  }

  /**
   * A measurement with its matrix as it is kept.
   *
   * @param measurement not modified
   * @param asFloats whether they are to be rounded to floats
   * @return the same where nothing is divided
   */
  static Measurement divided(Measurement measurement, boolean asFloats) {
    return new Measurement(
        divided(measurement.matrix(), asFloats), measurement.value(), measurement.weight());
  }

  private static SensingMatrix divided(SensingMatrix matrix, boolean asFloats) {
    if (matrix instanceof SensingMatrix.Dense dense) {
      return new SensingMatrix.Dense(divided(dense.cells(), asFloats));
    }
    if (matrix instanceof SensingMatrix.Sparse sparse) {
      return new SensingMatrix.Sparse(
          sparse.rows(), sparse.cols(), divided(sparse.values(), asFloats));
    }
    if (matrix instanceof SensingMatrix.RankOne product) {
      return new SensingMatrix.RankOne(
          product.left().with(divided(product.left().values(), asFloats)),
          product.right().with(divided(product.right().values(), asFloats)));
    }
    return matrix;
  }

  private static double[] divided(double[] numbers, boolean asFloats) {
    return PowersOfTwo.scaled(numbers, -divisor(numbers, asFloats));
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
