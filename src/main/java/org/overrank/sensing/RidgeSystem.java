package org.overrank.sensing;

import java.util.Arrays;
import org.overrank.linalg.Cholesky;
import org.overrank.linalg.Dot;
import org.overrank.linalg.GatheredRows;
import org.overrank.linalg.Gram;
import org.overrank.linalg.RowUpdate;

/**
 * The ridge problem of one row of entries after another, the other factor fixed: with W the n × R
 * matrix of rows c_b v_b, its minimiser u = (WᵀW + ρI)⁻¹Wᵀy and products with (WᵀW + ρI)⁻¹.
 *
 * <p>A row with fewer entries than columns goes through the n × n dual system, (WWᵀ + ρI) α = y and
 * u = Wᵀα, so a row costs O(n R min(n, R)) flops and a wide search rank is nearly free where rows
 * are short. A solution looks at its own residual and is refined where that is not as small as
 * rounding allows: graded columns and a tiny ρ cost digits that a gradient would miss (numerics,
 * "Entries").
 *
 * <p>Holds its workspace: one instance per block and pass; rows allocate nothing.
 */
final class RidgeSystem implements RowSystem {
  /** What the packed entries of a long row may take of the second cache. */
  private static final int CHUNK_BYTES = 64 << 10;

  /** A solution's residual against its right-hand side, above which it is refined. */
  private static final double EXACT = 1e-12;

  private static final int REFINEMENTS = 3;

  /** Of the largest diagonal, added where a normal matrix is singular in double precision. */
  private static final double JITTER = 1e-14;

  private final int width;
  private final int chunk;
  private final double ridge;
  private final EntryBlock block;
  private final double[] other;
  private final GatheredRows gathered;
  private final Cholesky system;
  private final double[][] packed;
  private final double[] unknown;
  private final double[] change;
  private final double[] dual;
  private double[] residuals = {};
  private double[] weights = {};
  private int first;
  private int last;

  /**
   * For the rows of one block.
   *
   * @param block entries whose rows belong to the factor that is solved for
   * @param other the fixed factor, not modified
   * @param width R, the number of columns of both factors
   * @param ridge ρ = λN, positive
   */
  RidgeSystem(EntryBlock block, double[] other, int width, double ridge) {
    if (!(ridge > 0)) {
      throw new IllegalArgumentException("ridge must be positive: " + ridge);
    }
    this.block = block;
    this.other = other;
    this.width = width;
    this.ridge = ridge;
    this.chunk = Math.max(16, Math.min(RowElimination.CHUNK, CHUNK_BYTES / 8 / Math.max(1, width)));
    this.gathered = new GatheredRows(width);
    int order = Math.min(width, longestRow());
    this.system = new Cholesky(order);
    this.packed = new double[Math.max(width, chunk)][];
    for (int k = 0; k < packed.length; k++) {
      packed[k] = new double[k < chunk ? width : order];
    }
    this.unknown = new double[width];
    this.change = new double[width];
    this.dual = new double[width];
  }

  private int longestRow() {
    int longest = 0;
    for (int row = 0; row < block.range().size(); row++) {
      longest = Math.max(longest, block.offsets()[row + 1] - block.offsets()[row]);
    }
    return longest;
  }

  /** Factors the system of a row; {@link #solution} is Wᵀy or nothing until it is solved. */
  @Override
  public void factor(int row) {
    first = block.offsets()[row];
    last = block.offsets()[row + 1];
    if (residuals.length < last - first) {
      residuals = new double[Math.max(last - first, 2 * residuals.length)];
      weights = new double[residuals.length];
    }
    Arrays.fill(unknown, 0);
    boolean done = assemble(0) || assemble(JITTER);
    if (!done) {
      throw new ArithmeticException(
          "a row's normal matrix is not positive definite in double precision: lambda is too small"
              + " for these data (lambda * N = "
              + ridge
              + ")");
    }
  }

  /** The minimiser of the row that was factored, and r = W u − y. */
  @Override
  public void solve() {
    if (isDual()) {
      solveDual();
    } else {
      solvePrimal();
    }
  }

  @Override
  public double[] solution() {
    return unknown;
  }

  /** {@inheritDoc} Residuals become c times themselves. */
  @Override
  public double addLoss(double before) {
    double loss = before;
    for (int e = first; e < last; e++) {
      double r = residuals[e - first];
      loss += r * r;
      residuals[e - first] = block.coefficient(e) * r;
    }
    return loss;
  }

  @Override
  public double[] residuals() {
    return residuals;
  }

  @Override
  public EntryBlock curved() {
    return block;
  }

