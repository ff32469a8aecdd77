package org.overrank.fit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.SpannedNorm;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.ResidualSums;
import org.overrank.objective.Units;
import org.overrank.optim.Minimizer;
import org.overrank.optim.Progress;
import org.overrank.optim.SolverState;
import org.overrank.optim.StopReason;
import org.overrank.optim.StoppingCriterion;

/**
 * Fits for one λ after the other that are only compared, by an error on other measurements: each
 * ends where that error has settled, long before its gap closes, and nothing is proven of it.
 */
public final class RoughFit {
  /** The error has settled where it has not moved by more in the last {@value #WINDOW} passes. */
  private static final double SETTLED = 3e-3;

  /** The same while the error is far below that for the larger λ: the best is farther down. */
  private static final double NEARLY_SETTLED = 1e-2;

  private static final double FAR_BELOW = 0.93;

  /**
   * The share of λ by which more than λ may pull at a column. Near a saddle new columns grow by a
   * factor a step from next to nothing: an error that does not feel them yet looks settled, and is
   * that of a larger λ, by less than this where the pull is less.
   */
  private static final double LOOSE = 0.2;

  private static final int WINDOW = 4;
  private static final int LEAST_ITERATIONS = 3;
  private static final int MOST_PASSES = 40;

  /** Singular values below this share of the largest are not told from zero. */
  private static final double IN_USE = 1e-3;

  /** How much wider a search is than the rank before, which grows as λ falls. */
  private static final int WIDER = 3;

  private static final int LEAST_WIDTH = 8;

  /** Length of new columns, against those that an aligned one would grow to. */
  private static final double PADDING = 0.3;

  /** To find that λ, and for the curvature. */
  private static final int PASSES_TO_ZERO = 2;

  private static final long LEFT = 103;
  private static final long RIGHT = 104;

  private final Objective data;
  private final FitSettings asked;
  private final PointError error;
  private final Units units;
  private final Curvature.Answer curvature;

  /**
   * What was found for one λ, in user units.
   *
   * @param lambda λ
   * @param point in balanced gauge
   * @param rank how many of its singular values are not negligible
   * @param residualNorm ‖A(UVᵀ) − y‖ or, at λ's edge, a little more
   * @param error of the point on other measurements
   * @param passes over the measurements that it took
   */
  public record Answer(
      double lambda, Factors point, int rank, double residualNorm, double error, long passes) {}

  /**
   * Fits of some measurements; one pass.
   *
   * @param data the measurements
   * @param asked the solver, the width and the seed
   * @param error of a point in user units, on measurements that the fit does not see
   */
  public RoughFit(Objective data, FitSettings asked, PointError error) {
    this.data = data;
    this.asked = asked;
    this.error = error;
    this.units = data.shape().units();
    this.curvature = data.evaluate(Curvature.of(data.shape()));
  }

  /**
   * The zero matrix, where that is the answer.
   *
   * @param lambda λ
   * @return zero
   */
  public Answer zero(double lambda) {
    ProblemShape shape = data.shape();
    Factors zero = Factors.zeros(shape.rows(), shape.cols(), asked.structure().columnsOfOne());
    double square =
        shape.loss().isSquared()
            ? curvature.targetNormSquared()
            : data.evaluate(new ResidualSums(zero)).value();
    double norm = units.toResidual(Math.sqrt(square));
    return new Answer(lambda, zero, 0, norm, error.of(zero, lambda), PASSES_TO_ZERO);
  }

  /**
   * The answer for a smaller λ.
   *
   * @param larger the answer to begin at
   * @param lambda λ
   * @return about the answer for λ
   */
  public Answer after(Answer larger, double lambda) {
    RegularizedObjective f =
        new RegularizedObjective(data, units.lambdaOf(lambda), asked.structure());
    int widest = asked.firstColumns(data.shape());
    Factors start =
        larger.rank() == 0
            ? new Starts(f, asked.seed()).gaussian(widest, false)
            : widened(larger, f.lambda(), Math.min(widest, WIDER * larger.rank() + LEAST_WIDTH));
    Factors projected = f.gauge().project(start);
    return answer(lambda, f, minimize(f, lambda, projected, FAR_BELOW * larger.error()));
  }

