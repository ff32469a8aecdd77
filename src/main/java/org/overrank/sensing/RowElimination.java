package org.overrank.sensing;

import java.util.Arrays;
import org.overrank.linalg.Cholesky;
import org.overrank.linalg.Dot;
import org.overrank.linalg.GatheredRows;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowUpdate;

/**
 * Exact ridge solves of the rows of one factor of entries, the other one fixed, and what they say
 * of the other: variable projection's share of a block (theory, section 7).
 *
 * <p>Row a, with W_a the n_a × R matrix of rows c_ab v_b: u = (W_aᵀW_a + ρI)⁻¹ W_aᵀ y_a. A row with
 * fewer entries than columns is solved through the n_a × n_a dual system, u = W_aᵀα with (W_aW_aᵀ +
 * ρI) α = y_a, so a row costs O(n_a R min(n_a, R)) flops and a wide search rank is nearly free
 * where rows are short. Each row looks at its own residual and is refined where that is not as
 * small as rounding allows: graded columns and a tiny ρ cost digits that the gradient would miss
 * (numerics, "Variable projection").
 *
 * <p>Holds its workspace: one instance per block and pass; rows allocate nothing.
 */
public final class RowElimination {
  /** What the packed entries of a long row may take of the second cache. */
  private static final int CHUNK_BYTES = 64 << 10;

  private static final int LONGEST_CHUNK = 64;

  /** A row's residual against its right-hand side, above which it is refined. */
  private static final double EXACT = 1e-12;

  private static final int REFINEMENTS = 3;

  /** Of the largest diagonal, added where a normal matrix is singular in double precision. */
  private static final double JITTER = 1e-14;

  private final int width;
  private final int chunk;
  private final double ridge;
  private final GatheredRows gathered;
  private final Cholesky system;
  private final double[][] packed;
  private final double[] unknown;
  private final double[] change;
  private final double[] rotated;
  private double[] residuals = {};
  private double[] weights = {};

  /**
   * An elimination for factors of one width.
   *
   * @param width R, the number of columns of both factors
   * @param ridge ρ = λN, positive
   */
  public RowElimination(int width, double ridge) {
    if (!(ridge > 0)) {
      throw new IllegalArgumentException("ridge must be positive: " + ridge);
    }
    this.width = width;
    this.ridge = ridge;
    this.chunk = Math.max(16, Math.min(LONGEST_CHUNK, CHUNK_BYTES / 8 / Math.max(1, width)));
    this.gathered = new GatheredRows(width);
    this.system = new Cholesky(width);
    this.packed = new double[Math.max(width, chunk)][width];
    this.unknown = new double[width];
    this.change = new double[width];
    this.rotated = new double[width];
  }

  /**
   * Solves every row of the block.
   *
   * @param block entries whose rows belong to the factor that is solved for
   * @param kept V, the fixed factor, not modified
   * @param rotation R × R, orthogonal, in whose columns curvature is told, not modified
   * @param solved U, range.size() × R, overwritten by the solutions
   * @param gradient of V, like it, added to: Σ_a c_ab r_ab u_a
   * @param curvature like V, added to: Σ_a c_ab² (u_aᵀq_k)² for the columns q_k of the rotation
   * @return ‖r‖² at the solutions
   */
  public double eliminate(
      EntryBlock block,
      Matrix kept,
      Matrix rotation,
      double[] solved,
      double[] gradient,
      double[] curvature) {
    double[][] rows = rows(rotation);
    double loss = 0;
    for (int row = 0; row < block.range().size(); row++) {
      int first = block.offsets()[row];
      int last = block.offsets()[row + 1];
      solve(block, kept.data(), first, last);
      System.arraycopy(unknown, 0, solved, row * width, width);
      for (int e = first; e < last; e++) {
        double c = block.coefficient(e);
        double r = residuals[e - first];
        loss += r * r;
        residuals[e - first] = c * r;
        weights[e - first] = c * c;
      }
      rotate(rows);
      gathered.scatter(residuals, unknown, 0, gradient, block.columns(), first, last);
      gathered.scatter(weights, rotated, 0, curvature, block.columns(), first, last);
    }
    return loss;
  }

  private double[][] rows(Matrix rotation) {
    double[][] rows = new double[width][width];
    for (int k = 0; k < width; k++) {
      System.arraycopy(rotation.data(), k * width, rows[k], 0, width);
    }
    return rows;
  }

  /** The squares of the unknown's coordinates in the rotation. */
  private void rotate(double[][] rotation) {
    Arrays.fill(rotated, 0);
    RowUpdate.addRows(rotated, rotation, width, unknown, 0, 1, width);
    for (int k = 0; k < width; k++) {
      rotated[k] *= rotated[k];
    }
  }

