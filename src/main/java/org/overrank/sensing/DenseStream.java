package org.overrank.sensing;

import java.util.Arrays;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowProducts;

/**
 * Residual and adjoint at one point in one stream over full matrices.
 *
 * <p>Four matrices are multiplied with M while the four before, whose residuals are known by then
 * and which are still in the cache, are added to A*(r). With the bits of one after the other.
 */
final class DenseStream {
  private static final int STEP = 4;

  private final MatrixRows matrices;
  private final Targets targets;
  private final double[] point;
  private final double[] residual;
  private final double[] adjoint;
  private final RowProducts products = new RowProducts(STEP, 1);
  private final double[] factors = new double[STEP];
  private Four before;
  private Four now;

  /** Four matrices at a time, with room for those that are not kept as doubles. */
  private final class Four {
    private final double[][] scratch = new double[STEP][];
    private final double[][] rows = new double[STEP][];

    Four(int cells) {
      if (matrices.needsScratch()) {
        Arrays.setAll(scratch, q -> new double[cells]);
      }
    }

    void load(int first, int size) {
      for (int q = 0; q < size; q++) {
        rows[q] = matrices.row(first + q, scratch[q]);
      }
    }
  }

  /**
   * A stream.
   *
   * @param matrices A_i
   * @param targets y_i and √w_i
   * @param point M
   * @param residual N long, overwritten with √w (⟨A, M⟩ − y)
   * @param adjoint A*(r), added to
   */
  DenseStream(
      MatrixRows matrices, Targets targets, Matrix point, double[] residual, Matrix adjoint) {
    this.matrices = matrices;
    this.targets = targets;
    this.point = point.data();
    this.residual = residual;
    this.adjoint = adjoint.data();
    this.before = new Four(this.point.length);
    this.now = new Four(this.point.length);
  }

  /** Goes through all matrices once. */
  void run() {
    int count = matrices.count();
    int whole = count - count % STEP;
    for (int first = 0; first < whole; first += STEP) {
      now.load(first, STEP);
      if (first == 0) {
        multiply(0, STEP);
      } else {
        products.addToAndMultiply(before.rows, factors, adjoint, now.rows, point, residual, first);
        finish(first, STEP);
      }
      Four free = before;
      before = now;
      now = free;
    }
    if (whole > 0) {
      add(before, STEP);
    }
    if (whole < count) {
      now.load(whole, count - whole);
      multiply(whole, count - whole);
      add(now, count - whole);
    }
  }

  private void multiply(int first, int size) {
    products.multiply(now.rows, size, new double[][] {point}, new double[][] {residual}, first);
    finish(first, size);
  }

  private void add(Four four, int size) {
    products.addTo(four.rows, size, new double[][] {factors}, 0, new double[][] {adjoint});
  }

  /** Products become residuals, and those the factors of what is added next. */
  private void finish(int first, int size) {
    for (int q = 0; q < size; q++) {
      double root = targets.root(first + q);
      residual[first + q] = root * residual[first + q] - targets.value(first + q);
      factors[q] = residual[first + q] * root;
    }
  }
}
