package org.overrank.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.Side;

/**
 * f(U,V) = (1/N)‖A(U Vᵀ) − y‖² + λ‖U‖² + λ‖V‖² at one λ: what a solver sees (theory, section 1).
 *
 * <p>Counts the passes over the measurements. Values that are not finite end the run here, before
 * they can spread; but exponential losses may be infinite where a step was too long.
 */
public final class RegularizedObjective {
  /** How far from a guess steps are looked at, and how far apart, as factors. */
  private static final double FARTHEST = 1 << 10;

  private static final double APART = 2;

  private final Objective given;
  private Objective data;
  private final double lambda;
  private final Structure structure;
  private final Gauge gauge;
  private long passes;
  private long products;
  private Curvature.@Nullable Answer curvature;

  /**
   * The objective at one λ.
   *
   * @param data the measurements
   * @param lambda λ, positive and finite
   */
  public RegularizedObjective(Objective data, double lambda) {
    this(data, lambda, Structure.GENERAL);
  }

  /**
   * The objective on matrices of some structure (theory, section 10).
   *
   * @param data the measurements
   * @param lambda λ, positive and finite
   * @param structure which points there are; all that are handed in are of it
   */
  public RegularizedObjective(Objective data, double lambda, Structure structure) {
    if (!(lambda > 0) || lambda == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("lambda must be positive and finite: " + lambda);
    }
    this.given = data;
    this.data = data;
    this.lambda = lambda;
    this.structure = structure;
    this.gauge = structure.gauge();
  }

  /**
   * Value and gradient of f.
   *
   * @param value f
   * @param gradient (∇_U f, ∇_V f)
   */
  public record Evaluation(double value, Factors gradient) {}

  /**
   * φ(V) = min over U of f(U, V), one factor eliminated (theory, section 7).
   *
   * @param value φ
   * @param point (U(V), V), or V alone where U does not come back
   * @param gram UᵀU where U does not come back, else null
   * @param gradient ∇φ, like the kept factor
   * @param curvature in row b and column k the second derivative of f along the direction q_k in
   *     that row, U fixed
   */
  public record Projected(
      double value, Factors point, @Nullable Matrix gram, Matrix gradient, Matrix curvature) {}

  /**
   * The measurements as they were handed in.
   *
   * @return the data term before {@link #roundOff}
   */
  public Objective given() {
    return given;
  }

  /**
   * The measurements.
   *
   * @return the data term without regularisation
   */
  public Objective data() {
    return data;
  }

  /**
   * Rounds off the kink of the loss otherwise, from now on; points keep their objective, which is
   * of the loss itself.
   *
   * @param width see {@link org.overrank.loss.Loss#roundedBy}
   */
  public void roundOff(double width) {
    data = given.roundedBy(width);
  }

  /**
   * The regularisation parameter.
   *
   * @return λ
   */
  public double lambda() {
    return lambda;
  }

  /**
   * What is known of the matrix.
   *
   * @return its structure
   */
  public Structure structure() {
    return structure;
  }

  /**
   * Which matrices are looked for.
   *
   * @return the penalty's side of the problem
   */
  public Gauge gauge() {
    return gauge;
  }

  /**
   * How many times all measurements were read so far, certificates included.
   *
   * @return passes
   */
  public long passes() {
    return passes;
  }

  /**
   * Counts passes that were made outside this object.
   *
   * @param more how many
   */
  public void countPasses(long more) {
    passes += more;
  }

  /**
   * Counts passes that multiplied with a residual that is kept, which cost much less than others.
   *
   * @param more how many
   */
  public void countProducts(long more) {
    passes += more;
    products += more;
  }

  /**
   * How many of the passes made here multiplied with a residual that is kept.
   *
   * @return a part of {@link #passes}, those before a resumption apart
   */
  public long products() {
    return products;
  }

  /**
   * Whether {@link #curvature} costs no pass any more.
   *
   * @return true once it was asked for
   */
  public boolean knowsCurvature() {
    return curvature != null;
  }

  /**
   * Takes up the count of a run that goes on here: what was made again does not count.
   *
   * @param before passes of that run
   */
  public void resumeAt(long before) {
    passes = before;
  }

