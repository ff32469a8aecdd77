package org.overrank.cli.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitSettings;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** The options that {@link FitOption} declares, of one fit or, as lists, of a sweep's trials. */
public final class FitOptions {
  /** The outermost first: trials that differ in what comes last stand beside each other. */
  private static final List<FitOption<?>> NESTING =
      List.of(
          FitOption.RELATIVE_GAP,
          FitOption.MAX_PASSES,
          FitOption.MAX_ITERATIONS,
          FitOption.ESCAPE,
          FitOption.COMPRESS,
          FitOption.STRUCTURE,
          FitOption.STEP,
          FitOption.SOLVER,
          FitOption.LAMBDA,
          FitOption.START,
          FitOption.SEARCH_RANK,
          FitOption.SEED);

  private final Map<FitOption<?>, Value> values = new HashMap<>();
  private final boolean lists;

  private FitOptions(boolean lists) {
    this.lists = lists;
    FitOption.ALL.forEach(option -> values.put(option, new Value()));
  }

  /**
   * The options of one fit, with their defaults.
   *
   * @return options of which nothing is said yet
   */
  public static FitOptions ofOneFit() {
    return new FitOptions(false);
  }

  /** The same as lists with commas: every combination is a trial. */
  static FitOptions ofTrials() {
    return new FitOptions(true);
  }

  /** What the command line or a spec says, as picocli keeps it. */
  private static final class Value implements IGetter, ISetter {
    private @Nullable Object value;

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // picocli's own signature.
    public <T> @Nullable T get() {
      return (T) value;
    }

    @Override
    @SuppressWarnings("unchecked") // Nobody asks for what was there before.
    public <T> @Nullable T set(T next) {
      T before = (T) value;
      value = next;
      return before;
    }
  }

  /**
   * The options, to be mixed into a command.
   *
   * @return a mixin
   */
  public CommandSpec section() {
    CommandSpec mixin = CommandSpec.create();
    FitOption.ALL.forEach(option -> mixin.addOption(declared(option)));
    return mixin;
  }

  private Value value(FitOption<?> option) {
    return Objects.requireNonNull(values.get(option));
  }

  private OptionSpec declared(FitOption<?> option) {
    Value value = value(option);
    String usual = option.usual();
    OptionSpec.Builder declared =
        OptionSpec.builder("--" + option.name())
            .paramLabel(option.label())
            .description(option.description() + (usual == null ? "" : " Default: " + usual + "."))
            .converters(new Checked<>(text -> parsed(option, text)))
            .getter(value)
            .setter(value);
    if (lists) {
      return declared.type(List.class).auxiliaryTypes(option.type()).splitRegex(",").build();
    }
    return declared.type(option.type()).defaultValue(usual).build();
  }

  /** Variables of a spec may be marked in the place of a model. */
  private static Object parsed(FitOption<?> option, String given) {
    if (option != FitOption.START) {
      return option.parse(given);
    }
    EnvironmentText marked = new EnvironmentText(given);
    return FitOption.START.parse(marked.value()).shownAs(marked.shown());
  }

  /**
   * The value of an option.
   *
   * @param option which
   * @param <T> kind of value
   * @return what was said or the default, or null without
   */
  public <T> @Nullable T get(FitOption<T> option) {
    List<T> all = all(option);
    return all.isEmpty() ? null : all.get(0);
  }

  /** All values of an option that are said. */
  @SuppressWarnings("unchecked") // The option's own parser made them.
  <T> List<T> all(FitOption<T> option) {
    Object value = value(option).value;
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list ? (List<T>) list : List.of((T) value);
  }

  /**
   * The one fit that is asked for, but for where an earlier model is.
   *
   * @return settings that can be completed
   */
  public FitSettings.Builder settings() {
    FitSettings.Builder settings = FitSettings.builder();
    FitOption.ALL.forEach(option -> set(settings, option));
    return settings;
  }

  private <T> void set(FitSettings.Builder settings, FitOption<T> option) {
    T value = get(option);
    if (value != null) {
      option.set(settings, value);
    }
  }

  /**
   * All trials, in a fixed order.
   *
   * @param kind what the measurements see
   * @param lambdas the values of λ
   * @param seeds the seeds
   * @return at least one, no two alike: what a solver has no use for is left out of its trials
   */
  List<FitSettings> trials(MeasurementKind kind, List<Double> lambdas, List<Long> seeds) {
    List<FitSettings> trials = List.of(FitSettings.builder().lambda(1).build());
    for (FitOption<?> option : NESTING) {
      if (option == FitOption.LAMBDA) {
        trials = times(trials, FitOption.LAMBDA, lambdas);
      } else if (option == FitOption.SEED) {
        trials = times(trials, FitOption.SEED, seeds);
      } else {
        trials = timesSaid(trials, option);
      }
    }
    return trials.stream().map(trial -> trial.on(kind).withoutIdle()).distinct().toList();
  }

  private <T> List<FitSettings> timesSaid(List<FitSettings> trials, FitOption<T> option) {
    List<T> said = all(option);
    return said.isEmpty() ? trials : times(trials, option, said);
  }

  private static <T> List<FitSettings> times(
      List<FitSettings> trials, FitOption<T> option, List<T> values) {
    List<FitSettings> product = new ArrayList<>();
    for (FitSettings trial : trials) {
      for (T value : values) {
        FitSettings.Builder next = trial.toBuilder();
        option.set(next, value);
        product.add(next.build());
      }
    }
    return product;
  }

  /** The options of which the trials have more than one value: what tells trials apart. */
  List<FitOption<?>> varying() {
    return NESTING.stream().filter(option -> all(option).size() > 1).toList();
  }

  /**
   * Refuses what does not go together.
   *
   * @param settings of a fit or a trial
   * @param kind what the measurements see
   * @throws InvalidInputException naming the option
   */
  public static void check(FitSettings settings, MeasurementKind kind) {
    try {
      settings.requireFor(kind);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("--" + e.getMessage(), e);
    }
  }

  /**
   * Refuses values of which no trial has any use.
   *
   * @param trials all of them
   * @throws InvalidInputException naming the option
   */
  void requireUsed(List<FitSettings> trials) {
    for (FitOption<?> option : List.of(FitOption.STEP, FitOption.SEARCH_RANK, FitOption.ESCAPE)) {
      boolean said = !all(option).isEmpty();
      String unused = option.word(FitSettings.builder().lambda(1).build());
      boolean all = all(option).stream().allMatch(value -> value.toString().equals(unused));
      if (said && !all && trials.stream().allMatch(t -> option.word(t).equals(unused))) {
        throw new InvalidInputException(
            "--" + option.name() + ": not with --solver " + trials.get(0).solver().word());
      }
    }
  }
}
