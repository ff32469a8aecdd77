package org.overrank.sensing;

import java.util.Arrays;
import org.overrank.linalg.Cholesky;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowUpdate;

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
  /** What the packed entries of a long row may take of the second cache. */
  private static final int CHUNK_BYTES = 64 << 10;

  private static final int LONGEST_CHUNK = 64;

  private final int width;
  private final int chunk;
  private final double ridge;
  private final Cholesky system;
  private final double[][] packed;
  private final double[] work;

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
    this.chunk = Math.max(16, Math.min(LONGEST_CHUNK, CHUNK_BYTES / 8 / Math.max(1, width)));
    this.system = new Cholesky(width);
    this.packed = new double[Math.max(width, chunk)][width];
    this.work = new double[width];
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
    EntryPass pass = EntryPass.of(width);
    double loss = 0;
    for (int row = 0; row < block.range().size(); row++) {
      loss = pass.addRow(block, row, own.data(), other.data(), gradient, loss);
      solveRow(pass, block, row, other.data(), solved);
    }
    return loss;
  }

  /**
   * Solves every row of the block, and nothing else.
   *
   * @param block entries whose rows belong to the factor that is solved for
   * @param other the fixed factor, not modified
   * @param solved range.size() × R, overwritten by the solutions
   */
  public void solve(EntryBlock block, Matrix other, double[] solved) {
    EntryPass pass = EntryPass.of(width);
    for (int row = 0; row < block.range().size(); row++) {
      solveRow(pass, block, row, other.data(), solved);
    }
  }

  private void solveRow(
      EntryPass pass, EntryBlock block, int row, double[] other, double[] solved) {
    int first = block.offsets()[row];
    int count = block.offsets()[row + 1] - first;
    Arrays.fill(solved, row * width, (row + 1) * width, 0);
    if (count >= width) {
      solvePrimal(other, block, first, count);
      System.arraycopy(work, 0, solved, row * width, width);
    } else if (count > 0) {
      solveDual(other, block, first, count);
      pass.addRow(block, row, work, other, solved);
    }
  }

  /** (WᵀW + ρI) u = Wᵀy, with WᵀW built from chunks of rows of W. */
  private void solvePrimal(double[] other, EntryBlock block, int first, int count) {
    clear(width);
    Arrays.fill(work, 0);
    for (int done = 0; done < count; done += chunk) {
      int size = Math.min(chunk, count - done);
      for (int k = 0; k < size; k++) {
        int e = first + done + k;
        double c = block.coefficient(e);
        int from = block.columns()[e] * width;
        for (int j = 0; j < width; j++) {
          packed[k][j] = c * other[from + j];
        }
      }
      RowUpdate.addRows(work, packed, size, block.targets(), first + done, 1, width);
      Gram.addOuterProducts(system.rows(), width, packed, size);
    }
    factor(width);
    system.solve(work, 0);
  }

  /** (WWᵀ + ρI) α = y, with Wᵀ stored R × n so that WWᵀ is a sum over its rows; u = Wᵀα. */
  private void solveDual(double[] other, EntryBlock block, int first, int count) {
    for (int e = 0; e < count; e++) {
      int entry = first + e;
      double c = block.coefficient(entry);
      int from = block.columns()[entry] * width;
      for (int k = 0; k < width; k++) {
        packed[k][e] = c * other[from + k];
      }
    }
    clear(count);
    Gram.addOuterProducts(system.rows(), count, packed, width);
    factor(count);
    System.arraycopy(block.targets(), first, work, 0, count);
    system.solve(work, 0);
  }

  private void clear(int n) {
    for (int i = 0; i < n; i++) {
      Arrays.fill(system.rows()[i], 0, n, 0);
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
}
