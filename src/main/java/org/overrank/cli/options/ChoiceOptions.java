package org.overrank.cli.options;

import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.fit.FitSettings;
import org.overrank.fit.LambdaRule;
import org.overrank.fit.RefitRule;
import org.overrank.fit.StartKind;
import org.overrank.fit.StartPoint;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.LambdaChoice;
import org.overrank.sensing.MeasurementKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options about how λ is chosen, where it is not given. */
public final class ChoiceOptions {
  private static final String RULE = "--lambda-rule";
  private static final String REFIT = "--refit";
  private static final String BY = "--lambda-by";

  @Option(
      names = RULE,
      paramLabel = "RULE",
      converter = Words.LambdaRules.class,
      description =
          "Without --lambda: take the one with the least hold-out error (best), or the largest"
              + " within one standard error of it (one-standard-error). By default best.")
  private @Nullable LambdaRule rule;

  @Option(
      names = BY,
      paramLabel = "METRIC@N",
      description =
          "Without --lambda: take the one whose lists of the N best columns are best, by recall,"
              + " precision, ndcg, map, mrr or hit-rate, such as ndcg@100. By default the hold-out"
              + " error, and ndcg@100 with --holdout-kind rows or several --unobserved-weight.")
  private @Nullable String by;

  @Option(
      names = REFIT,
      paramLabel = "WHEN",
      converter = Words.RefitRules.class,
      description =
          "Without --lambda: fit all measurements at the one chosen (always), or only those that"
              + " were not held out (never). By default always.")
  private @Nullable RefitRule refit;

  /**
   * What λ is to be chosen by; sets what it needs and a newcomer wants, where that is not said.
   *
   * @param command the command after parsing
   * @param lambda λ where it is given
   * @param input gets a hold-out
   * @param problem gets a centre
   * @param series the fit's place among others: those hold the same cells out, and fit them never
   * @return the question, or null where λ is given, or is that of the fit before
   * @throws InvalidInputException if options do not go together
   */
  public LambdaChoice.@Nullable Question question(
      CommandSpec command,
      @Nullable Double lambda,
      InputOptions input,
      ProblemOptions problem,
      SeriesOptions series) {
    if (lambda != null) {
      requireUnsaid(command, RULE);
      requireUnsaid(command, REFIT);
      requireUnsaid(command, BY);
      problem.requireOneWeight("with --lambda");
    }
    if (series.isAsked()) {
      requireUnseen(input);
      problem.requireOneWeight("with --previous");
    }
    if (lambda != null && !series.isAsked()) {
      return null;
    }
    holdOut(command, lambda == null ? "choose lambda by: give --lambda" : "compare by", input);
    if (lambda != null) {
      return null;
    }
    if (input.isOfCells()
        && !problem.unobserved().isOn()
        && problem.loss.followsShifts()
        && !SpecDefaults.isSaid(command, "--center")) {
      problem.center = LambdaChoice.CENTER;
    }
    return series.hasPrevious() && rule == null
        ? null
        : new LambdaChoice.Question(
            rule == null ? LambdaRule.BEST : rule,
            refit != RefitRule.NEVER && !series.isAsked(),
            goal(input, problem),
            problem.weightsToChooseFrom());
  }

  private @Nullable RankingGoal goal(InputOptions input, ProblemOptions problem) {
    boolean byLists =
        input.holdout.kind == HoldoutKind.ROWS || !problem.weightsToChooseFrom().isEmpty();
    RankingGoal goal = byLists ? RankingGoal.USUAL : null;
    if (by != null) {
      try {
        goal = RankingGoal.of(by);
      } catch (InvalidInputException e) {
        throw new InvalidInputException(BY + " " + by + ": " + e.getMessage(), e);
      }
    }
    if (goal != null && !problem.loss.isSquared()) {
      throw new InvalidInputException(BY + " is by lists of least squares: not with --loss");
    }
    if (goal != null && input.kind != MeasurementKind.ENTRIES) {
      throw new InvalidInputException(BY + " is an option of --kind entries only");
    }
    if (goal != null && rule == LambdaRule.ONE_STANDARD_ERROR) {
      throw new InvalidInputException(
          "--lambda-rule one-standard-error is by the hold-out error, not by " + goal);
    }
    return goal;
  }

  private static void holdOut(CommandSpec command, String need, InputOptions input) {
    if (input.holdout.test != null || input.holdout.kind == HoldoutKind.LAST) {
      return;
    }
    if (!SpecDefaults.isSaid(command, "--holdout")) {
      input.holdout.share = LambdaChoice.HOLDOUT;
    }
    if (input.holdout.share == 0) {
      throw new InvalidInputException(
          "--holdout 0 leaves nothing to " + need + ", or a share to hold out");
    }
  }

  /** A model that has seen what the next fit holds out would seem better than that fit. */
  private void requireUnseen(InputOptions input) {
    if (refit == RefitRule.ALWAYS) {
      throw new InvalidInputException(
          "--refit always: fits of a series (--previous) never see what is held out");
    }
    if (input.holdout.kind == HoldoutKind.CELLS) {
      throw new InvalidInputException(
          "--holdout-kind cells: holds out other cells once there are new ids: say ids with"
              + " --previous");
    }
    boolean drawn = input.holdout.by == null && input.holdout.test == null;
    if (input.holdout.kind == null && drawn && input.isOfCells()) {
      input.holdout.kind = HoldoutKind.IDS;
    }
  }

  private static void requireUnsaid(CommandSpec command, String option) {
    if (SpecDefaults.isSaid(command, option)) {
      throw new InvalidInputException(
          option + " is about how lambda is chosen: leave it out, or --lambda");
    }
  }

  /**
   * Refuses what no path to a λ is made with.
   *
   * @param settings of the fit
   * @param start where it begins
   * @throws InvalidInputException naming the option
   */
  public static void check(FitSettings settings, StartPoint start) {
    try {
      LambdaChoice.requirePath(settings, start.kind() == StartKind.MODEL, "--lambda");
    } catch (InvalidInputException e) {
      throw new InvalidInputException("--" + e.getMessage(), e);
    }
  }
}
