package org.overrank.optim;

import org.overrank.linalg.Axpy;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Pieces;
import org.overrank.objective.Factors;

/**
 * A sum of multiples of pairs, made in place, with the product that is asked of it next while a
 * piece of the sum is still in the cache.
 */
final class RunningSum {
  private final Matrix left;
  private final Matrix right;

  private RunningSum(Matrix left, Matrix right) {
    this.left = left;
    this.right = right;
  }

  /**
   * A sum that begins with a pair.
   *
   * @param first copied
   * @return the sum
   */
  static RunningSum from(Factors first) {
    return new RunningSum(first.left().copy(), first.right().copy());
  }

  /**
   * Adds a multiple of a pair; modifies this sum.
   *
   * @param a the multiplier
   * @param more what is added, of the same shape, not modified
   * @param next of the same shape, not modified
   * @return ⟨next, the new sum⟩
   */
  double plus(double a, Factors more, Factors next) {
    return plus(left.data(), a, more.left().data(), next.left().data())
        + plus(right.data(), a, more.right().data(), next.right().data());
  }

  private static double plus(double[] sum, double a, double[] more, double[] next) {
    return Pieces.sum(
        sum.length,
        (start, end) -> {
          Axpy.add(a, more, start, sum, start, end - start);
          return Dot.product(next, start, sum, start, end - start);
        });
  }

  /**
   * The sum, not to be added to any more.
   *
   * @return a pair over this sum's arrays
   */
  Factors value() {
    return new Factors(left, right);
  }
}