  /** Leaves the solution in {@link #unknown} and r = c ⟨u, v⟩ − y in {@link #residuals}. */
  private void solve(EntryBlock block, double[] kept, int first, int last) {
    int count = last - first;
    Arrays.fill(unknown, 0);
    if (residuals.length < count) {
      residuals = new double[Math.max(count, 2 * residuals.length)];
      weights = new double[residuals.length];
    }
    if (count >= width) {
      solvePrimal(block, kept, first, last);
    } else if (count > 0) {
      solveDual(block, kept, first, last);
    }
  }

  /** (WᵀW + ρI) u = Wᵀy, with WᵀW built from chunks of rows of W. */
  private void solvePrimal(EntryBlock block, double[] kept, int first, int last) {
    if (!assemble(block, kept, first, last, 0) && !assemble(block, kept, first, last, JITTER)) {
      throw indefinite();
    }
    double size = norm(unknown, width);
    system.solve(unknown, 0);
    residual(block, kept, first, last);
    for (int k = 0; k < REFINEMENTS; k++) {
      for (int j = 0; j < width; j++) {
        change[j] = ridge * unknown[j];
      }
      for (int e = first; e < last; e++) {
        weights[e - first] = block.coefficient(e) * residuals[e - first];
      }
      gathered.addTo(weights, kept, block.columns(), first, last, change, 0);
      if (!(norm(change, width) > EXACT * size)) {
        return;
      }
      system.solve(change, 0);
      RowUpdate.add1(unknown, change, -1, 0, width);
      residual(block, kept, first, last);
    }
  }

  /** Leaves the factor in {@link #system} and Wᵀy in {@link #unknown}; false if it is singular. */
  private boolean assemble(EntryBlock block, double[] kept, int first, int last, double jitter) {
    clear(width);
    Arrays.fill(unknown, 0);
    for (int from = first; from < last; from += chunk) {
      int size = Math.min(chunk, last - from);
      for (int k = 0; k < size; k++) {
        scale(block.coefficient(from + k), kept, block.columns()[from + k], packed[k]);
      }
      RowUpdate.addRows(unknown, packed, size, block.targets(), from, 1, width);
      Gram.addOuterProducts(system.rows(), width, packed, size);
    }
    return factor(width, jitter);
  }

  /** (WWᵀ + ρI) α = y, with Wᵀ stored R × n so that WWᵀ is a sum over its rows; u = Wᵀα. */
  private void solveDual(EntryBlock block, double[] kept, int first, int last) {
    int count = last - first;
    for (int e = first; e < last; e++) {
      double c = block.coefficient(e);
      int from = block.columns()[e] * width;
      for (int k = 0; k < width; k++) {
        packed[k][e - first] = c * kept[from + k];
      }
    }
    clear(count);
    Gram.addOuterProducts(system.rows(), count, packed, width);
    if (!factor(count, 0)) {
      throw indefinite();
    }
    Arrays.fill(change, 0, count, 0);
    System.arraycopy(block.targets(), first, rotated, 0, count);
    double size = norm(rotated, count);
    for (int k = 0; k <= REFINEMENTS; k++) {
      system.solve(rotated, 0);
      RowUpdate.add1(change, rotated, 1, 0, count);
      combine(block, kept, first, last);
      residual(block, kept, first, last);
      for (int i = 0; i < count; i++) {
        rotated[i] = -residuals[i] - ridge * change[i];
      }
      if (!(norm(rotated, count) > EXACT * size)) {
        return;
      }
    }
  }

  private ArithmeticException indefinite() {
    return new ArithmeticException(
        "a row's normal matrix is not positive definite in double precision: lambda is too small"
            + " for these data (lambda * N = "
            + ridge
            + ")");
  }

  private static double norm(double[] x, int length) {
    return Math.sqrt(Dot.product(x, 0, x, 0, length));
  }

  /** u = Wᵀα, α in {@link #change}. */
  private void combine(EntryBlock block, double[] kept, int first, int last) {
    Arrays.fill(unknown, 0);
    for (int e = first; e < last; e++) {
      weights[e - first] = block.coefficient(e) * change[e - first];
    }
    gathered.addTo(weights, kept, block.columns(), first, last, unknown, 0);
  }

  private void residual(EntryBlock block, double[] kept, int first, int last) {
    gathered.products(unknown, 0, kept, block.columns(), first, last, residuals);
    for (int e = first; e < last; e++) {
      residuals[e - first] = block.coefficient(e) * residuals[e - first] - block.target(e);
    }
  }

  private void scale(double c, double[] kept, int row, double[] out) {
    int from = row * width;
    for (int k = 0; k < width; k++) {
      out[k] = c * kept[from + k];
    }
  }

  private void clear(int n) {
    for (int i = 0; i < n; i++) {
      Arrays.fill(system.rows()[i], 0, n, 0);
    }
  }

  private boolean factor(int n, double jitter) {
    double[][] rows = system.rows();
    double largest = 0;
    for (int i = 0; i < n; i++) {
      rows[i][i] += ridge;
      largest = Math.max(largest, rows[i][i]);
    }
    for (int i = 0; jitter > 0 && i < n; i++) {
      rows[i][i] += jitter * largest;
    }
    return system.factor(n);
  }
}
