package org.overrank.sensing;

import java.util.Arrays;
import java.util.Objects;
import org.overrank.linalg.Cholesky;
import org.overrank.linalg.Dot;
import org.overrank.linalg.GatheredRows;
import org.overrank.linalg.Gram;
import org.overrank.linalg.RowUpdate;

/**
 * The rows' problems where all cells are measured, in the basis of the background, in which its
 * share is diagonal: N = diag(s_a²ω + ρ) + Σ_b d_b v_b v_bᵀ with d_b = c_b² − α0 s_a² t_b², and u =
 * N⁻¹ Σ_b c_b y_b v_b (theory, section 8).
 *
 * <p>A row with fewer entries than columns updates that diagonal: with P = diag(s_a²ω + ρ) and X
 * the n × R matrix of rows √d_b P^(−½)v_b, N⁻¹ = P^(−½)(I − Xᵀ(I + XXᵀ)⁻¹X)P^(−½), O(n R min(n, R))
 * flops as without a background. Entries that weigh less than the background have d_b &lt; 0 and N
 * is formed. A solution looks at its own residual and is refined.
 */
final class BackgroundSystem implements RowSystem {
  private static final int CHUNK = RowElimination.CHUNK;

  /** As in {@link RidgeSystem}. */
  private static final double EXACT = 1e-12;

  private static final int REFINEMENTS = 3;
  private static final double JITTER = 1e-14;

  private final EntryBlock block;
  private final Background background;
  private final double[] other;
  private final int width;
  private final double ridge;
  private final double[] omega;
  private final GatheredRows gathered;
  private final Cholesky system;
  private final double[][] packed;
  private final double[] diagonal;
  private final double[] inverseRoots;
  private final double[] unknown;
  private final double[] change;
  private final double[] small;
  private final double[] scratch;
  private double[] products = {};
  private double[] slopes = {};
  private double[] curvatures = {};
  private double[] residuals = {};
  private int row;
  private int first;
  private int last;
  private boolean isUpdate;

  /**
   * For the rows of one block.
   *
   * @param block entries with a background
   * @param other the fixed factor in the basis, not modified
   * @param width R
   * @param ridge ρ = λN, positive
   * @param omega ω, not modified
   */
  BackgroundSystem(EntryBlock block, double[] other, int width, double ridge, double[] omega) {
    if (!(ridge > 0)) {
      throw new IllegalArgumentException("ridge must be positive: " + ridge);
    }
    this.block = block;
    this.background = Objects.requireNonNull(block.background());
    this.other = other;
    this.width = width;
    this.ridge = ridge;
    this.omega = omega;
    this.gathered = new GatheredRows(width);
    this.system = new Cholesky(width);
    this.packed = new double[Math.max(width, CHUNK)][width];
    this.diagonal = new double[width];
    this.inverseRoots = new double[width];
    this.unknown = new double[width];
    this.change = new double[width];
    this.small = new double[width];
    this.scratch = new double[width];
  }

  @Override
  public void factor(int which) {
    row = which;
    first = block.offsets()[row];
    last = block.offsets()[row + 1];
    int count = last - first;
    if (products.length < count) {
      int length = Math.max(count, 2 * products.length);
      products = new double[length];
      slopes = new double[length];
      curvatures = new double[length];
      residuals = new double[length];
    }
    double square = background.row(block.range().start() + row);
    for (int k = 0; k < width; k++) {
      diagonal[k] = square * omega[k] + ridge;
    }
    double least = 0;
    for (int e = first; e < last; e++) {
      curvatures[e - first] = block.curvature(row, e);
      least = Math.min(least, curvatures[e - first]);
    }
    isUpdate = count < width && least >= 0;
    boolean done = isUpdate ? factorUpdate() : factorWhole(0) || factorWhole(JITTER);
    if (!done) {
      throw new ArithmeticException(
          "a row's normal matrix is not positive definite in double precision: lambda is too small"
              + " for these data (lambda * N = "
              + ridge
              + ")");
    }
  }

