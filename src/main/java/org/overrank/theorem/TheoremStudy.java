package org.overrank.theorem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.overrank.fit.FitResult;
import org.overrank.fit.PointClassifier;
import org.overrank.fit.PointVerdict;
import org.overrank.landscape.Instance;
import org.overrank.landscape.LocalProblem;
import org.overrank.landscape.Ring;
import org.overrank.landscape.SignMove;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.RegularizedObjective;

/**
 * What the lecture says of an instance, computed on it.
 *
 * @param instance its name
 * @param parameters what it was made with
 * @param rows d1
 * @param cols d2
 * @param measurements N
 * @param loss ℓ, in words of options
 * @param lambda λ
 * @param relativeGap the gap that counts as certified
 * @param goodPair what (U*, V*) is: the truth, or the optimum where the truth is not known or costs
 *     more than 1.1 ε, as noise and drawn labels make it
 * @param goodRank r
 * @param goodValue f(U*, V*)
 * @param lowerBound ε: proven, no search rank goes below
 * @param bestValue the least f found, proven to the gap if {@code bestCertified}
 * @param bestCertified whether it is
 * @param points the construction at some points
 * @param crossTerm how the cross term falls with k
 * @param success runs by search rank
 */
public record TheoremStudy(
    String instance,
    Map<String, Object> parameters,
    int rows,
    int cols,
    long measurements,
    String loss,
    double lambda,
    double relativeGap,
    String goodPair,
    int goodRank,
    double goodValue,
    double lowerBound,
    double bestValue,
    boolean bestCertified,
    List<PointStudy> points,
    CrossTermLaw crossTerm,
    List<SuccessByRank> success) {
  private static final long[] PREFIXES = {3, 10, 30};
  private static final double ASIDE = 1e-2;

  /**
   * What is asked.
   *
   * @param searchRanks the search ranks of the runs, at least one
   * @param seeds how many runs of each
   * @param draws how many sign vectors at each point
   * @param points which points
   * @param relativeGap the gap that counts as certified
   * @param maxPasses budget of one run
   * @param seed of what is random beside the runs' starts
   */
  public record Settings(
      List<Integer> searchRanks,
      int seeds,
      int draws,
      List<PointKind> points,
      double relativeGap,
      long maxPasses,
      long seed) {}

  /**
   * Makes the study.
   *
   * @param problem the measurements
   * @param lambda λ
   * @param settings what is asked
   * @return the study
   * @throws InvalidInputException if a point is asked for that the instance does not have
   */
  public static TheoremStudy of(LocalProblem problem, double lambda, Settings settings) {
    Instance instance = problem.instance();
    Runs runs = new Runs(problem.objective(), lambda, settings.relativeGap(), settings.maxPasses());
    FitResult best = runs.best();
    double epsilon = best.certificate().lowerBound();
    // The theorem ends within 1.1 ε of a pair that costs about ε.
    Optional<Factors> truth =
        instance
            .truth()
            .filter(pair -> value(problem, lambda, pair) <= PointClassifier.BAD * epsilon);
    Factors good = truth.orElseGet(() -> optimum(best));
    List<PointStudy> points = new ArrayList<>();
    for (PointKind kind : settings.points()) {
      for (Named named : points(kind, instance, runs, settings)) {
        points.add(study(named, problem, lambda, good, epsilon, settings));
      }
    }
    return new TheoremStudy(
        instance.name(),
        instance.parameters(),
        instance.rows(),
        instance.cols(),
        instance.count(),
        instance.loss().word(),
        lambda,
        settings.relativeGap(),
        truth.isPresent() ? "truth" : "optimum",
        good.searchRank(),
        value(problem, lambda, good),
        epsilon,
        best.certificate().objective(),
        runs.isCertified(best),
        points,
        CrossTermLaw.of(problem, good, settings.seed()),
        SuccessByRank.of(runs, settings.searchRanks(), settings.seeds(), epsilon));
  }

  private static double value(LocalProblem problem, double lambda, Factors pair) {
    return new SignMove(problem.block(), lambda, pair, pair).value();
  }

  private static Factors optimum(FitResult best) {
    int rank = Math.max(1, best.rank());
    return new Factors(
        best.factors().left().leadingColumns(rank), best.factors().right().leadingColumns(rank));
  }

  private static PointStudy study(
      Named named,
      LocalProblem problem,
      double lambda,
      Factors good,
      double epsilon,
      Settings settings) {
    RegularizedObjective objective = new RegularizedObjective(problem.objective(), lambda);
    PointVerdict verdict =
        new PointClassifier(
                objective, settings.relativeGap(), settings.seed(), settings.maxPasses())
            .classify(named.point());
    SignMove move = new SignMove(problem.block(), lambda, named.point(), good);
    return PointStudy.of(named.name(), move, epsilon, verdict, settings.draws(), settings.seed());
  }

  private record Named(String name, Factors point) {}

  private static List<Named> points(
      PointKind kind, Instance instance, Runs runs, Settings settings) {
    return switch (kind) {
      case RANDOM -> random(instance, settings);
      case RUN -> run(runs, settings);
      case TRAP -> trap(instance, runs);
    };
  }

  private static List<Named> random(Instance instance, Settings settings) {
    List<Named> points = new ArrayList<>();
    for (int searchRank : settings.searchRanks()) {
      Factors point =
          new Factors(
              GaussianNumbers.matrix(instance.rows(), searchRank, settings.seed(), 31),
              GaussianNumbers.matrix(instance.cols(), searchRank, settings.seed(), 32));
      points.add(new Named("random, R = " + searchRank, point.times(1 / Math.sqrt(searchRank))));
    }
    return points;
  }

  private static List<Named> run(Runs runs, Settings settings) {
    int searchRank = settings.searchRanks().get(0);
    List<Named> points = new ArrayList<>();
    for (long passes : PREFIXES) {
      points.add(
          new Named(
              "run at R = " + searchRank + ", " + passes + " passes",
              runs.shortened(searchRank, 1, passes).factors()));
    }
    points.add(
        new Named(
            "run at R = " + searchRank + ", its end", runs.from(searchRank, 1, false).factors()));
    return points;
  }

  private static List<Named> trap(Instance instance, Runs runs) {
    Optional<Factors> trap = instance.trap();
    if (trap.isPresent()) { // Exact only as λ → 0, some of them: a run from there ends at the trap.
      return List.of(new Named("trap", runs.from(trap.get()).factors()));
    }
    if (instance instanceof Ring ring) {
      // In closed form for λ → 0: a run from there ends at the one for this λ, which is stationary
      // by symmetry; a run from beside it goes where the landscape leads.
      Factors winding = runs.from(ring.windingTrap(1)).factors();
      Factors aside =
          new Factors(
              GaussianNumbers.matrix(ring.rows(), 2, 1, 33),
              GaussianNumbers.matrix(ring.cols(), 2, 1, 34));
      Factors below = runs.from(ring.windingTrap(1).plus(ASIDE, aside)).factors();
      return List.of(
          new Named("winding point", winding), new Named("run from beside it, its end", below));
    }
    throw new InvalidInputException(
        "points trap: of "
            + instance.name()
            + " no trap is known; ring, trap and max-cut with trapping costs have one");
  }
}