  @Override
  public double[] slopes() {
    return residuals;
  }

  /** x ← (WᵀW + ρI)⁻¹ x, by Woodbury's formula where the system is a dual one. */
  @Override
  public void inverseTimes(double[] x, int at) {
    if (!isDual()) {
      system.solve(x, at);
      return;
    }
    int count = last - first;
    Arrays.fill(dual, 0, count, 0);
    RowUpdate.addRows(dual, packed, width, x, at, 1, count);
    system.solve(dual, 0);
    for (int k = 0; k < width; k++) {
      x[at + k] = (x[at + k] - Dot.product(packed[k], 0, dual, 0, count)) / ridge;
    }
  }

  private boolean isDual() {
    return last - first < width;
  }

  /** The system with something added to its diagonal; false if it is singular. */
  private boolean assemble(double jitter) {
    return isDual() ? assembleDual(jitter) : assemblePrimal(jitter);
  }

  /** WᵀW from chunks of rows of W, as long as one another, and Wᵀy. */
  private boolean assemblePrimal(double jitter) {
    clear(width);
    Arrays.fill(unknown, 0);
    int pieces = Math.max(1, (last - first + chunk - 1) / chunk);
    for (int piece = 0; piece < pieces; piece++) {
      int from = first + (int) ((long) (last - first) * piece / pieces);
      int size = first + (int) ((long) (last - first) * (piece + 1) / pieces) - from;
      for (int k = 0; k < size; k++) {
        pack(from + k, packed[k]);
      }
      RowUpdate.addRows(unknown, packed, size, block.targets(), from, 1, width);
      Gram.addOuterProducts(system.rows(), width, packed, size);
    }
    return factor(width, jitter);
  }

  /** The row of W that belongs to an entry. */
  private void pack(int e, double[] row) {
    int at = block.columns()[e] * width;
    if (!block.hasCoefficients()) {
      System.arraycopy(other, at, row, 0, width);
      return;
    }
    double c = block.coefficient(e);
    for (int j = 0; j < width; j++) {
      row[j] = c * other[at + j];
    }
  }

  /** WWᵀ, with Wᵀ stored R × n so that it is a sum over its rows. */
  private boolean assembleDual(double jitter) {
    for (int e = first; e < last; e++) {
      double c = block.coefficient(e);
      int from = block.columns()[e] * width;
      for (int k = 0; k < width; k++) {
        packed[k][e - first] = c * other[from + k];
      }
    }
    clear(last - first);
    Gram.addOuterProducts(system.rows(), last - first, packed, width);
    return factor(last - first, jitter);
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

  private void solvePrimal() {
    double size = norm(unknown, width);
    system.solve(unknown, 0);
    readResiduals();
    for (int k = 0; k < REFINEMENTS; k++) {
      for (int j = 0; j < width; j++) {
        change[j] = ridge * unknown[j];
      }
      addWeighted(residuals, change);
      if (!(norm(change, width) > EXACT * size)) {
        return;
      }
      system.solve(change, 0);
      RowUpdate.add1(unknown, change, -1, 0, width);
      readResiduals();
    }
  }

  private void solveDual() {
    int count = last - first;
    double[] alpha = change;
    Arrays.fill(alpha, 0, count, 0);
    System.arraycopy(block.targets(), first, dual, 0, count);
    double size = norm(dual, count);
    for (int k = 0; k <= REFINEMENTS; k++) {
      system.solve(dual, 0);
      RowUpdate.add1(alpha, dual, 1, 0, count);
      Arrays.fill(unknown, 0);
      addWeighted(alpha, unknown);
      readResiduals();
      for (int i = 0; i < count; i++) {
        dual[i] = -residuals[i] - ridge * alpha[i];
      }
      if (!(norm(dual, count) > EXACT * size)) {
        return;
      }
    }
  }

  /** sum += Wᵀx. */
  private void addWeighted(double[] x, double[] sum) {
    for (int e = first; e < last; e++) {
      weights[e - first] = block.coefficient(e) * x[e - first];
    }
    gathered.addTo(weights, other, block.columns(), first, last, sum, 0);
  }

  private void readResiduals() {
    gathered.products(unknown, 0, other, block.columns(), first, last, residuals);
    for (int e = first; e < last; e++) {
      residuals[e - first] = block.coefficient(e) * residuals[e - first] - block.target(e);
    }
  }

  private static double norm(double[] x, int length) {
    return Math.sqrt(Dot.product(x, 0, x, 0, length));
  }

  private void clear(int n) {
    for (int i = 0; i < n; i++) {
      Arrays.fill(system.rows()[i], 0, n, 0);
    }
  }
}
