package org.overrank.fit;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Structure;

/**
 * One setting of a fit as users write it, declared once for all who take it: a value of {@code
 * fit}, a list of {@code sweep}, a key of a spec, a param of the Estimators.
 *
 * @param <T> its value
 */
public final class FitOption<T> {
  /** λ. */
  public static final FitOption<Double> LAMBDA =
      option(
              "lambda",
              "NUMBER",
              Double.class,
              OptionText::positive,
              FitSettings.Builder::lambda,
              settings -> Double.toString(settings.lambda()))
          .saying(
              "Weight of the penalty λ(‖U‖² + ‖V‖²): larger gives lower rank. Without it, fit"
                  + " chooses it on a hold-out.");

  /** R. */
  public static final FitOption<SearchRank> SEARCH_RANK =
      option(
              "search-rank",
              "auto|N",
              SearchRank.class,
              SearchRank::of,
              (builder, rank) -> builder.searchRank(rank.columns()),
              settings -> new SearchRank(settings.searchRank()).toString())
          .usually("auto")
          .saying("Columns R of the factors; auto enlarges R until certified.");

  /** The method. */
  public static final FitOption<SolverKind> SOLVER =
      option(
              "solver",
              "NAME",
              SolverKind.class,
              word(SolverKind.class),
              FitSettings.Builder::solver,
              settings -> settings.solver().word())
          .saying(
              "variable-projection, scaled-lbfgs, gradient-descent, scaled-gradient-descent,"
                  + " proximal-gradient; baselines: lbfgs (Breeze), mllib-als (Spark). By default"
                  + " variable-projection for entries, scaled-lbfgs for all other kinds.");

  /** The step of gradient descent. */
  public static final FitOption<Double> STEP =
      option(
              "step",
              "NUMBER",
              Double.class,
              OptionText::positive,
              FitSettings.Builder::step,
              settings ->
                  settings.step().isPresent()
                      ? Double.toString(settings.step().getAsDouble())
                      : "exact")
          .saying("Fixed step of gradient-descent. By default the exact line search.");

  /** Where it begins; a model is brought along by {@link FitSettings.Builder#warmStart}. */
  public static final FitOption<StartPoint> START =
      option(
              "start",
              "WHERE",
              StartPoint.class,
              StartPoint::of,
              FitOption::setStart,
              settings -> EnumWords.of(settings.start()))
          .usually("gaussian")
          .saying(
              "Where to begin: gaussian, spectral, model:DIR (at an earlier model; fit), or path"
                  + " (at the answer for the next larger lambda; sweep).");

  /** The seed. */
  public static final FitOption<Long> SEED =
      option(
              "seed",
              "N",
              Long.class,
              OptionText::seed,
              FitSettings.Builder::seed,
              settings -> Long.toString(settings.seed()))
          .usually("1")
          .saying("Seed of everything random, in fit of the hold-out too.");

  /** The gap. */
  public static final FitOption<Double> RELATIVE_GAP =
      option(
              "relative-gap",
              "NUMBER",
              Double.class,
              OptionText::betweenZeroAndOne,
              FitSettings.Builder::relativeGap,
              settings -> Double.toString(settings.relativeGap()))
          .usually("1e-3")
          .saying("Stop when proven to be this close to the best.");

  /** The budget of passes. */
  public static final FitOption<Integer> MAX_PASSES =
      option(
              "max-passes",
              "N",
              Integer.class,
              OptionText::count,
              (builder, passes) -> builder.maxPasses(passes),
              settings -> Long.toString(settings.maxPasses()))
          .usually(Long.toString(FitSettings.DEFAULT_MAX_PASSES))
          .saying("Budget of passes over the measurements.");

  /** The budget of iterations. */
  public static final FitOption<Integer> MAX_ITERATIONS =
      option(
              "max-iterations",
              "N",
              Integer.class,
              OptionText::count,
              FitSettings.Builder::maxIterations,
              settings -> Integer.toString(settings.maxIterations()))
          .saying("Budget of iterations of the solver. By default none.");

  /** Escapes. */
  public static final FitOption<EscapeRule> ESCAPE =
      option(
              "escape",
              "WHEN",
              EscapeRule.class,
              word(EscapeRule.class),
              FitSettings.Builder::escape,
              settings -> EnumWords.of(settings.escape()))
          .usually("never")
          .saying(
              "Where a run with a given search rank is stuck and not certified: auto adds a column"
                  + " along the leading singular pair of the gradient and goes on, never does"
                  + " not.");

  /** Compression. */
  public static final FitOption<Compression> COMPRESS =
      option(
              "compress",
              "WHEN",
              Compression.class,
              word(Compression.class),
              FitSettings.Builder::compression,
              settings -> EnumWords.of(settings.compression()))
          .usually("auto")
          .saying(
              "Replace many measurements of a small matrix by d1*d2 + 1 equivalent ones before"
                  + " solving: auto (where it is faster and costs no digits), never, always. The"
                  + " certificate is made of the measurements themselves.");

