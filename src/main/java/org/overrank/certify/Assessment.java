package org.overrank.certify;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.ProductSvd;
import org.overrank.objective.Factors;
import org.overrank.objective.LossSums;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.RegularizedObjective.Projected;
import org.overrank.objective.Residual;
import org.overrank.objective.ResidualSums;

/**
 * What can be said of one point (U, V), computed as far as it is asked for.
 *
 * <p>The optimistic gap rests on a lower end of ‖G‖_op and is cheap; it proves nothing, but where
 * it is too large the proven gap is too. The certificate rests on an upper end. Close it to free a
 * residual that is kept on a cluster.
 */
public final class Assessment implements AutoCloseable {
  /** Within so many times what is asked the estimate is made as sharp as that of a proof. */
  private static final double NEAR = 3;

  /** A gap of so many times what is asked is clear enough; a smaller one should be the true one. */
  private static final double CLEARLY = 2;

  private final Certifier certifier;
  private final RegularizedObjective problem;
  private final Factors point;
  private final ResidualSums.Answer sums;
  private final LinearOperator adjoint;
  private final double adjointRounding;
  private final OperatorNorm quick;
  private final OperatorNorm proving;
  private final @Nullable Residual kept;
  private final PointSize size;
  private final PrimalBound value;
  private @Nullable ImpliedFactor implied;
  private @Nullable ProductSvd product;
  private final BackgroundRounding rounding;
  private @Nullable SpectralBound estimate;
  private @Nullable NormGuess guess;
  private @Nullable Certificate proof;
  private @Nullable Directions directions;

  Assessment(
      Certifier certifier,
      RegularizedObjective problem,
      Factors point,
      ResidualSums.Answer sums,
      LinearOperator adjoint,
      double adjointRounding,
      @Nullable Residual kept) {
    this.certifier = certifier;
    this.problem = problem;
    this.point = point;
    this.sums = sums;
    this.adjoint = adjoint;
    this.quick = certifier.estimating(sums, kept != null);
    this.proving = certifier.proving(sums, kept != null);
    this.kept = kept;
    this.size = PointSize.of(point, kept == null ? new double[0] : kept.solvedColumns());
    this.rounding = BackgroundRounding.of(problem.data().shape(), size, sums, problem.curvature());
    this.adjointRounding = adjointRounding + rounding.adjoint();
    this.value = PrimalBound.of(problem, size, nuclear(), sums, problem.curvature(), rounding);
  }

  /**
   * Not known without a pass where U was solved for: the penalty of the balanced V serves. Nor
   * needed where U = V, up to powers of two: the trace is the sum of the products of the columns.
   */
  private double nuclear() {
    if (problem.gauge().isCone()) {
      return size.columns() * (1 + RoundingError.gamma(point.searchRank() + point.rows() + 16L));
    }
    return point.isImplied()
        ? Double.POSITIVE_INFINITY
        : PrimalBound.nuclear(point, size, product());
  }

  private ProductSvd product() {
    if (product == null) {
      product =
          point.isImplied() ? implied().product() : ProductSvd.of(point.left(), point.right());
    }
    return product;
  }

  private ImpliedFactor implied() {
    if (implied == null) {
      Projected here = problem.projectInPlace(point.right(), Matrix.zeros(point.searchRank(), 0));
      implied = new ImpliedFactor(here, Objects.requireNonNull(here.gram()), problem.lambda());
    }
    return implied;
  }

  /**
   * The point.
   *
   * @return (U, V)
   */
  public Factors point() {
    return point;
  }

  /**
   * G = (2/N) A*(r) at the point.
   *
   * @return d1 × d2
   */
  public LinearOperator adjoint() {
    return adjoint;
  }

  /**
   * Whether a product with {@link #adjoint()} reads all measurements.
   *
   * @return false where G is on the driver
   */
  boolean productsArePasses() {
    return kept != null;
  }

  /**
   * The data term of the measurements that are given, times N, weights included: ‖r‖² under
   * squares.
   *
   * @return it, without that of a background
   */
  public double dataTerm() {
    return sums.givenValue();
  }

  /**
   * The data term of M = 0, times N, weights included: ‖y‖² under squares.
   *
   * @return it
   */
  public double dataTermAtZero() {
    return sums.valueAtZero();
  }

  /**
   * The value of the factored objective.
   *
   * @return f(U,V)
   */
  public double objective() {
    return value.objective();
  }

  /**
   * The value of the convex twin: what remains of f in the balanced gauge.
   *
   * @return F(UVᵀ), rounded up
   */
  public double convexObjective() {
    return value.upper();
  }

