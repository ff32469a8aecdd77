package org.overrank.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.RegularizedObjective.Projected;
import org.overrank.sensing.Side;

/**
 * L-BFGS on φ(V) = min over U of f(U, V), the longer factor eliminated exactly; for entries
 * (theory, section 7; numerics, "Entries").
 *
 * <p>An evaluation is one pass: the rows of U are ridge problems of their own, solved where their
 * entries lie. The initial inverse Hessian is that of V's block of ∇²f, scaled by the last pair: a
 * second pass, over the entries by columns, to which U is sent. Where U is too long for that, it is
 * the block's diagonal in the eigenbasis of UᵀU, which costs no pass and takes more iterations; and
 * where it is rows, U stays in the blocks that solve for it, and the points are {@linkplain
 * Factors#isImplied V alone}. Step 1 is tried first and nearly always taken; else the minimiser of
 * the parabola through f and its slope.
 *
 * <p>Under another loss than the square rows are solved by Newton steps from the rows before, which
 * every evaluation sends with V: there is no state in blocks, and a lost one is made again to the
 * same bits.
 *
 * <p>V's columns span all that it ever reaches: a column that is zero or a copy of another stays
 * so. What starts or widens a search must see to that.
 */
public final class VariableProjection implements Solver {
  private static final int HISTORY = 10;
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double SHORTEST = 0.1;
  private static final double LONGEST = 0.5;
  private static final double LEAST_STEP = 1e-10;

  /** A rise of f by less than this, relatively, is rounding, if the slope has fallen. */
  private static final double ROUNDING = 1e-14;

  /** Doubles of U that are sent in every iteration without a second thought: 64 MiB. */
  private static final long LONGEST_SENT = 1 << 23;

  private final long longestSent;

  /** Creates the solver; it has no settings. */
  public VariableProjection() {
    this(LONGEST_SENT);
  }

  /**
   * Creates the solver with another limit to what is sent in every iteration.
   *
   * @param longestSent in doubles of U
   */
  public VariableProjection(long longestSent) {
    this.longestSent = longestSent;
  }

  /**
   * The factor that is eliminated.
   *
   * @param rows d1
   * @param cols d2
   * @return the longer side
   */
  public static Side eliminated(int rows, int cols) {
    return rows >= cols ? Side.ROWS : Side.COLUMNS;
  }

  /**
   * Whether the Hessian's block of the shorter factor is inverted, for which the entries are needed
   * on both sides and the longer factor is sent.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @return false where the longer factor is too long for that
   */
  public static boolean invertsBlocks(ProblemShape shape, int searchRank) {
    return new VariableProjection().isExact(shape, searchRank);
  }

  /**
   * Whether U stays where it is solved for.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @return true where rows are eliminated, and U is too long to be sent
   */
  public static boolean leavesRows(ProblemShape shape, int searchRank) {
    return new VariableProjection().solvesInPlace(shape, searchRank);
  }

  @Override
  public boolean solvesInPlace(ProblemShape shape, int searchRank) {
    return shape.background() == null
        && shape.loss().isSquared()
        && !isExact(shape, searchRank)
        && eliminated(shape.rows(), shape.cols()) == Side.ROWS;
  }

  @Override
  public SolverState begin(RegularizedObjective objective, Factors start) {
    ProblemShape shape = objective.data().shape();
    Side side = eliminated(shape.rows(), shape.cols());
    Matrix kept = start.get(side.other());
    return new State(objective, side, kept, basis(shape, kept), null);
  }

  @Override
  public SolverState resume(RegularizedObjective objective, SolverSnapshot snapshot) {
    Side side = eliminated(objective.data().shape().rows(), objective.data().shape().cols());
    List<Factors> all = snapshot.factors();
    int pairs = objective.data().shape().loss().isSquared() ? 1 : 2;
    Matrix near = pairs == 1 ? null : all.get(1).left();
    State state =
        new State(
            objective,
            side,
            all.get(0).right(),
            all.get(0).left().transpose(),
            near == null || near.rows() == 0 ? null : near);
    state.memory.restore(all.subList(pairs, all.size()));
    return state;
  }

  /** Whether V's block of the Hessian is inverted, and not its diagonal in a basis. */
  private boolean isExact(ProblemShape shape, int searchRank) {
    return (long) Math.max(shape.rows(), shape.cols()) * searchRank <= longestSent;
  }

  /** The eigenvectors of a factor's Gram matrix; none where none are needed. */
  private Matrix basis(ProblemShape shape, Matrix factor) {
    return isExact(shape, factor.cols())
        ? Matrix.zeros(factor.cols(), 0)
        : SymmetricEigen.of(Gram.xtx(factor)).vectors();
  }

