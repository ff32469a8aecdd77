package org.overrank.cli.options;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitSettings;
import org.overrank.fit.ProblemKind;
import org.overrank.fit.StartKind;
import org.overrank.landscape.Instance;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Structure;
import org.overrank.run.LambdaPath;
import org.overrank.run.Run;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What a sweep goes over: every combination of these is a trial. */
public final class SweepAxes {
  private final FitOptions fit = FitOptions.ofTrials();

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private final CommandSpec lists = fit.section();

  @Option(
      names = "--lambda-path",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description =
          "N weights instead of --lambda, by equal factors from the least at which the answer is"
              + " zero down.")
  @Nullable Integer lambdaPath;

  @Option(
      names = "--lambda-min-ratio",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      converter = CheckedNumber.BetweenZeroAndOne.class,
      description = "The last of the path, as a share of the first. Default: ${DEFAULT-VALUE}.")
  double lambdaMinRatio = 0.01;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "How many seeds, from 1 on, instead of --seed.")
  @Nullable Integer seedCount;

  /**
   * Refuses axes that do not go together.
   *
   * @param kinds what the measurements see
   * @param hasOwnLambda whether the measurements come with a λ
   * @throws InvalidInputException if an axis is missing, or a value does not go with a kind
   */
  public void check(List<ProblemKind> kinds, boolean hasOwnLambda) {
    if (lambdas().isEmpty() && lambdaPath == null && !hasOwnLambda) {
      throw new InvalidInputException("--lambda is missing: one or more weights of the penalty");
    }
    if (!lambdas().isEmpty() && lambdaPath != null) {
      throw new InvalidInputException("--lambda and --lambda-path say the same thing: give one");
    }
    if (lambdaPath != null && lambdaPath < 2) {
      throw new InvalidInputException("--lambda-path needs at least 2 values");
    }
    if (seedCount != null && !fit.all(FitOption.SEED).isEmpty()) {
      throw new InvalidInputException("--seed and --seeds say the same thing: give one of them");
    }
    if (fit.all(FitOption.START).stream().anyMatch(start -> start.kind() == StartKind.MODEL)) {
      throw new InvalidInputException("--start model:DIR is an option of fit only");
    }
    kinds.forEach(kind -> fit.requireUsed(trials(kind, placeholders())));
  }

  /** The values of λ that are said. */
  List<Double> lambdas() {
    return fit.all(FitOption.LAMBDA);
  }

  /**
   * As many different values as there are values of λ, before those are known.
   *
   * @return at least one
   */
  public List<Double> placeholders() {
    int count = lambdaPath != null ? lambdaPath : 1;
    return lambdas().isEmpty()
        ? IntStream.rangeClosed(1, count).mapToObj(k -> (double) k).toList()
        : lambdas();
  }

  /**
   * All trials, in a fixed order.
   *
   * @param kind what is to be solved
   * @param values of λ
   * @return at least one, no two alike
   */
  public List<FitSettings> trials(ProblemKind kind, List<Double> values) {
    return fit.trials(kind, values, seeds());
  }

  /**
   * The options of which there are several values: what tells trials apart.
   *
   * @return the outermost first
   */
  public List<FitOption<?>> varying() {
    return fit.varying();
  }

  private List<Long> seeds() {
    if (seedCount != null) {
      return LongStream.rangeClosed(1, seedCount).boxed().toList();
    }
    List<Long> said = fit.all(FitOption.SEED);
    return said.isEmpty() ? List.of(1L) : said;
  }

  /**
   * The values of λ that are said, or else those that were chosen before.
   *
   * @param before what was chosen, maybe nothing
   * @return the values, none if they have to be chosen
   */
  public List<Double> known(List<Double> before) {
    return lambdas().isEmpty() ? before : lambdas();
  }

  /**
   * The structure of all trials, where there is one: the largest λ of others would be others.
   *
   * @return it, or general
   * @throws InvalidInputException if measurements would have to be read in two ways
   */
  public Structure structure() {
    List<Structure> said = fit.all(FitOption.STRUCTURE);
    if (said.size() > 1 && said.contains(Structure.HERMITIAN)) {
      throw new InvalidInputException(
          "--structure hermitian reads complex numbers, so it goes with no other in one sweep");
    }
    return said.size() == 1 ? said.get(0) : Structure.GENERAL;
  }

  /**
   * Refuses an instance that no trial would fit with its own structure, or that holds real numbers
   * where complex ones are to be read.
   *
   * @param instance whose trials these are
   * @throws InvalidInputException if it is refused
   */
  public void checkStructure(Instance instance) {
    Structure own = instance.structure();
    List<Structure> said = fit.all(FitOption.STRUCTURE);
    boolean isMissing = own.isSquare() && !said.contains(own);
    if (isMissing || (structure().isComplex() && !own.isComplex())) {
      throw new InvalidInputException(
          String.format(
              "instance %s has structure %s: sweep it with --structure %s, or use generate and fit",
              instance.name(), own.word(), own.word()));
    }
  }

  /**
   * The values of λ of measurements for which none are said.
   *
   * @param own the one that suits the measurements, or null
   * @param run the measurements
   * @return the values, the largest first
   */
  public List<Double> chosen(@Nullable Double own, Run run) {
    return lambdaPath == null && own != null
        ? List.of(own)
        : LambdaPath.of(
            run.objective(), lambdaPath == null ? 2 : lambdaPath, lambdaMinRatio, structure());
  }
}