  /**
   * How far the factors are from the balanced gauge, in which the penalty of a product is the
   * least: f at others says little.
   *
   * @return (‖U‖² + ‖V‖²)/(2‖UVᵀ‖_*) − 1, not negative up to rounding
   */
  public double imbalance() {
    double least = 2 * product().nuclearNorm();
    return least == 0 ? size.normSquared() : size.normSquared() / least - 1;
  }

  /**
   * The rank of UVᵀ as far as the gap tells it, see {@link NumericalRank}.
   *
   * @return how many singular values are above the noise; a product with G the first time
   */
  public int rank() {
    double gap = isProven() ? certificate().relativeGap() : optimisticGap();
    NumericalRank scale =
        new NumericalRank(sums, problem.data().shape().measurements(), problem.lambda());
    double noise = NumericalRank.noise(gap) * convexObjective();
    return scale.isZero(product().values(), convexObjective(), noise)
        ? 0
        : scale.of(product().values(), directionPulls(), noise);
  }

  /**
   * Whether every column is in use, however little.
   *
   * @return false if UVᵀ needs fewer columns
   */
  public boolean isFull() {
    int columns = problem.gauge().isSigned() ? searchRank() / 2 : searchRank();
    return product().rank() >= columns;
  }

  /**
   * The singular values of UVᵀ.
   *
   * @return the live array, descending
   */
  public double[] singularValues() {
    return product().values();
  }

  /** The left singular vectors of UVᵀ, one a column; where U is implied, in coordinates of it. */
  Matrix leftVectors() {
    return product().leftVectors();
  }

  /** The right singular vectors of UVᵀ, one a column. */
  Matrix rightVectors() {
    return product().rightVectors();
  }

  /**
   * The shorter side of the matrix.
   *
   * @return min(d1, d2)
   */
  public int shorterSide() {
    return Math.min(adjoint.rows(), adjoint.cols());
  }

  /**
   * The search rank.
   *
   * @return R
   */
  public int searchRank() {
    return point.searchRank();
  }

  /**
   * How many columns of the point belong together.
   *
   * @return 1 where each is on its own
   */
  public int columnsTogether() {
    return problem.gauge().columnsTogether();
  }

  /**
   * A lower end of ν = ‖G‖_op/(2λ).
   *
   * @return above 1 only if the point is not optimal
   */
  public double nuLower() {
    return estimate().lower() / (2 * problem.lambda());
  }

  /**
   * How strongly each direction of UVᵀ is pulled to grow: −p_kᵀGq_k/(2λ), (p_k, q_k) its singular
   * vectors.
   *
   * @return the live array, by descending singular value; 1 at a stationary point where the
   *     direction is in use, less where it dies, and up to ν beside a saddle that is about to be
   *     left along it. Costs one product with G the first time
   */
  public double[] directionPulls() {
    return directions().pulls();
  }

  /**
   * How far each direction of UVᵀ is from being stationary: ‖Gq_k + 2λp_k‖/(2λ); where U is implied
   * that is 0, and ‖Gᵀp_k + 2λq_k‖/(2λ) is meant.
   *
   * @return the live array, by descending singular value; along a direction in use it is the error
   *     of G, of the order of that of ν. Costs what {@link #directionPulls} does, once for both
   */
  public double[] directionMisfits() {
    return directions().misfits();
  }

  private Directions directions() {
    if (directions == null && point.isImplied()) {
      Matrix images = implied().adjointTimes(leftVectors());
      directions = new Directions(rightVectors(), images, problem.lambda());
    } else if (directions == null) {
      problem.countPasses(productsArePasses() ? problem.gauge().productsOfOne() : 0);
      directions = new Directions(leftVectors(), adjoint.times(rightVectors()), problem.lambda());
    }
    return directions;
  }

  /**
   * The point in the balanced gauge.
   *
   * @return (PΣ^½, QΣ^½), columns by descending singular value; where U is implied, it is what is
   *     solved for by QΣ^½, at which f is not larger
   */
  public Factors balanced() {
    if (problem.gauge().productsOfOne() > 1) {
      return problem.gauge().balanced(point).factors();
    }
    int columns = product().values().length;
    return point.isImplied()
        ? Factors.implied(product().balancedRight(columns))
        : Factors.balanced(product(), columns);
  }

