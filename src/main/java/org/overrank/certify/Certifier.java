package org.overrank.certify;

import org.overrank.linalg.DenseOperator;
import org.overrank.linalg.ExplicitOperator;
import org.overrank.linalg.LinearOperator;
import org.overrank.linalg.SplitMix;
import org.overrank.objective.Curvature;
import org.overrank.objective.Factors;
import org.overrank.objective.Gauge;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Residual;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.objective.ResidualSums;

/**
 * Assesses points of one problem.
 *
 * <p>Where G fits the driver it is brought there in one pass: its entries at the measured cells, or
 * the whole d1 × d2 matrix. Otherwise the residual stays on the cluster and every product with G is
 * a pass.
 */
public final class Certifier {
  /** Entries of a sparse G that may be brought to the driver. */
  private static final long SPARSE_LIMIT = 30_000_000;

  /** Entries of a full G that may be brought to the driver: every partition sends all of them. */
  private static final long FULL_LIMIT = 4_000_000;

  /** Chance that a bound by Lanczos is wrong anywhere in a run of up to {@value #PROOFS} proofs. */
  static final double RUN_FAILURE = 1e-9;

  private static final int PROOFS = 1000;

  private static final double QUICK_FAILURE = 0.01;
  private static final double QUICK_WIDTH = 1e-7;
  private static final double COARSE_WIDTH = 0.05;
  private static final int QUICK_STEPS = 40;
  private static final double PROOF_WIDTH = 1e-8;

  /** Of the gap that is asked for: what an interval of ‖G‖_op may be wide, relatively. */
  private static final double SHARE = 0.1;

  /** Most Lanczos steps of a proof, from each of two starts. */
  public static final int PROOF_STEPS = 300;

  private final RegularizedObjective objective;
  private final long seed;
  private final ExactNorm exact;
  private double enough;
  private int proofs;

  /**
   * A certifier for one problem.
   *
   * @param objective f; the passes made here are counted there
   * @param seed seed of the random vectors
   */
  public Certifier(RegularizedObjective objective, long seed) {
    this(objective, seed, new ExactNorm(ExactNorm.DEFAULT_LIMIT));
  }

  /** The same with another limit of what is proven without Lanczos. */
  Certifier(RegularizedObjective objective, long seed, ExactNorm exact) {
    this.objective = objective;
    this.seed = seed;
    this.exact = exact;
  }

  /**
   * Says which gap is asked for: where every step of Lanczos is a pass, ‖G‖_op need not be known
   * much better than that. Where it costs none it is enclosed as tightly as it can be.
   *
   * @param relativeGap what is to be proven
   * @return this
   */
  public Certifier toWithin(double relativeGap) {
    this.enough = SHARE * relativeGap;
    return this;
  }

  /**
   * What has been spent on a problem.
   *
   * @param passes all readings of the measurements
   * @param products those of them that multiply with a residual that is kept
   */
  public record Spent(long passes, long products) {
    /** Of the cost of a pass that makes a residual or a gradient: two columns in place of R. */
    private static final double OF_A_PRODUCT = 0.125;

    /**
     * What was spent since.
     *
     * @param before earlier, of the same problem
     * @return in passes that make a residual or a gradient
     */
    public double costSince(Spent before) {
      long few = products - before.products;
      return passes - before.passes - few + OF_A_PRODUCT * few;
    }
  }

  /**
   * What has been spent on the problem so far, by anyone.
   *
   * @return counts
   */
  public Spent spent() {
    return new Spent(objective.passes(), objective.products());
  }

  /** An estimate that is cheap and proves nothing. */
  OperatorNorm estimating(ResidualSums.Answer sums, boolean inPasses) {
    double width = inPasses ? Math.max(QUICK_WIDTH, enough) : QUICK_WIDTH;
    LanczosNorm lanczos = new LanczosNorm(QUICK_FAILURE, width, QUICK_STEPS, freshSeed(sums));
    return objective.gauge().isCone() ? new ConeNorm(lanczos, false) : lanczos;
  }

  /** ‖G‖_op to a digit or two. */
  OperatorNorm spectral(ResidualSums.Answer sums) {
    return new LanczosNorm(QUICK_FAILURE, COARSE_WIDTH, QUICK_STEPS, freshSeed(sums));
  }