  /**
   * The columns in use and random ones. A pair that λ no longer holds down grows to t = Δλ N d1 d2
   * / Σ‖A_i‖² at the most (theory, section 3, with the mean of ‖A(abᵀ)‖²).
   */
  private Factors widened(Answer larger, double lambda, int columns) {
    ProblemShape shape = data.shape();
    int width = asked.structure().wholeColumns(columns);
    int kept = Math.min(asked.structure().wholeColumns(larger.rank()), width);
    Factors live = units.factorsOf(larger.point()).columns(IntStream.range(0, kept).toArray());
    if (kept == width) {
      return live;
    }
    double cells = (double) shape.rows() * shape.cols();
    double t =
        (units.lambdaOf(larger.lambda()) - lambda)
            * shape.measurements()
            * cells
            / curvature.trace();
    Factors noise =
        new Factors(
            GaussianNumbers.matrix(shape.rows(), width - kept, asked.seed(), LEFT),
            GaussianNumbers.matrix(shape.cols(), width - kept, asked.seed(), RIGHT));
    return live.appendColumns(noise.times(PADDING * Math.sqrt(t / Math.sqrt(cells))));
  }

  private Progress minimize(RegularizedObjective f, double lambda, Factors start, double low) {
    Ending ending = new Ending(f, lambda, low);
    Minimizer minimizer =
        new Minimizer(asked.createSolver(units), ending, progress -> {}, ending::stepsFrom);
    return minimizer.minimize(f, start, 0).last();
  }

  private Answer answer(double lambda, RegularizedObjective f, Progress end) {
    Factors found = f.completed(end.point());
    ProductSvd svd = ProductSvd.of(found.left(), found.right());
    double[] values = svd.values();
    int rank = 0;
    while (rank < values.length && values[rank] > IN_USE * values[0]) {
      rank++;
    }
    Factors point =
        units.toFactors(
            asked.structure().isSquare()
                ? f.gauge().balanced(found).factors()
                : Factors.balanced(svd, values.length));
    double data = Math.max(0, end.value() - f.lambda() * found.normSquared());
    double norm = units.toResidual(Math.sqrt(data * this.data.shape().measurements()));
    return new Answer(lambda, point, rank, norm, error.of(point, lambda), f.passes());
  }

  /** Ends where the error has settled and λ holds down what there is, or the budget is spent. */
  private final class Ending implements StoppingCriterion {
    private final RegularizedObjective f;
    private final double lambda;
    private final Settling settling;
    private @Nullable SolverState state;

    Ending(RegularizedObjective f, double lambda, double low) {
      this.f = f;
      this.lambda = lambda;
      this.settling = new Settling(low);
    }

    /** Told of the first step, from when on the state is that of every iterate. */
    void stepsFrom(Minimizer.Moment moment) {
      state = moment.state();
    }

    @Override
    public Optional<StopReason> check(Progress progress) {
      Factors point = f.completed(progress.point());
      boolean settled = settling.isOver(progress, error.of(units.toFactors(point), lambda));
      return (settled && isHeldDown(point))
              || progress.passes() >= Math.min(MOST_PASSES, asked.maxPasses())
              || progress.iteration() >= asked.maxIterations()
          ? Optional.of(StopReason.STALLED)
          : Optional.empty();
    }

    private boolean isHeldDown(Factors point) {
      Factors gradient = Objects.requireNonNull(state).gradient();
      double norm = SpannedNorm.of(point, gradient, f.lambda(), f.gauge());
      return norm <= (1 + LOOSE) * 2 * f.lambda();
    }
  }

  /** The errors of the last iterates. */
  private static final class Settling {
    private record Seen(long passes, double error) {}

    private final Deque<Seen> window = new ArrayDeque<>();
    private final double low;

    Settling(double low) {
      this.low = low;
    }

    boolean isOver(Progress progress, double now) {
      boolean full = false;
      while (!window.isEmpty() && window.getFirst().passes <= progress.passes() - WINDOW) {
        full = true;
        if (window.size() > 1 && second().passes <= progress.passes() - WINDOW) {
          window.removeFirst();
        } else {
          break;
        }
      }
      double moved = (now < low ? NEARLY_SETTLED : SETTLED) * now;
      boolean still = window.stream().allMatch(seen -> Math.abs(seen.error - now) <= moved);
      window.addLast(new Seen(progress.passes(), now));
      return full && still && progress.iteration() >= LEAST_ITERATIONS;
    }

    private Seen second() {
      return window.stream().skip(1).findFirst().orElseThrow();
    }
  }
}
