package org.overrank.fit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certificate;
import org.overrank.certify.Certifier;
import org.overrank.certify.Escape;
import org.overrank.certify.LeastCurvature;
import org.overrank.certify.SecondOrder;
import org.overrank.fit.PointVerdict.Kind;
import org.overrank.objective.Factors;
import org.overrank.objective.Quartic;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Units;

/**
 * Tells global optima, bad local minima, strict saddles and other points apart (theory, section 3).
 *
 * <p>A bad local minimum is proven by example: the run goes on from the point with more columns,
 * and what it finds lies lower by more than the gap asked for. Whether the point exceeds that by
 * more than a tenth, the lecture's measure, is said beside: an objective with a constant part hides
 * every trap under a tenth. A point is stationary where a step along −∇f, as far as its curvature
 * lets one see, lowers f by less than {@value #NEGLIGIBLE} of itself, or where the gradient is no
 * larger than its own rounding; and of second order where no curvature is below −{@value
 * #CURVATURE} · 2λ.
 */
public final class PointClassifier {
  /** The lecture's factor. */
  public static final double BAD = 1.1;

  private static final double NEGLIGIBLE = 1e-8;
  private static final double ROUNDING = 0x1.0p-48;

  /** How many times the rounding of one product the sums of a gradient may be off by. */
  private static final double OF_GRADIENT = 8;

  private static final double CURVATURE = 1e-3;

  private final RegularizedObjective objective;
  private final double relativeGap;
  private final long seed;
  private final long maxPasses;
  private Units units = Units.NONE;

  /**
   * A classifier for one problem.
   *
   * @param objective f; passes are counted there
   * @param relativeGap the proven gap of a global optimum
   * @param seed of everything random
   * @param maxPasses budget of the search for a better point
   */
  public PointClassifier(
      RegularizedObjective objective, double relativeGap, long seed, long maxPasses) {
    this.objective = objective;
    this.relativeGap = relativeGap;
    this.seed = seed;
    this.maxPasses = maxPasses;
  }

  /**
   * Speaks in the units of the user.
   *
   * @param user units of the problem, whose objective passes for one in its own
   * @return this
   */
  public PointClassifier in(Units user) {
    this.units = user;
    return this;
  }

  /**
   * Classifies a point.
   *
   * @param point (U, V), not modified
   * @return the verdict with what it rests on
   */
  public PointVerdict classify(Factors point) {
    return ofSolver(point).in(units);
  }

  private PointVerdict ofSolver(Factors point) {
    RegularizedObjective.Evaluation here = objective.valueAndGradient(point);
    double gradient = Math.sqrt(here.gradient().normSquared());
    double lambda = objective.lambda();
    double flat = CURVATURE * 2 * lambda;
    try (Assessment assessment = new Certifier(objective, seed).assess(point)) {
      Certificate proof = assessment.certificate();
      double tolerance =
          Math.max(tolerance(point, here, gradient), assessment.gradientRounding() * OF_GRADIENT);
      if (proof.certifies(relativeGap)) {
        String reason =
            "proven within " + Percent.up(proof.relativeGap()) + " of the best of any rank";
        return new PointVerdict(
            Kind.GLOBAL_OPTIMUM, reason, proof, gradient, tolerance, null, flat, Double.NaN);
      }
      if (gradient > tolerance) {
        String reason =
            text(
                "the gradient's norm is %.3g, above %.3g",
                units.toGradient(gradient), units.toGradient(tolerance));
        return new PointVerdict(
            Kind.NOT_STATIONARY, reason, proof, gradient, tolerance, null, flat, Double.NaN);
      }
      LeastCurvature curvature = new SecondOrder(objective, seed).at(point, -flat);
      return ofStationary(assessment, gradient, tolerance, curvature, flat);
    }
  }

  /**
   * The norm at which a step along −∇f would lower f by the negligible share: the best one, or
   * where f bends down, which leads out of a saddle and far away, one as long as where it bends up
   * alike.
   */
  private double tolerance(Factors point, RegularizedObjective.Evaluation here, double gradient) {
    if (gradient == 0) {
      return 0;
    }
    Quartic line = objective.along(point, here.gradient().times(-1 / gradient));
    double best = here.value() - line.at(line.minimizer());
    double local = gradient * gradient / (4 * Math.abs(line.c2()));
    double decrease = Math.min(best, local);
    // Below rounding of f nothing can be seen to decrease.
    double least = ROUNDING * here.value();
    return gradient * Math.sqrt(NEGLIGIBLE * here.value() / Math.max(decrease, least));
  }

  private PointVerdict ofStationary(
      Assessment assessment,
      double gradient,
      double tolerance,
      LeastCurvature curvature,
      double flat) {
    Certificate proof = assessment.certificate();
    double best = Double.NaN;
    Kind kind;
    String reason;
    if (curvature.upper() < -flat) {
      kind = Kind.STRICT_SADDLE;
      reason = text("a direction of curvature %.3g leads down", units.toLambda(curvature.upper()));
    } else if (curvature.lower() < -flat) {
      kind = Kind.UNDECIDED;
      reason =
          text(
              "the least curvature is known to lie in [%.3g, %.3g] only",
              units.toLambda(curvature.lower()), units.toLambda(curvature.upper()));
    } else {
      best = better(assessment);
      boolean bad = proof.objective() - best > relativeGap * proof.objective();
      kind = bad ? Kind.BAD_LOCAL_MINIMUM : Kind.UNDECIDED;
      reason =
          bad
              ? text(
                  "second-order stationary, %.6g times the best value found%s",
                  ratio(proof, best),
                  ratio(proof, best) > BAD ? "" : ": less than the lecture's 1.1, but not optimal")
              : text(
                  "second-order stationary, its gap %s is above %s, but the best value found is"
                      + " %.4g of its own",
                  Percent.up(proof.relativeGap()),
                  Percent.exactly(relativeGap),
                  best / proof.objective());
    }
    return new PointVerdict(kind, reason, proof, gradient, tolerance, curvature, flat, best);
  }

  private static double ratio(Certificate proof, double best) {
    return proof.objective() / best;
  }

  /** The value of what a run finds that goes on from here with more columns. */
  private double better(Assessment assessment) {
    Factors wider = new Escape(objective, seed).widen(assessment, 1);
    Factors start =
        wider.searchRank() > assessment.searchRank()
            ? wider
            : null; // No pair of G leads down: begin anew.
    FitResult result = new Fit(objective.data(), settings(start), row -> {}).run();
    objective.countPasses(result.passes());
    return Math.min(assessment.objective(), result.certificate().objective());
  }

  private FitSettings settings(@Nullable Factors start) {
    return FitSettings.builder()
        .lambda(objective.lambda())
        .solver(SolverKind.SCALED_LBFGS)
        .warmStart(start)
        .seed(seed)
        .relativeGap(relativeGap)
        .maxPasses(maxPasses)
        .structure(objective.structure())
        .build();
  }

  private static String text(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}
