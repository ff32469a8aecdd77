package org.overrank.sweep;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
   * @return one line, such as "R=auto lambda=0.1 solver=als-ncg start=gaussian seed=1"
   */
  public static String of(FitSettings trial, Collection<FitOption<?>> varying) {
    StringBuilder key = new StringBuilder("R=").append(FitOption.SEARCH_RANK.word(trial));
    ALWAYS.stream().skip(1).forEach(option -> append(key, option, trial));
    varying.stream()
        .filter(option -> !ALWAYS.contains(option))
        .forEach(option -> append(key, option, trial));
    return key.toString();
  }

  private static void append(StringBuilder key, FitOption<?> option, FitSettings trial) {
    key.append(String.format(Locale.ROOT, " %s=%s", option.name(), option.word(trial)));
  }
}
