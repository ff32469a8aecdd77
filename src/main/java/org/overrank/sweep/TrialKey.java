package org.overrank.sweep;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitSettings;

/** What tells trials of one sweep apart, as it stands in results. */
public final class TrialKey {
  /** The options that every key has. */
  private static final List<FitOption<?>> ALWAYS =
      List.of(
          FitOption.SEARCH_RANK,
          FitOption.LAMBDA,
          FitOption.SOLVER,
          FitOption.START,
          FitOption.SEED);

  private TrialKey() {}

  /**
   * The key of a trial.
   *
   * @param trial what it is asked
   * @param varying the options of which the sweep has more than one value
   * @return one line, such as "R=auto lambda=0.1 solver=scaled-lbfgs start=gaussian seed=1"
   */
  public static String of(FitSettings trial, Collection<FitOption<?>> varying) {
    String key =
        ALWAYS.stream()
            .map(
                option ->
                    word(option == FitOption.SEARCH_RANK ? "R" : option.name(), option, trial))
            .collect(Collectors.joining(" "));
    return variant(trial, varying).map(variant -> key + " " + variant).orElse(key);
  }

  /**
   * What a trial is asked besides what every key has.
   *
   * @param trial what it is asked
   * @param varying the options of which the sweep has more than one value
   * @return the values of those that not every key has, such as "step=0.1 escape=auto", if any
   */
  public static Optional<String> variant(FitSettings trial, Collection<FitOption<?>> varying) {
    String variant =
        varying.stream()
            .filter(option -> !ALWAYS.contains(option))
            .map(option -> word(option.name(), option, trial))
            .collect(Collectors.joining(" "));
    return Optional.of(variant).filter(text -> !text.isEmpty());
  }

  private static String word(String name, FitOption<?> option, FitSettings trial) {
    return String.format(Locale.ROOT, "%s=%s", name, option.word(trial));
  }
}
