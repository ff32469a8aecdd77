package org.overrank.sensing;

import java.util.Arrays;
import java.util.List;
import org.overrank.linalg.GatheredRows;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowUpdate;

/** What variable projection does with a block of entries, row by row (theory, section 7). */
public final class RowElimination {
  /** Most rows of a normal matrix that a thread packs at a time, each R long. */
  public static final int CHUNK = 64;

  private final EntryBlock block;
  private final int width;
  private final RidgeSystem system;

  /**
   * An elimination of one block's rows.
   *
   * @param block entries whose rows belong to the factor that is solved for
   * @param kept V, the fixed factor, not modified
   * @param ridge ρ = λN, positive
   */
  public RowElimination(EntryBlock block, Matrix kept, double ridge) {
    this.block = block;
    this.width = kept.cols();
    this.system = new RidgeSystem(block, kept.data(), width, ridge);
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
    System.arraycopy(system.solution(), 0, solved, row * width, width);
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
   * @return ‖r‖² at the minimisers
   */
  public double eliminate(
      Matrix directions, double[] solved, double[] gradient, double[] curvature) {
    GatheredRows gathered = new GatheredRows(width);
    CurvatureAlong along = new CurvatureAlong(directions, curvature);
    double loss = 0;
    for (int row = 0; row < block.range().size(); row++) {
      int first = block.offsets()[row];
      int last = block.offsets()[row + 1];
      solveRow(row, solved);
      double[] residuals = system.residuals();
      for (int e = first; e < last; e++) {
        double r = residuals[e - first];
        loss += r * r;
        residuals[e - first] = block.coefficient(e) * r;
      }
      gathered.scatter(residuals, system.solution(), 0, gradient, block.columns(), first, last);
      along.add(block, first, last, system.solution());
    }
    return loss;
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

    void add(EntryBlock block, int first, int last, double[] u) {
      if (squares.length == 0) {
        return;
      }
      Arrays.fill(squares, 0);
      RowUpdate.addRows(squares, directions, u.length, u, 0, 1, squares.length);
      for (int k = 0; k < squares.length; k++) {
        squares[k] *= squares[k];
      }
      weights = weights.length < last - first ? new double[2 * (last - first)] : weights;
      for (int e = first; e < last; e++) {
        weights[e - first] = block.coefficient(e) * block.coefficient(e);
      }
      gathered.scatter(weights, squares, 0, sum, block.columns(), first, last);
    }
  }

  /**
   * Products with the inverses of the rows' normal matrices, (W_aᵀW_a + ρI)⁻¹ x_a.
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
