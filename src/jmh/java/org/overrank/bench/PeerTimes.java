package org.overrank.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one system took to one goal in one round.
 *
 * @param system its name
 * @param rank search rank
 * @param round from 1
 * @param steps iterations, or passes
 * @param usage time from the table on disk
 * @param objective what was reached
 * @param gap proven there, or NaN
 * @param goal what was to be reached
 */
record PeerTimes(
    String system,
    int rank,
    int round,
    long steps,
    Usage usage,
    double objective,
    double gap,
    String goal) {
  static final String HEADER =
      "data,system,search rank,iterations or passes,wall s,CPU s,objective,gap,goal,round";

  String csv(String data) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%d,%d,%.2f,%.2f,%.10g,%s,%s,%d",
        data,
        system,
        rank,
        steps,
        usage.wall(),
        usage.cpu(),
        objective,
        Double.isNaN(gap) ? "" : String.format(Locale.ROOT, "%.2e", gap),
        goal,
        round);
  }

  /** A line for each system and goal: medians over the rounds, and how far they spread. */
  static List<String> medians(List<PeerTimes> all) {
    Map<String, List<PeerTimes>> groups = new LinkedHashMap<>();
    for (PeerTimes each : all) {
      String key = each.system + " R = " + each.rank + ", " + each.goal;
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(each);
    }
    List<String> lines = new ArrayList<>();
    groups.forEach(
        (key, rounds) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-60s %d rounds: %s s, %s CPU s, objective %.9g",
                    key,
                    rounds.size(),
                    spread(rounds, each -> each.usage.wall()),
                    spread(rounds, each -> each.usage.cpu()),
                    rounds.get(0).objective)));
    return lines;
  }

  private static String spread(List<PeerTimes> rounds, ToDoubleFunction<PeerTimes> what) {
    double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", median, sorted[0], sorted[sorted.length - 1]);
  }
}