  /**
   * How far rounding alone can take the gradient of f from what it is: (‖G‖ ‖(U, V)‖ in a few
   * roundings, and what those of the residual do to G).
   *
   * @return about the norm of the gradient computed at an exactly stationary point
   */
  public double gradientRounding() {
    double n = problem.data().shape().measurements();
    double matrices = Math.sqrt(problem.curvature().givenTrace());
    double ofAdjoint = adjointRounding + 2 / n * matrices * value.residualError();
    double lengths = Math.sqrt(size.normSquared());
    double size = Math.max(estimate().upper(), 2 * problem.lambda());
    return lengths * (ofAdjoint + RoundingError.gamma(point.searchRank() + 16L) * size);
  }

  /**
   * The gap that the lower end of ‖G‖_op would give; the proven gap is not smaller, up to rounding.
   *
   * @return a relative gap that proves nothing
   */
  public double optimisticGap() {
    return gapWith(estimate().lower());
  }

  /**
   * What the width over which the loss's kink is rounded off keeps open ({@link LossSums#slack}).
   *
   * @return a relative gap; 0 where there is no kink
   */
  public double gapOfKink() {
    return sums.slack() / problem.data().shape().measurements() / convexObjective();
  }

  /** The relative gap if ‖G‖_op were this. */
  private double gapWith(double lower) {
    SpectralBound hoped = new SpectralBound(lower, lower, BoundKind.LANCZOS, 1, 0);
    return Certificate.gap(convexObjective(), lowerBound(hoped));
  }

  /**
   * Whether a proof may succeed. Where the optimistic gap is nearly small enough, it is taken again
   * with the lower end that the proof would find, or with one by which it would clearly fail; the
   * optimistic gap and ν's lower end are those from then on.
   *
   * @param relativeGap what is to be proven
   * @return false if the proven gap is larger
   */
  public boolean mayCertify(double relativeGap) {
    double near = productsArePasses() ? relativeGap : NEAR * relativeGap;
    if (optimisticGap() <= near && guess == null) {
      NormGuess sharper = proving.guess(adjoint, lower -> gapWith(lower) > CLEARLY * relativeGap);
      if (sharper != null) {
        estimate = estimate().raisedTo(sharper.lower());
        guess = gapWith(sharper.lower()) > relativeGap ? null : sharper;
      }
    }
    return optimisticGap() <= relativeGap;
  }

  /**
   * Whether the certificate was made.
   *
   * @return false as long as only the optimistic gap was asked for
   */
  public boolean isProven() {
    return proof != null;
  }

  /**
   * The proof, made when first asked for.
   *
   * @return the certificate of the point
   */
  public Certificate certificate() {
    if (proof == null) {
      SpectralBound bound =
          counted(guess == null ? proving.enclose(adjoint) : proving.enclose(adjoint, guess));
      proof =
          certificate(
              bound
                  .widenedBy(adjointRounding)
                  .withFailureProbability(certifier.failureOfRun(bound.failureProbability())));
    }
    return proof;
  }

  private Certificate certificate(SpectralBound norm) {
    return Certificate.of(value, lowerBound(norm), problem.lambda(), norm);
  }

  /** D at the best s that is feasible for a norm. */
  private double lowerBound(SpectralBound norm) {
    LossSums loss = sums.loss();
    return loss == null
        ? DualBound.of(moments(), problem.lambda(), norm)
        : LossBounds.lower(loss, problem.data().shape().measurements(), problem.lambda(), norm);
  }

  /**
   * Takes over the estimate that rests on nothing but the matrix, from another gauge of it. A guess
   * is not: a proof has the same bits wherever it is made.
   */
  void adoptEstimate(Assessment other) {
    estimate = other.estimate;
  }

  /** About ‖G‖_op, where the dual norm is another. */
  double spectralNorm() {
    return counted(certifier.spectral(sums).enclose(adjoint)).upper();
  }

  private SpectralBound estimate() {
    if (estimate == null) {
      estimate = counted(quick.enclose(adjoint));
    }
    return estimate;
  }

  private SpectralBound counted(SpectralBound bound) {
    int products = problem.gauge().productsOfOne();
    long ofStep = kept == null ? 0 : products == 1 ? kept.passesOfGram() : 2L * products;
    problem.countProducts(ofStep * bound.steps());
    return bound;
  }

  /** Where M ⪰ 0, s ≥ 0: so ⟨r,y⟩ > 0 leaves nothing but s = 0. */
  private DualMoments moments() {
    double cross = sums.residualDotTarget();
    return new DualMoments(
        problem.gauge().isCone() ? Math.min(0, cross) : cross,
        sums.residualNormSquared(),
        sums.targetNormSquared(),
        problem.data().shape().measurements(),
        rounding);
  }

  @Override
  public void close() {
    if (adjoint instanceof ExplicitOperator explicit) {
      explicit.forgetTranspose();
    }
    if (kept != null) {
      kept.close();
    }
  }
}
