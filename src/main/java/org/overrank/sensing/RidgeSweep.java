package org.overrank.sensing;

import java.util.Arrays;
import org.overrank.linalg.Axpy;
import org.overrank.linalg.Cholesky;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;

/**
 * Exact ridge solves of the rows of one factor, the other factor fixed, for entries.
 *
 * <p>Row a, with W_a the n_a × R matrix of rows c_ab v_b: u = (W_aᵀW_a + ρI)⁻¹ W_aᵀ y_a. A row with
 * fewer entries than columns is solved through the n_a × n_a dual system, u = W_aᵀ(W_aW_aᵀ +
 * ρI)⁻¹y_a, so a row costs O(n_a R min(n_a, R)) flops and a wide search rank is nearly free where
 * rows are short (numerics, "Entries").
 *
 * <p>Holds its workspace: one instance per block and pass; rows allocate nothing.
 */
public final class RidgeSweep {
  /** How many entries of a long row are packed before they are added to its normal matrix. */
  private static final int CHUNK = 64;

  private final int width;
  private final double ridge;
  private final Cholesky system;
  private final double[][] packed;
  private final double[] dual;

  /**
   * A sweep for factors of one width.
   *
   * @param width R, the number of columns of both factors
   * @param ridge ρ = λN, positive
   */
  public RidgeSweep(int width, double ridge) {
    if (!(ridge > 0)) {
      throw new IllegalArgumentException("ridge must be positive: " + ridge);
    }
    this.width = width;
    this.ridge = ridge;
    this.system = new Cholesky(width);
    this.packed = new double[Math.max(width, CHUNK)][width];
    this.dual = new double[width];
  }

  /**
   * Solves every row of the block.
   *
   * @param block entries whose rows belong to the factor that is solved for
   * @param own that factor at the point, not modified
   * @param other the fixed factor, not modified
   * @param solved range.size() × R, overwritten by the solutions
   * @param gradient range.size() × R, added to: Σ_b c (c u·v − y) v at the point
   * @return ‖r‖² at the point
   */
  public double solve(
      EntryBlock block, Matrix own, Matrix other, double[] solved, double[] gradient) {
    double loss = gradient(block, own, other, gradient);
    int[] offsets = block.offsets();
    for (int row = 0; row < block.range().size(); row++) {
      int first = offsets[row];
      int count = offsets[row + 1] - first;
      Arrays.fill(solved, row * width, (row + 1) * width, 0);
      if (count >= width) {
        solvePrimal(block, first, count, other, solved, row * width);
      } else if (count > 0) {
        solveDual(block, first, count, other, solved, row * width);
      }
    }
    return loss;
  }

  /** (WᵀW + ρI) u = Wᵀy, with WᵀW built from chunks of rows of W. */
  private void solvePrimal(
      EntryBlock block, int first, int count, Matrix other, double[] u, int uStart) {
    clear(width);
    for (int done = 0; done < count; done += CHUNK) {
      int chunk = Math.min(CHUNK, count - done);
      for (int k = 0; k < chunk; k++) {
        pack(block, first + done + k, other, packed[k]);
        Axpy.add(block.targets()[first + done + k], packed[k], 0, u, uStart, width);
      }
      Gram.addOuterProducts(system.rows(), width, packed, chunk);
    }
    factor(width);
    system.solve(u, uStart);
  }

  /** (WWᵀ + ρI) α = y, u = Wᵀα, with Wᵀ stored R × n so that WWᵀ is a sum over its rows. */
  private void solveDual(
      EntryBlock block, int first, int count, Matrix other, double[] u, int uStart) {
    packTransposed(block, first, count, other);
    clear(count);
    Gram.addOuterProducts(system.rows(), count, packed, width);
    factor(count);
    System.arraycopy(block.targets(), first, dual, 0, count);
    system.solve(dual, 0);
    for (int k = 0; k < width; k++) {
      u[uStart + k] = Dot.product(packed[k], 0, dual, 0, count);
    }
  }

  private void pack(EntryBlock block, int e, Matrix other, double[] row) {
    double c = block.coefficient(e);
    double[] v = other.data();
    int from = block.columns()[e] * width;
    for (int k = 0; k < width; k++) {
      row[k] = c * v[from + k];
    }
  }

  private void packTransposed(EntryBlock block, int first, int count, Matrix other) {
    double[] v = other.data();
    for (int e = 0; e < count; e++) {
      double c = block.coefficient(first + e);
      int from = block.columns()[first + e] * width;
      for (int k = 0; k < width; k++) {
        packed[k][e] = c * v[from + k];
      }
    }
  }

  private void clear(int n) {
    for (int i = 0; i < n; i++) {
      Arrays.fill(system.rows()[i], i, n, 0);
    }
  }

  private void factor(int n) {
    for (int i = 0; i < n; i++) {
      system.rows()[i][i] += ridge;
    }
    if (!system.factor(n)) {
      throw new ArithmeticException(
          "a row's normal matrix is not positive definite in double precision: lambda is too small"
              + " for these data (lambda * N = "
              + ridge
              + ")");
    }
  }

  /**
   * The gradient of ½‖r‖² with respect to the rows of the block, and ‖r‖².
   *
   * @param block entries
   * @param own the factor of the block's rows, not modified
   * @param other the factor of its columns, not modified
   * @param gradient range.size() × R, added to
   * @return ‖r‖²
   */
  public static double gradient(EntryBlock block, Matrix own, Matrix other, double[] gradient) {
    int width = own.cols();
    int[] offsets = block.offsets();
    double[] u = own.data();
    double[] v = other.data();
    double loss = 0;
    for (int row = 0; row < block.range().size(); row++) {
      int ownStart = (block.range().start() + row) * width;
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        int start = block.columns()[e] * width;
        double c = block.coefficient(e);
        double r = c * Dot.product(u, ownStart, v, start, width) - block.targets()[e];
        loss += r * r;
        Axpy.add(c * r, v, start, gradient, row * width, width);
      }
    }
    return loss;
  }
}
