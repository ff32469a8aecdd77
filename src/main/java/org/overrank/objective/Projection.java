package org.overrank.objective;

import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.RowElimination;
import org.overrank.sensing.RowRange;
import org.overrank.sensing.Side;

/**
 * Variable projection on entries: one factor is eliminated, φ(V) = min over U of f(U, V), row by
 * row where the row's entries lie (theory, section 7). One pass.
 *
 * @param eliminated the side whose factor is solved for; each block holds whole rows of it
 * @param kept the other factor, V if rows are eliminated
 * @param directions R × K, along whose columns curvature is told; K may be 0
 * @param ridge λN, positive
 * @param returns whether the solved factor comes back, or its Gram matrix alone
 */
public record Projection(
    Side eliminated, Matrix kept, Matrix directions, double ridge, boolean returns)
    implements Request<Projection.Answer> {
  /**
   * The data term at (U(V), V) and what it says of V.
   *
   * @param value (1/N)‖r‖²
   * @param solved U(V) if it comes back, else UᵀU
   * @param gradient the data term's gradient in V, which is that of φ without its own penalty
   * @param curvature d2 × K: half the second derivative of the data term along q_k in row b, U
   *     fixed, (1/N) Σ_a c_ab² (u_aᵀq_k)²
   */
  public record Answer(double value, Matrix solved, Matrix gradient, Matrix curvature) {}

  @Override
  public Side copy() {
    return eliminated;
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    EntryBlock entries = (EntryBlock) block;
    int width = kept.cols();
    FactorSlice solved = new FactorSlice(entries.range(), width);
    FactorSlice gradient = new FactorSlice(entries.touched(Side.COLUMNS), width);
    FactorSlice curvature = new FactorSlice(entries.touched(Side.COLUMNS), directions.cols());
    double loss =
        new RowElimination(entries, kept, ridge)
            .eliminate(directions, solved.data(), gradient.data(), curvature.data());
    return new Partial(
        new double[] {loss}, returns ? solved : gram(solved, width), gradient, curvature);
  }

  private static FactorSlice gram(FactorSlice solved, int width) {
    Matrix rows = Matrix.wrap(solved.data().length / width, width, solved.data());
    return FactorSlice.of(new RowRange(0, width), Gram.xtx(rows));
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    long square = returns ? 0 : (long) kept.cols() * kept.cols();
    return (long) kept.rows() * (kept.cols() + directions.cols()) + square;
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    double n = shape.measurements();
    int solved = eliminated == Side.ROWS ? shape.rows() : shape.cols();
    return new Answer(
        total.sum(0) / n,
        total.factorSlice(0).toMatrix(returns ? solved : kept.cols(), 1),
        total.factorSlice(1).toMatrix(kept.rows(), 2 / n),
        total.factorSlice(2).toMatrix(kept.rows(), 1 / n));
  }
}
