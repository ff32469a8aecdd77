package org.overrank.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.overrank.sweep.TrialResult;

/** What trials of a sweep may differ in, besides their seeds. */
enum TrialAxis {
  RANK("search rank R", "R"),
  LAMBDA("λ", "λ"),
  INSTANCE("instance", "instance"),
  SOLVER("solver", "solver"),
  START("start", "start");

  /** By number where all are, words after them. */
  private static final Comparator<String> ORDER =
      Comparator.comparingDouble(TrialAxis::number).thenComparing(Comparator.naturalOrder());

  /** Values that are told one by one. */
  private static final int MOST_TOLD = 6;

  private final String title;
  private final String letter;

  TrialAxis(String title, String letter) {
    this.title = title;
    this.letter = letter;
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
    var asked = trial.summary().asked();
    return switch (this) {
      case RANK -> asked.searchRankAsked();
      case LAMBDA -> Numbers.value(asked.lambda());
      case INSTANCE -> trial.instance();
      case SOLVER -> trial.method();
      case START -> asked.start();
    };
  }

  String of(SweepGroup group) {
    return switch (this) {
      case RANK -> group.searchRank();
      case LAMBDA -> Numbers.value(group.lambda());
      case INSTANCE -> group.place();
      case SOLVER -> group.method();
      case START -> group.start();
    };
  }

  /** The values of some groups, in order. */
  List<String> values(List<SweepGroup> groups) {
    return groups.stream().map(this::of).distinct().sorted(ORDER).toList();
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