  /** What is known of the matrix. */
  public static final FitOption<Structure> STRUCTURE =
      option(
              "structure",
              "NAME",
              Structure.class,
              word(Structure.class),
              FitSettings.Builder::structure,
              settings -> settings.structure().word())
          .usually("general")
          .saying(
              "What is known of the matrix: general, symmetric, psd (symmetric, no negative"
                  + " eigenvalue: covariances, kernels, distances), hermitian (the same of complex"
                  + " numbers: quantum states). The answer has it exactly, and the penalty is the"
                  + " same.");

  /** All of them, in the order in which they are listed. */
  public static final List<FitOption<?>> ALL =
      List.of(
          LAMBDA,
          SEARCH_RANK,
          SOLVER,
          STEP,
          START,
          SEED,
          RELATIVE_GAP,
          MAX_PASSES,
          MAX_ITERATIONS,
          ESCAPE,
          COMPRESS,
          STRUCTURE);

  private static final Pattern DASH = Pattern.compile("-(.)");

  private final String name;
  private final String label;
  private final Class<T> type;
  private final Function<String, T> parser;
  private final BiConsumer<FitSettings.Builder, T> setter;
  private final Function<FitSettings, String> word;
  private final @Nullable String usual;
  private final String description;

  private FitOption(
      String name,
      String label,
      Class<T> type,
      Function<String, T> parser,
      BiConsumer<FitSettings.Builder, T> setter,
      Function<FitSettings, String> word,
      @Nullable String usual,
      String description) {
    this.name = name;
    this.label = label;
    this.type = type;
    this.parser = parser;
    this.setter = setter;
    this.word = word;
    this.usual = usual;
    this.description = description;
  }

  private static <T> FitOption<T> option(
      String name,
      String label,
      Class<T> type,
      Function<String, T> parser,
      BiConsumer<FitSettings.Builder, T> setter,
      Function<FitSettings, String> word) {
    return new FitOption<>(name, label, type, parser, setter, word, null, "");
  }

  private FitOption<T> usually(String text) {
    return new FitOption<>(name, label, type, parser, setter, word, text, description);
  }

  private FitOption<T> saying(String text) {
    return new FitOption<>(name, label, type, parser, setter, word, usual, text);
  }

  /** A start at a model comes with the model, see {@link FitSettings.Builder#warmStart}. */
  private static void setStart(FitSettings.Builder settings, StartPoint start) {
    if (start.kind() != StartKind.MODEL) {
      settings.start(start.kind());
    }
  }

  private static <E extends Enum<E>> Function<String, E> word(Class<E> type) {
    return text -> EnumWords.parse(type, text);
  }

  /**
   * Its name in commands and specs.
   *
   * @return such as {@code relative-gap}
   */
  public String name() {
    return name;
  }

  /**
   * Its name as an Estimator's param.
   *
   * @return such as {@code relativeGap}; Spark's own name where it has one
   */
  public String paramName() {
    if (this == LAMBDA) {
      return "regParam";
    }
    if (this == MAX_ITERATIONS) {
      return "maxIter";
    }
    return DASH.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  /**
   * What stands for its value in help.
   *
   * @return such as {@code NUMBER}
   */
  public String label() {
    return label;
  }

  /**
   * What its values are.
   *
   * @return the class
   */
  public Class<T> type() {
    return type;
  }

  /**
   * Its value unless said otherwise.
   *
   * @return as users write it, or null where that depends on the problem or there is none
   */
  public @Nullable String usual() {
    return usual;
  }

  /**
   * What it is about.
   *
   * @return sentences, without the default
   */
  public String description() {
    return description;
  }

  /**
   * Reads a value.
   *
   * @param text what a user wrote
   * @return the value
   * @throws InvalidInputException if it is none; says why, not where
   */
  public T parse(String text) {
    return parser.apply(text);
  }

  /**
   * Sets a value.
   *
   * @param settings where
   * @param value what
   */
  public void set(FitSettings.Builder settings, T value) {
    setter.accept(settings, value);
  }

  /**
   * Its value in settings.
   *
   * @param settings that have it
   * @return the value as users write it
   */
  public String word(FitSettings settings) {
    return word.apply(settings);
  }

  /**
   * Sets a value from its text.
   *
   * @param settings where
   * @param text what a user wrote
   * @throws InvalidInputException if it is no value; says why and of which option
   */
  public void setText(FitSettings.Builder settings, String text) {
    try {
      set(settings, parse(text));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(name + ": " + e.getMessage(), e);
    }
  }
}