  /** I + XXᵀ, Xᵀ stored R × n so that it is a sum over its rows. */
  private boolean factorUpdate() {
    int count = last - first;
    for (int k = 0; k < width; k++) {
      inverseRoots[k] = 1 / Math.sqrt(diagonal[k]);
    }
    for (int e = first; e < last; e++) {
      double root = Math.sqrt(curvatures[e - first]);
      int from = block.columns()[e] * width;
      for (int k = 0; k < width; k++) {
        packed[k][e - first] = root * inverseRoots[k] * other[from + k];
      }
    }
    clear(count);
    Gram.addOuterProducts(system.rows(), count, packed, width);
    for (int i = 0; i < count; i++) {
      system.rows()[i][i] += 1;
    }
    return system.factor(count);
  }

  /** N: what is taken out first, with its sign turned, then what is added. */
  private boolean factorWhole(double jitter) {
    clear(width);
    if (addOuterProducts(-1)) {
      for (int i = 0; i < width; i++) {
        for (int j = i; j < width; j++) {
          system.rows()[i][j] = -system.rows()[i][j];
        }
      }
    }
    addOuterProducts(1);
    double largest = 0;
    for (int k = 0; k < width; k++) {
      system.rows()[k][k] += diagonal[k];
      largest = Math.max(largest, system.rows()[k][k]);
    }
    for (int k = 0; jitter > 0 && k < width; k++) {
      system.rows()[k][k] += jitter * largest;
    }
    return system.factor(width);
  }

  /** Adds Σ|d| v vᵀ of the entries whose d has a sign; false if there are none. */
  private boolean addOuterProducts(int sign) {
    int size = 0;
    boolean any = false;
    for (int e = first; e < last; e++) {
      double d = sign * curvatures[e - first];
      if (d > 0) {
        any = true;
        double root = Math.sqrt(d);
        int from = block.columns()[e] * width;
        for (int k = 0; k < width; k++) {
          packed[size][k] = root * other[from + k];
        }
        size++;
      }
      if (size == CHUNK || (e == last - 1 && size > 0)) {
        Gram.addOuterProducts(system.rows(), width, packed, size);
        size = 0;
      }
    }
    return any;
  }

  @Override
  public void solve() {
    for (int e = first; e < last; e++) {
      slopes[e - first] = block.coefficient(e) * block.target(e);
    }
    Arrays.fill(unknown, 0);
    gathered.addTo(slopes, other, block.columns(), first, last, unknown, 0);
    double size = norm(unknown);
    inverseTimes(unknown, 0);
    read();
    for (int k = 0; k < REFINEMENTS; k++) {
      for (int j = 0; j < width; j++) {
        change[j] = diagonal[j] * unknown[j];
      }
      gathered.addTo(slopes, other, block.columns(), first, last, change, 0);
      if (!(norm(change) > EXACT * size)) {
        return;
      }
      inverseTimes(change, 0);
      RowUpdate.add1(unknown, change, -1, 0, width);
      read();
    }
  }

  /** Predictions, and d m − c y. */
  private void read() {
    gathered.products(unknown, 0, other, block.columns(), first, last, products);
    for (int e = first; e < last; e++) {
      double c = block.coefficient(e);
      double m = products[e - first];
      double hole = background.at(block.range().start() + row, block.columns()[e]) * m;
      residuals[e - first] = c * m - block.target(e);
      slopes[e - first] = c * residuals[e - first] - hole;
    }
  }

  @Override
  public double[] solution() {
    return unknown;
  }

  @Override
  public double addLoss(double before) {
    double loss = before;
    for (int e = first; e < last; e++) {
      double m = products[e - first];
      double r = residuals[e - first];
      double hole = background.at(block.range().start() + row, block.columns()[e]) * m;
      loss += r * r - hole * m;
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
    return slopes;
  }

  @Override
  public void inverseTimes(double[] x, int at) {
    if (!isUpdate) {
      system.solve(x, at);
      return;
    }
    int count = last - first;
    for (int k = 0; k < width; k++) {
      scratch[k] = x[at + k] * inverseRoots[k];
    }
    Arrays.fill(small, 0, count, 0);
    RowUpdate.addRows(small, packed, width, scratch, 0, 1, count);
    system.solve(small, 0);
    for (int k = 0; k < width; k++) {
      double inside = Dot.product(packed[k], 0, small, 0, count);
      x[at + k] = (scratch[k] - inside) * inverseRoots[k];
    }
  }

  private double norm(double[] x) {
    return Math.sqrt(Dot.product(x, 0, x, 0, width));
  }

  private void clear(int n) {
    for (int i = 0; i < n; i++) {
      Arrays.fill(system.rows()[i], 0, n, 0);
    }
  }
}