  private final class State implements SolverState {
    private final RegularizedObjective objective;
    private final Side side;
    private final LbfgsMemory memory = new LbfgsMemory(HISTORY);
    private Matrix rotation;
    private Projected current;

    /** Where the current rows were solved from: their last digits depend on it. */
    private @Nullable Matrix near;

    State(
        RegularizedObjective objective,
        Side side,
        Matrix kept,
        Matrix rotation,
        @Nullable Matrix near) {
      this.objective = objective;
      this.side = side;
      this.rotation = rotation;
      this.near = near;
      this.current = at(kept, rotation, near);
    }

    private Projected at(Matrix kept, Matrix basis, @Nullable Matrix from) {
      return solvesInPlace(objective.data().shape(), kept.cols())
          ? objective.projectInPlace(kept, basis)
          : objective.project(side, kept, basis, from);
    }

    private Matrix nextBasis() {
      Matrix known = current.gram();
      ProblemShape shape = objective.data().shape();
      return known == null ? basis(shape, solved()) : SymmetricEigen.of(known).vectors();
    }

    @Override
    public Optional<SolverSnapshot> snapshot() {
      List<Factors> all = new ArrayList<>(List.of(new Factors(rotation.transpose(), kept())));
      if (!objective.data().shape().loss().isSquared()) {
        Matrix none = Matrix.zeros(0, kept().cols());
        all.add(new Factors(near == null ? none : near, none));
      }
      all.addAll(memory.content());
      return Optional.of(new SolverSnapshot(all, List.of()));
    }

    private Matrix kept() {
      return current.point().get(side.other());
    }

    private Matrix solved() {
      return current.point().get(side);
    }

    @Override
    public Factors point() {
      return current.point();
    }

    @Override
    public double value() {
      return current.value();
    }

    /** That of f: 0 on the eliminated side. */
    @Override
    public Factors gradient() {
      Factors point = current.point();
      Matrix zero = Matrix.zeros(point.get(side).rows(), point.searchRank());
      return side == Side.ROWS
          ? new Factors(zero, current.gradient())
          : new Factors(current.gradient(), zero);
    }

    /** A pair whose other factor has no rows: where it is eliminated there is nothing to move. */
    private Factors alone(Matrix kept) {
      return new Factors(Matrix.zeros(0, kept.cols()), kept);
    }

    @Override
    public double advance() {
      Factors gradient = alone(current.gradient());
      Factors direction = memory.apply(gradient, this::preconditioned).times(-1);
      double slope = direction.dot(gradient);
      if (!(slope < 0)) {
        memory.clear();
        direction = preconditioned(gradient).times(-1);
        slope = direction.dot(gradient);
      }
      return slope < 0 ? search(direction, slope) : 0;
    }

    /** H x, H scaled by γ = ⟨s,y⟩/⟨y,Hy⟩ of the last pair. */
    private Factors preconditioned(Factors x) {
      List<Matrix> vectors = new ArrayList<>(List.of(x.right()));
      memory.lastChange().ifPresent(y -> vectors.add(y.right()));
      List<Matrix> products =
          rotation.cols() == 0
              ? objective.inverseBlocksTimes(side.other(), point(), vectors)
              : vectors.stream().map(this::inverseDiagonalTimes).toList();
      return alone(products.get(0)).times(memory.scale(y -> alone(products.get(1))));
    }

    private Matrix inverseDiagonalTimes(Matrix x) {
      return ProjectedDiagonal.apply(x, rotation, current.curvature());
    }

    private double search(Factors direction, double slope) {
      Matrix next = nextBasis();
      Matrix known = objective.data().shape().loss().isSquared() ? null : solved();
      for (double step = 1; step > LEAST_STEP; ) {
        Factors moved = alone(kept()).plus(step, direction);
        Projected there = at(moved.right(), next, known);
        if (isLower(there, direction, step, slope)) {
          accept(direction.times(step), there, next);
          near = known;
          return step;
        }
        double rise = there.value() - current.value() - slope * step;
        double parabola = -slope * step * step / (2 * rise);
        step = Math.min(Math.max(parabola, SHORTEST * step), LONGEST * step);
      }
      return 0;
    }

    private boolean isLower(Projected there, Factors direction, double step, double slope) {
      double rise = there.value() - current.value();
      return rise <= SUFFICIENT_DECREASE * step * slope
          || (rise <= ROUNDING * Math.abs(current.value())
              && Math.abs(alone(there.gradient()).dot(direction)) < -slope);
    }

    private void accept(Factors step, Projected there, Matrix basis) {
      memory.remember(step, alone(there.gradient()).plus(-1, alone(current.gradient())));
      current = there;
      rotation = basis;
    }
  }
}
