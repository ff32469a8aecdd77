package org.overrank.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.overrank.sweep.TrialResult;

/**
 * What a sweep has found, by λ, solver and search rank, as {@code summary.json} has it.
 *
 * <p>A trial succeeds if its objective is within the gap asked for of the best lower bound ε that
 * any trial of the same λ has proven, whatever it could prove itself. Beside it stands the
 * lecture's measure, 1.1 ε, which an objective with a constant part meets everywhere.
 *
 * @param trials how many there are to be
 * @param finished how many have ended
 * @param certified how many have proven what was asked
 * @param everyProblemCertified whether all have ended, and some trial is certified at every λ of
 *     every instance
 * @param groups one for each instance, λ, solver, start and search rank
 * @param lambdaChoice which λ predicts best, or null if that cannot be told
 */
public record SweepDigest(
    int trials,
    int finished,
    long certified,
    boolean everyProblemCertified,
    List<SweepGroup> groups,
    @Nullable LambdaChoice lambdaChoice) {
  private static final double LECTURE = 1.1;

  /** Detaches the list. */
  public SweepDigest {
    groups = List.copyOf(groups);
  }

  /** What trials of a group have in common. */
  private record Key(
      TrialResult.Problem problem, String solver, String variant, String start, String searchRank) {
    private static final Comparator<Key> ORDER =
        Comparator.<Key, String>comparing(key -> key.problem.instance())
            .thenComparingDouble(key -> key.problem.lambda())
            .thenComparing(Key::solver)
            .thenComparing(Key::variant)
            .thenComparing(Key::start)
            .thenComparingInt(
                key -> key.searchRank.equals("auto") ? 0 : Integer.parseInt(key.searchRank));

    static Key of(TrialResult result) {
      var asked = result.summary().asked();
      return new Key(
          result.problem(),
          asked.solver(),
          result.variant().orElse(""),
          asked.start(),
          asked.searchRankAsked());
    }
  }

  /**
   * The digest.
   *
   * @param results one for each trial that has ended
   * @param trials how many there are to be
   * @return the digest
   */
  public static SweepDigest of(List<TrialResult> results, int trials) {
    return new SweepDigest(
        trials,
        results.size(),
        certified(results),
        results.size() == trials && everyProblemIsCertified(results),
        groups(results, result -> true),
        LambdaChoice.of(results).orElse(null));
  }

  /**
   * ε for every trial: the best lower bound that any trial of the same instance and λ has proven.
   *
   * @param results of trials
   * @return the bound of each, in their order
   */
  static List<Double> bounds(List<TrialResult> results) {
    Map<TrialResult.Problem, Double> bounds = bestBounds(results);
    return results.stream().map(result -> bounds.getOrDefault(result.problem(), 0.0)).toList();
  }

  private static Map<TrialResult.Problem, Double> bestBounds(List<TrialResult> results) {
    Map<TrialResult.Problem, Double> bounds = new HashMap<>();
    results.forEach(
        result -> bounds.merge(result.problem(), result.summary().proof().lowerBound(), Math::max));
    return bounds;
  }

  /**
   * The groups that some of the trials make up, each by the bounds that all of them have proven.
   *
   * @param results of trials
   * @param counted which of them are in the groups
   * @return one for each instance, λ, solver, start and search rank
   */
  static List<SweepGroup> groups(List<TrialResult> results, Predicate<TrialResult> counted) {
    Map<TrialResult.Problem, Double> bounds = bestBounds(results);
    Map<Key, List<TrialResult>> groups = new TreeMap<>(Key.ORDER);
    results.stream()
        .filter(counted)
        .forEach(
            result -> groups.computeIfAbsent(Key.of(result), key -> new ArrayList<>()).add(result));
    List<SweepGroup> rows = new ArrayList<>();
    groups.forEach(
        (key, members) -> rows.add(group(key, members, bounds.getOrDefault(key.problem, 0.0))));
    return rows;
  }

  /** At every λ of every instance some trial has proven what was asked. */
  private static boolean everyProblemIsCertified(List<TrialResult> results) {
    Map<TrialResult.Problem, Boolean> proven = new HashMap<>();
    results.forEach(
        result ->
            proven.merge(
                result.problem(), result.summary().proof().certified(), Boolean::logicalOr));
    return !proven.containsValue(false);
  }

  private static SweepGroup group(Key key, List<TrialResult> members, double bound) {
    return new SweepGroup(
        nullIfEmpty(key.problem.instance()),
        key.problem.lambda(),
        key.solver,
        nullIfEmpty(key.variant),
        key.start,
        key.searchRank,
        members.size(),
        members.stream()
            .map(member -> member.summary().proof())
            .filter(proof -> proof.convexObjective() * (1 - proof.relativeGapAsked()) <= bound)
            .count(),
        members.stream()
            .filter(member -> member.summary().proof().convexObjective() <= LECTURE * bound)
            .count(),
        certified(members),
        median(members, member -> member.summary().proof().relativeGap()),
        median(members, member -> member.summary().effort().passes()),
        median(members, member -> member.summary().effort().seconds()),
        members.stream().mapToInt(member -> member.summary().answer().rank()).max().orElse(0));
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static long certified(List<TrialResult> results) {
    return results.stream().filter(result -> result.summary().proof().certified()).count();
  }

  private static double median(List<TrialResult> results, ToDoubleFunction<TrialResult> value) {
    double[] sorted = results.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