  /**
   * Value and gradient, one pass.
   *
   * @param point (U, V)
   * @return f and ∇f
   */
  public Evaluation valueAndGradient(Factors point) {
    passes++;
    ValueAndGradient.Answer answer = data.evaluate(new ValueAndGradient(point));
    return new Evaluation(
        regularized(answer.value(), point.normSquared()),
        gauge.project(answer.gradient()).plus(2 * lambda, point));
  }

  /**
   * Eliminates one factor of entries; one pass.
   *
   * @param eliminated which
   * @param kept the other factor
   * @param directions R × K, along whose columns curvature is told; K may be 0
   * @return φ at the kept factor
   */
  public Projected project(Side eliminated, Matrix kept, Matrix directions) {
    return project(eliminated, kept, directions, null);
  }

  /**
   * The same where about the eliminated factor is known; one pass.
   *
   * @param eliminated which
   * @param kept the other factor
   * @param directions R × K, along whose columns curvature is told; K may be 0
   * @param near where Newton steps begin, or null; squares need none
   * @return φ at the kept factor
   */
  public Projected project(Side eliminated, Matrix kept, Matrix directions, @Nullable Matrix near) {
    Projection.Answer answer =
        projection(
            eliminated, kept, directions, true, data.shape().loss().isSquared() ? null : near);
    Factors point =
        eliminated == Side.ROWS
            ? new Factors(answer.solved(), kept)
            : new Factors(kept, answer.solved());
    double value = regularized(answer.value(), point.normSquared());
    return new Projected(value, point, null, answer.gradient(), answer.curvature());
  }

  /**
   * The same with U eliminated, which stays where the entries are; one pass.
   *
   * @param kept V
   * @param directions R × K, along whose columns curvature is told; K may be 0
   * @return φ at V, its point {@link Factors#isImplied implied}
   */
  public Projected projectInPlace(Matrix kept, Matrix directions) {
    Projection.Answer answer = projection(Side.ROWS, kept, directions, false, null);
    Factors point = Factors.implied(kept);
    double solved = Arrays.stream(answer.solved().diagonal()).sum();
    double value = regularized(answer.value(), solved + point.normSquared());
    return new Projected(value, point, answer.solved(), answer.gradient(), answer.curvature());
  }

  /**
   * A point with both its factors; one pass where the left one is implied.
   *
   * @param point (U, V), or V alone
   * @return (U, V)
   */
  public Factors completed(Factors point) {
    return point.isImplied()
        ? project(Side.ROWS, point.right(), Matrix.zeros(point.searchRank(), 0)).point()
        : point;
  }