  /** A proof, exact where it can be. */
  OperatorNorm proving(ResidualSums.Answer sums, boolean inPasses) {
    double width = inPasses ? Math.max(PROOF_WIDTH, enough) : PROOF_WIDTH;
    LanczosNorm lanczos =
        new LanczosNorm(RUN_FAILURE / PROOFS, width, PROOF_STEPS, freshSeed(sums));
    return objective.gauge().isCone()
        ? new ConeNorm(lanczos, true)
        : OperatorNorm.exactWherePossible(exact, lanczos);
  }

  /**
   * Other starts at every point, so that one that is unlucky is not met again; the same ones where
   * the same point is proven again.
   */
  private long freshSeed(ResidualSums.Answer sums) {
    long bits = SplitMix.mix(seed) ^ Double.doubleToLongBits(sums.residualNormSquared());
    return SplitMix.mix(bits) ^ Double.doubleToLongBits(sums.residualDotTarget());
  }

  /**
   * Counts a proof.
   *
   * @param ofProof the chance that its bound is wrong
   * @return the chance that one of the run is, 0 where they are exact
   */
  double failureOfRun(double ofProof) {
    proofs++;
    return ofProof == 0 ? 0 : Math.max(RUN_FAILURE, proofs * ofProof);
  }

  /**
   * Assesses a point; one pass, and one for the size of the measurements the first time.
   *
   * @param point (U, V), or V alone
   * @return what can be said of it; to be closed
   */
  public Assessment assess(Factors point) {
    Objective data = objective.data();
    Curvature.Answer curvature = objective.curvature();
    if (isExplicit(data.shape()) && !point.isImplied()) {
      objective.countPasses(1);
      ResidualAdjoint.Answer answer = data.evaluate(new ResidualAdjoint(point));
      double rounding = rounding(answer.sums(), answer.terms(), curvature);
      double ofProjection =
          objective.gauge().productsOfOne() == 1
              ? 0
              : Gauge.PROJECTION_ROUNDING * Math.sqrt(answer.adjoint().frobeniusNormSquared());
      return new Assessment(
          this,
          objective,
          point,
          answer.sums(),
          seen(answer.adjoint()),
          rounding + ofProjection,
          null);
    }
    Residual residual = objective.residual(point);
    double rounding = rounding(residual.sums(), terms(data.shape()), curvature);
    return new Assessment(
        this, objective, point, residual.sums(), seen(residual), rounding, residual);
  }

  /** What matrices of the problem's structure see of G; entry by entry where a proof needs it. */
  private LinearOperator seen(LinearOperator g) {
    Gauge gauge = objective.gauge();
    return gauge.productsOfOne() > 1 && exact.accepts(g)
        ? new DenseOperator(gauge.project(((ExplicitOperator) g).toDense()))
        : gauge.project(g);
  }

  /**
   * Assesses the same matrix in the balanced gauge, or a better one where U is implied; one pass,
   * or two.
   *
   * @param assessment of a point; closed
   * @return of its balanced factors, with the cheap estimates of ‖G‖_op taken over; to be closed
   */
  public Assessment balanced(Assessment assessment) {
    Factors point = assessment.balanced();
    assessment.close();
    Assessment balanced = assess(point);
    balanced.adoptEstimate(assessment);
    return balanced;
  }

  /** Where nobody counts them; a bound by Lanczos is not proven against rounding anyway. */
  private static long terms(ProblemShape shape) {
    return shape.sparse() ? 1 : shape.measurements();
  }

  private double rounding(ResidualSums.Answer sums, long terms, Curvature.Answer curvature) {
    return AdjointRounding.of(
        objective.data().shape(), terms, sums.residualNormSquared(), curvature);
  }

  /**
   * Whether G is brought to the driver.
   *
   * @param shape the size of the problem
   * @return true if one pass returns G as a whole
   */
  public static boolean isExplicit(ProblemShape shape) {
    return shape.adjointSize() <= (shape.sparse() ? SPARSE_LIMIT : FULL_LIMIT);
  }
}
