package org.overrank.cli.options;

import org.jspecify.annotations.Nullable;
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

  @Option(
      names = RULE,
      paramLabel = "RULE",
      converter = Words.LambdaRules.class,
      description =
          "Without --lambda: take the one with the least hold-out error (best), or the largest"
              + " within one standard error of it (one-standard-error). By default best.")
  private @Nullable LambdaRule rule;

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
   * @return the question, or null where λ is given
   * @throws InvalidInputException if options do not go together
   */
  public LambdaChoice.@Nullable Question question(
      CommandSpec command, @Nullable Double lambda, InputOptions input, ProblemOptions problem) {
    if (lambda != null) {
      requireUnsaid(command, RULE);
      requireUnsaid(command, REFIT);
      return null;
    }
    if (!SpecDefaults.isSaid(command, "--holdout")) {
      input.holdout = LambdaChoice.HOLDOUT;
    }
    if (input.holdout == 0) {
      throw new InvalidInputException(
          "--holdout 0 leaves nothing to choose lambda by: give --lambda, or a share to hold out");
    }
    if (input.kind == MeasurementKind.ENTRIES
        && !problem.unobserved().isOn()
        && !SpecDefaults.isSaid(command, "--center")) {
      problem.center = LambdaChoice.CENTER;
    }
    return new LambdaChoice.Question(
        rule == null ? LambdaRule.BEST : rule, refit != RefitRule.NEVER);
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