  /** The data term's answer, to whose derivatives those of the penalty are added. */
  private Projection.Answer projection(
      Side eliminated, Matrix kept, Matrix directions, boolean returns, @Nullable Matrix near) {
    passes++;
    Projection.Answer answer =
        data.evaluate(
            Projection.of(data.shape(), eliminated, kept, directions, ridge(), returns, near));
    double[] gradient = answer.gradient().data();
    double[] curvature = answer.curvature().data();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += 2 * lambda * kept.data()[i];
    }
    for (int i = 0; i < curvature.length; i++) {
      curvature[i] = 2 * (curvature[i] + lambda);
    }
    return answer;
  }

  /** λN: what the ridge problem of a row has on its diagonal. */
  private double ridge() {
    return lambda * data.shape().measurements();
  }

  /**
   * The residual at a point, kept for many adjoint products; one pass.
   *
   * @param point (U, V), or V alone
   * @return G = (2/N) A*(A(U Vᵀ) − y); the caller closes it
   */
  public Residual residual(Factors point) {
    passes++;
    return data.residual(point, ridge());
  }

  /**
   * Products with the inverse of one factor's block of ∇²f on entries, the other factor fixed; one
   * pass over that side's copy.
   *
   * @param side the factor whose block it is
   * @param point (U, V)
   * @param vectors each like the factor of this side, at least one
   * @return the products, in order
   */
  public List<Matrix> inverseBlocksTimes(Side side, Factors point, List<Matrix> vectors) {
    passes++;
    return data.evaluate(InverseBlocks.of(data.shape(), side, point, vectors, ridge()));
  }

  /**
   * The diagonal of A*A by rows and by columns; one pass the first time.
   *
   * @return its sums
   */
  public Curvature.Answer curvature() {
    if (curvature == null) {
      passes++;
      curvature = data.evaluate(Curvature.of(data.shape()));
    }
    return curvature;
  }

  /**
   * Its sums along rows; where they are too many to be had with the others, one pass.
   *
   * @return length d1
   */
  public double[] rowCurvature() {
    double[] known = curvature().rowSums();
    if (known != null) {
      return known;
    }
    passes++;
    return Objects.requireNonNull(data.evaluate(new Curvature(true)).rowSums());
  }

  /**
   * f along a line, one pass.
   *
   * @param point (U, V)
   * @param direction (P, Q)
   * @return η ↦ f(U + ηP, V + ηQ), exactly
   */
  public Quartic along(Factors point, Factors direction) {
    passes++;
    return data.evaluate(new LineSearchQuartic(point, direction))
        .plus(
            lambda * point.normSquared(),
            2 * lambda * point.dot(direction),
            lambda * direction.normSquared());
  }

  /**
   * The step along a line that lowers f the most; one pass under squares, else two.
   *
   * <p>Under squares it is exact. Under other losses the quartic of {@link #along} says how far to
   * look, f is taken at steps around that, and where it is least the cubic through the neighbours.
   *
   * @param point (U, V)
   * @param direction (P, Q)
   * @return η ≥ 0; 0 if no step that was looked at has a lower f
   */
  public double stepAlong(Factors point, Factors direction) {
    Quartic model = along(point, direction);
    double guess = model.minimizer();
    if (data.shape().loss().isSquared() || guess == 0) {
      return guess;
    }
    passes++;
    List<Double> steps = new ArrayList<>();
    for (double step = guess / FARTHEST; step <= guess * FARTHEST; step *= APART) {
      steps.add(step);
    }
    double q0 = lambda * point.normSquared();
    double q1 = 2 * lambda * point.dot(direction);
    double q2 = lambda * direction.normSquared();
    List<LineSamples.Sample> line = new ArrayList<>();
    line.add(new LineSamples.Sample(0, model.c0(), model.c1()));
    data.evaluate(new LineSamples(point, direction, steps))
        .forEach(each -> line.add(each.plus(q0, q1, q2)));
    return leastOn(line);
  }

  /** Between the neighbours of the least sample, on the side to which it falls. */
  private static double leastOn(List<LineSamples.Sample> line) {
    int best = 0;
    for (int k = 1; k < line.size(); k++) {
      best = line.get(k).value() < line.get(best).value() ? k : best;
    }
    LineSamples.Sample least = line.get(best);
    if (least.slope() > 0 && best > 0) {
      return line.get(best - 1).leastBetween(least);
    }
    boolean last = best == line.size() - 1 || !Double.isFinite(line.get(best + 1).value());
    return last ? least.step() : least.leastBetween(line.get(best + 1));
  }

  /**
   * Products with the Hessian of f (theory, section 3), all in one pass.
   *
   * @param point (U, V)
   * @param directions pairs (P, Q), at least one
   * @return ∇²f(U,V)[(P, Q)] for each, in order
   */
  public List<Factors> hessianTimes(Factors point, List<Factors> directions) {
    passes++;
    List<HessianProduct> requests =
        directions.stream().map(each -> new HessianProduct(point, each)).toList();
    Answers answers = data.evaluate(requests);
    return requests.stream()
        .map(each -> gauge.project(answers.of(each)).plus(2 * lambda, each.direction()))
        .toList();
  }

  private double regularized(double dataTerm, double normSquared) {
    double value = dataTerm + lambda * normSquared;
    boolean overflows = value == Double.POSITIVE_INFINITY && !data.shape().loss().isSquared();
    if (!Double.isFinite(value) && !overflows) {
      throw new ArithmeticException(
          "the objective is not finite (" + value + ") after " + passes + " passes");
    }
    return value;
  }
}
