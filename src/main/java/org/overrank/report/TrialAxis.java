package org.overrank.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.overrank.sweep.TrialResult;

/** What trials of a sweep may differ in, besides their seeds. */
enum TrialAxis {
  RANK("search rank R", "R", t -> t.summary().asked().searchRankAsked(), SweepGroup::searchRank),
  LAMBDA(
      "λ",
      "λ",
      trial -> Numbers.value(trial.summary().asked().lambda()),
      group -> Numbers.value(group.lambda())),
  INSTANCE("instance", "instance", TrialResult::instance, SweepGroup::place),
  SOLVER("solver", "solver", TrialResult::method, SweepGroup::method),
  START("start", "start", trial -> trial.summary().asked().start(), SweepGroup::start);

  /** By number where all are, words after them. */
  private static final Comparator<String> ORDER =
      Comparator.comparingDouble(TrialAxis::number).thenComparing(Comparator.naturalOrder());

  /** Values that are told one by one. */
  private static final int MOST_TOLD = 6;

  private final String title;
  private final String letter;
  private final Function<TrialResult, String> ofTrial;
  private final Function<SweepGroup, String> ofGroup;

  TrialAxis(
      String title,
      String letter,
      Function<TrialResult, String> ofTrial,
      Function<SweepGroup, String> ofGroup) {
    this.title = title;
    this.letter = letter;
    this.ofTrial = ofTrial;
    this.ofGroup = ofGroup;
  }

  /** What it is called below a plot. */
  String title() {
    return title;
  }

  /** What it is called in a table. */
  String letter() {
    return letter;
  }

  String of(TrialResult trial) {
    return ofTrial.apply(trial);
  }

  String of(SweepGroup group) {
    return ofGroup.apply(group);
  }

  /** The values of some groups, in order. */
  List<String> values(List<SweepGroup> groups) {
    return groups.stream().map(ofGroup).distinct().sorted(ORDER).toList();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** The axes that some groups differ in. */
  static List<TrialAxis> varied(List<SweepGroup> groups) {
    return Arrays.stream(values()).filter(axis -> axis.values(groups).size() > 1).toList();
  }

  /** What varied, and what all trials have in common. */
  static String sentence(List<SweepGroup> groups, long seeds) {
    List<TrialAxis> varied = varied(groups);
    String what = varied.stream().map(axis -> axis.told(groups)).collect(Collectors.joining(", "));
    String drawn = seeds > 1 ? (what.isEmpty() ? "" : ", ") + "seed (" + seeds + ")" : "";
    String same =
        Arrays.stream(values())
            .filter(axis -> !varied.contains(axis))
            .map(axis -> axis.told(groups))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    String first = what.isEmpty() && drawn.isEmpty() ? "" : "Varied: " + what + drawn + ". ";
    return first + (same.isEmpty() ? "" : "The same in all trials: " + same + ".");
  }

  private String told(List<SweepGroup> groups) {
    List<String> values = values(groups);
    if (values.size() == 1) {
      return values.get(0).isEmpty() ? "" : letter + " = " + values.get(0);
    }
    return letter
        + (values.size() <= MOST_TOLD
            ? " (" + String.join(", ", values) + ")"
            : " ("
                + values.size()
                + " values, "
                + values.get(0)
                + " to "
                + values.get(values.size() - 1)
                + ")");
  }
}
