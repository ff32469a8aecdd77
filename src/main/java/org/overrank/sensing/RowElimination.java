package org.overrank.sensing;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GatheredRows;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowUpdate;

/** What variable projection does with a block of entries, row by row (theory, section 7). */
public final class RowElimination {
  /** Most rows of a normal matrix that a thread packs at a time, each R long. */
  public static final int CHUNK = 64;

  private final EntryBlock block;
  private final int width;
  private final RowSystem system;
  private final @Nullable BackgroundRows background;

  /**
   * An elimination of one block's rows.
   *
   * @param block entries whose rows belong to the factor that is solved for
   * @param kept V, the fixed factor, not modified
   * @param ridge ρ = λN, positive
   */
  public RowElimination(EntryBlock block, Matrix kept, double ridge) {
    this(block, kept, ridge, null, null);
  }

  /**
   * An elimination of one block's rows, whose background makes its own basis.
   *
   * @param block entries whose rows belong to the factor that is solved for
   * @param kept V, the fixed factor, not modified
   * @param ridge ρ = λN, positive
   * @return the elimination
   */
  public static RowElimination of(EntryBlock block, Matrix kept, double ridge) {
    Background background = block.background();
    if (background == null) {
      return new RowElimination(block, kept, ridge);
    }
    BackgroundBasis basis = BackgroundBasis.of(background, kept);
    return new RowElimination(block, basis.turned(kept), ridge, basis, null);
  }

  /**
   * An elimination of one block's rows.
   *
   * @param judged entries whose rows belong to the factor that is solved for, under any loss
   * @param kept V, the fixed factor, turned into the basis where there is one, not modified
   * @param ridge ρ = λN, positive
   * @param basis that of the block's background, or null if it has none
   * @param near U, the whole of it, about where solutions are, or null if that is not known;
   *     squares do not ask; not modified
   */
  public RowElimination(
      MeasurementBlock judged,
      Matrix kept,
      double ridge,
      @Nullable BackgroundBasis basis,
      @Nullable Matrix near) {
    this.block = (EntryBlock) judged.linear();
    this.width = kept.cols();
    if ((basis == null) != (block.background() == null)) {
      throw new IllegalArgumentException("a basis goes with a background");
    }
    if (judged instanceof LossBlock lossy) {
      this.system =
          new NewtonSystem(lossy, kept.data(), width, ridge, near == null ? null : near.data());
    } else if (basis == null) {
      this.system = new RidgeSystem(block, kept.data(), width, ridge);
    } else {
      this.system = new BackgroundSystem(block, kept.data(), width, ridge, basis.values());
    }
    this.background = basis == null ? null : new BackgroundRows(basis);
  }

  /**
   * Solves every row, and nothing else.
   *
   * @param solved U, range.size() × R, overwritten by the minimisers
   */
  public void solve(double[] solved) {
    for (int row = 0; row < block.range().size(); row++) {
      solveRow(row, solved);
    }
  }

  private void solveRow(int row, double[] solved) {
    system.factor(row);
    system.solve();
    if (background == null) {
      System.arraycopy(system.solution(), 0, solved, row * width, width);
    } else {
      background.turnBack(system.solution(), solved, row * width);
    }
  }

  /**
   * Solves every row and keeps what is left of its targets.
   *
   * @param residuals overwritten by r = A(U Vᵀ) − y at the minimisers, in the order of the entries
   * @param columns Σ_a u_ak² by column k, added to
   */
  public void residuals(double[] residuals, double[] columns) {
    for (int row = 0; row < block.range().size(); row++) {
      system.factor(row);
      system.solve();
      int first = block.offsets()[row];
      int count = block.offsets()[row + 1] - first;
      System.arraycopy(system.residuals(), 0, residuals, first, count);
      double[] u = system.solution();
      for (int k = 0; k < width; k++) {
        columns[k] += u[k] * u[k];
      }
    }
  }

  /**
   * Solves every row and tells what that says of V.
   *
   * @param directions R × K, along whose columns q_k curvature is told, not modified; K may be 0
   * @param solved U, range.size() × R, overwritten by the minimisers
   * @param gradient of V, like it, added to: Σ_a c_ab r_ab u_a
   * @param curvature d2 × K, added to: Σ_a c_ab² (u_aᵀq_k)²
   * @return ‖r‖², or the loss, at the minimisers; of the entries alone, less their holes, with a
   *     background
   */
  public double eliminate(
      Matrix directions, double[] solved, double[] gradient, double[] curvature) {
    return eliminate(directions, solved, gradient, curvature, new double[0]);
  }

