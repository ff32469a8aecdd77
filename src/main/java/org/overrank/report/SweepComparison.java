package org.overrank.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.overrank.sweep.TrialResult;

/**
 * Two runs of a sweep side by side, on the trials that both have, group by group, as {@code
 * comparison.json} has them.
 *
 * <p>A regression is a lower share of trials that succeed or are certified, more passes or seconds
 * than a tolerated multiple, or trials of the other run's that this one's axes have too but that
 * have not ended. What one run has by another grid of λ, search ranks, seeds, solvers, starts or
 * instances is told, and is neither better nor worse.
 *
 * @param against what the earlier run is called
 * @param finished how many trials this run has
 * @param compared how many both have
 * @param groups both runs' numbers, ratios, and what is worse
 * @param onlyHere groups of trials that the earlier run does not have
 * @param onlyThere groups of trials that this run does not have
 * @param regressions sentences
 */
public record SweepComparison(
    String against,
    int finished,
    long compared,
    List<GroupComparison> groups,
    List<String> onlyHere,
    List<String> onlyThere,
    List<String> regressions) {
  /** A trial is of a grid that has all of these values. */
  private static final List<Function<TrialResult, List<?>>> AXES =
      List.of(
          trial -> List.of(trial.problem()),
          trial ->
              List.of(
                  trial.instance(),
                  trial.summary().asked().solver(),
                  trial.summary().asked().searchRankAsked()),
          trial ->
              List.of(
                  trial.instance(),
                  trial.summary().asked().solver(),
                  trial.summary().asked().start()),
          trial -> List.of(trial.instance(), trial.summary().asked().solver(), trial.variant()),
          trial -> List.of(trial.instance(), trial.summary().asked().seed()));

  /** Detaches the lists. */
  public SweepComparison {
    groups = List.copyOf(groups);
    onlyHere = List.copyOf(onlyHere);
    onlyThere = List.copyOf(onlyThere);
    regressions = List.copyOf(regressions);
  }

  /**
   * What is no regression yet.
   *
   * @param passesRatio how many times the passes of before, at least 1
   * @param secondsRatio the same for seconds
   */
  public record Tolerance(double passesRatio, double secondsRatio) {}

  /**
   * Compares.
   *
   * @param now the results of a sweep
   * @param before the results of an earlier one
   * @param name what the earlier one is called
   * @param tolerance what is no regression yet
   * @return what was found
   */
  public static SweepComparison of(
      List<TrialResult> now, List<TrialResult> before, String name, Tolerance tolerance) {
    Set<String> here = keys(now);
    Set<String> there = keys(before);
    Predicate<TrialResult> common =
        result -> here.contains(result.trial()) && there.contains(result.trial());
    Map<String, SweepGroup> earlier = new LinkedHashMap<>();
    SweepDigest.groups(before, common).forEach(group -> earlier.put(group.name(), group));
    List<GroupComparison> groups = new ArrayList<>();
    List<String> regressions = new ArrayList<>();
    for (SweepGroup group : SweepDigest.groups(now, common)) {
      GroupComparison row =
          GroupComparison.of(group, earlier.getOrDefault(group.name(), group), tolerance);
      groups.add(row);
      row.worse().forEach(each -> regressions.add(row.group() + ": " + each));
    }
    long missing = missing(now, before);
    if (missing > 0) {
      regressions.add(missing + " trials have not ended");
    }
    return new SweepComparison(
        name,
        now.size(),
        now.stream().filter(common).count(),
        groups,
        names(SweepDigest.groups(now, common.negate())),
        names(SweepDigest.groups(before, common.negate())),
        regressions);
  }

  private static Set<String> keys(List<TrialResult> results) {
    return results.stream().map(TrialResult::trial).collect(Collectors.toSet());
  }

  /** Trials that only the earlier run has, though every value that makes them is in this grid. */
  private static long missing(List<TrialResult> now, List<TrialResult> before) {
    Set<String> here = keys(now);
    Map<Function<TrialResult, List<?>>, Set<List<?>>> grid = new LinkedHashMap<>();
    AXES.forEach(
        axis -> grid.put(axis, now.stream().<List<?>>map(axis).collect(Collectors.toSet())));
    return before.stream()
        .filter(result -> !here.contains(result.trial()))
        .filter(
            result ->
                grid.entrySet().stream()
                    .allMatch(axis -> axis.getValue().contains(axis.getKey().apply(result))))
        .count();
  }

  private static List<String> names(List<SweepGroup> groups) {
    return groups.stream()
        .map(
            group ->
                group.name() + ": " + group.trials() + (group.trials() == 1 ? " trial" : " trials"))
        .toList();
  }
}
