package org.overrank.objective;

import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.sensing.Background;
import org.overrank.sensing.BackgroundBasis;
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
 * @param basis that of the problem's background, into which kept and directions are turned; else
 *     null
 * @param near the whole of the eliminated factor where Newton steps begin, under another loss than
 *     the square; or null
 */
public record Projection(
    Side eliminated,
    Matrix kept,
    Matrix directions,
    double ridge,
    boolean returns,
    @Nullable BackgroundBasis basis,
    @Nullable Matrix near)
    implements Request<Projection.Answer> {
  /**
   * A projection without a background.
   *
   * @param eliminated the side whose factor is solved for
   * @param kept the other factor
   * @param directions R × K, along whose columns curvature is told
   * @param ridge λN, positive
   * @param returns whether the solved factor comes back, or its Gram matrix alone
   */
  public Projection(
      Side eliminated, Matrix kept, Matrix directions, double ridge, boolean returns) {
    this(eliminated, kept, directions, ridge, returns, null, null);
  }

  /**
   * The projection of a problem.
   *
   * @param shape of the problem
   * @param eliminated the side whose factor is solved for
   * @param kept the other factor
   * @param directions R × K, along whose columns curvature is told
   * @param ridge λN, positive
   * @param returns whether the solved factor comes back, or its Gram matrix alone
   * @param near about the solved factor, or null
   * @return the request
   */
  static Projection of(
      ProblemShape shape,
      Side eliminated,
      Matrix kept,
      Matrix directions,
      double ridge,
      boolean returns,
      @Nullable Matrix near) {
    Background background = shape.background(eliminated);
    if (background == null) {
      return new Projection(eliminated, kept, directions, ridge, returns, null, near);
    }
    BackgroundBasis basis = BackgroundBasis.of(background, kept);
    return new Projection(
        eliminated, basis.turned(kept), basis.directions(directions), ridge, returns, basis, null);
  }

  /**
   * The data term at (U(V), V) and what it says of V.
   *
   * @param value (1/N)‖r‖², or (1/N) Σ f² ℓ
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
    EntryBlock entries = (EntryBlock) block.linear();
    int width = kept.cols();
    FactorSlice solved = new FactorSlice(entries.range(), width);
    FactorSlice gradient = new FactorSlice(entries.touched(Side.COLUMNS), width);
    FactorSlice curvature = new FactorSlice(entries.touched(Side.COLUMNS), directions.cols());
    FactorSlice gram = new FactorSlice(new RowRange(0, basis == null ? 0 : width), width);
    double loss =
        new RowElimination(block, kept, ridge, basis, near)
            .eliminate(directions, solved.data(), gradient.data(), curvature.data(), gram.data());
    FactorSlice first = returns ? solved : gram(solved, width);
    return basis == null
        ? new Partial(new double[] {loss}, first, gradient, curvature)
        : new Partial(new double[] {loss}, first, gradient, curvature, gram);
  }

  private static FactorSlice gram(FactorSlice solved, int width) {
    Matrix rows = Matrix.wrap(solved.data().length / width, width, solved.data());
    return FactorSlice.of(new RowRange(0, width), Gram.xtx(rows));
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    long square = (long) kept.cols() * kept.cols();
    long squares = (returns ? 0 : square) + (basis == null ? 0 : square);
    return (long) kept.rows() * (kept.cols() + directions.cols()) + squares;
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    double n = shape.measurements();
    int solved = eliminated == Side.ROWS ? shape.rows() : shape.cols();
    Answer ofEntries =
        new Answer(
            total.sum(0) / n,
            total.factorSlice(0).toMatrix(returns ? solved : kept.cols(), 1),
            total.factorSlice(1).toMatrix(kept.rows(), 2 / n),
            total.factorSlice(2).toMatrix(kept.rows(), 1 / n));
    Background background = shape.background(eliminated);
    return background == null || basis == null
        ? ofEntries
        : withBackground(
            ofEntries, background, basis, total.factorSlice(3).toMatrix(width(), 1 / n));
  }

  private int width() {
    return kept.cols();
  }

  /** With A = Σ_a s_a² u_a u_aᵀ/N in the basis, B/N = Σ ω_k a_kk and ∇_V B/N = 2α0 T²V A. */
  private Answer withBackground(
      Answer ofEntries, Background background, BackgroundBasis basis, Matrix gram) {
    double value = ofEntries.value;
    for (int k = 0; k < width(); k++) {
      value += basis.values()[k] * gram.get(k, k);
    }
    Matrix more = Multiply.ab(kept, gram);
    Matrix bent = Multiply.ab(gram, directions);
    for (int b = 0; b < kept.rows(); b++) {
      double weight = background.weight() * background.col(b);
      for (int k = 0; k < width(); k++) {
        ofEntries.gradient.data()[b * width() + k] += 2 * weight * more.get(b, k);
      }
      for (int k = 0; k < directions.cols(); k++) {
        double along = 0;
        for (int j = 0; j < width(); j++) {
          along += directions.get(j, k) * bent.get(j, k);
        }
        ofEntries.curvature.data()[b * directions.cols() + k] += weight * along;
      }
    }
    return new Answer(
        value, ofEntries.solved, basis.turnedBack(ofEntries.gradient), ofEntries.curvature);
  }
}