  /**
   * Solves every row and tells what that says of V; with a background all but U is in its basis.
   *
   * @param directions as before
   * @param solved as before
   * @param gradient as before, of the entries' share in the loss
   * @param curvature as before, of the entries' share, their holes taken out
   * @param gram R × R, added to with a background: Σ_a s_a² u_a u_aᵀ
   * @return as before
   */
  public double eliminate(
      Matrix directions, double[] solved, double[] gradient, double[] curvature, double[] gram) {
    GatheredRows gathered = new GatheredRows(width);
    EntryBlock curved = system.curved();
    CurvatureAlong along = new CurvatureAlong(directions, curvature);
    double loss = 0;
    for (int row = 0; row < block.range().size(); row++) {
      int first = block.offsets()[row];
      int last = block.offsets()[row + 1];
      solveRow(row, solved);
      loss = system.addLoss(loss);
      gathered.scatter(
          system.slopes(), system.solution(), 0, gradient, block.columns(), first, last);
      along.add(curved, row, system.solution());
      if (background != null) {
        background.addGram(block, row, system.solution());
      }
    }
    if (background != null) {
      background.finishGram(gram);
    }
    return loss;
  }

  /** What rows are turned by and added up to, where all cells are measured. */
  private static final class BackgroundRows {
    private final double[][] rowsBack;
    private final double[] turned;
    private final double[][] waiting;
    private final double[][] upper;
    private int count;

    BackgroundRows(BackgroundBasis basis) {
      this.rowsBack = basis.rowsBack();
      int width = rowsBack.length;
      this.turned = new double[width];
      this.waiting = new double[CHUNK][width];
      this.upper = new double[width][width];
    }

    void turnBack(double[] u, double[] out, int at) {
      Arrays.fill(turned, 0);
      RowUpdate.addRows(turned, rowsBack, turned.length, u, 0, 1, turned.length);
      System.arraycopy(turned, 0, out, at, turned.length);
    }

    /** Keeps s_a u_a until there are enough for the kernels. */
    void addGram(EntryBlock block, int row, double[] u) {
      Background background = Objects.requireNonNull(block.background());
      double scale = Math.sqrt(background.row(block.range().start() + row));
      double[] kept = waiting[count++];
      for (int k = 0; k < u.length; k++) {
        kept[k] = scale * u[k];
      }
      if (count == CHUNK) {
        addWaiting();
      }
    }

    private void addWaiting() {
      Gram.addOuterProducts(upper, upper.length, waiting, count);
      count = 0;
    }

    void finishGram(double[] gram) {
      addWaiting();
      int width = upper.length;
      for (int i = 0; i < width; i++) {
        for (int j = i; j < width; j++) {
          gram[i * width + j] += upper[i][j];
          if (j > i) {
            gram[j * width + i] += upper[i][j];
          }
        }
      }
    }
  }

  /** Σ_a c_ab² (u_aᵀq_k)² in row b and column k. */
  private static final class CurvatureAlong {
    private final double[][] directions;
    private final double[] sum;
    private final GatheredRows gathered;
    private final double[] squares;
    private double[] weights = {};

    CurvatureAlong(Matrix directions, double[] sum) {
      int count = directions.cols();
      this.sum = sum;
      this.gathered = new GatheredRows(count);
      this.squares = new double[count];
      this.directions = new double[directions.rows()][count];
      for (int j = 0; j < directions.rows(); j++) {
        System.arraycopy(directions.data(), j * count, this.directions[j], 0, count);
      }
    }

    void add(EntryBlock block, int row, double[] u) {
      if (squares.length == 0) {
        return;
      }
      int first = block.offsets()[row];
      int last = block.offsets()[row + 1];
      Arrays.fill(squares, 0);
      RowUpdate.addRows(squares, directions, u.length, u, 0, 1, squares.length);
      for (int k = 0; k < squares.length; k++) {
        squares[k] *= squares[k];
      }
      weights = weights.length < last - first ? new double[2 * (last - first)] : weights;
      for (int e = first; e < last; e++) {
        weights[e - first] = block.curvature(row, e);
      }
      gathered.scatter(weights, squares, 0, sum, block.columns(), first, last);
    }
  }

  /**
   * Products with the inverses of the rows' normal matrices, (W_aᵀW_a + ρI)⁻¹ x_a; with a
   * background in its basis, and under another loss with half its second derivatives near U.
   *
   * @param x like the whole of U, one matrix a product, not modified
   * @param products range.size() × R each, overwritten
   */
  public void inverseTimes(List<double[]> x, List<double[]> products) {
    for (int row = 0; row < block.range().size(); row++) {
      system.factor(row);
      for (int k = 0; k < x.size(); k++) {
        double[] out = products.get(k);
        System.arraycopy(x.get(k), (block.range().start() + row) * width, out, row * width, width);
        system.inverseTimes(out, row * width);
      }
    }
  }
}
