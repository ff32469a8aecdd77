package org.overrank.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Unobserved;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import picocli.CommandLine.Option;

/** Options that say which problem is solved. */
public final class ProblemOptions {
  private static final String WEIGHT = "--unobserved-weight";

  @Option(
      names = "--regularizer",
      paramLabel = "KIND",
      converter = Words.Regularizers.class,
      description =
          "plain (trace norm), weighted (rows and columns penalised by their numbers of entries, as"
              + " ALS does) or frequency (the same as iALS does, with --unobserved-weight). By"
              + " default plain, weighted with --confidence.")
  private @Nullable Regularizer regularizer;

  @Option(
      names = WEIGHT,
      paramLabel = "NUMBER[,NUMBER...]",
      split = ",",
      converter = CheckedNumber.NotNegative.class,
      description =
          "Cells that are not in the table are 0 with this weight, as where it is of clicks; of"
              + " several weights fit without --lambda takes the one with the best lists. By default"
              + " 0, they say nothing; 1 with --confidence.")
  private @Nullable List<Double> unobservedWeights;

  @Option(
      names = "--confidence",
      paramLabel = "NUMBER",
      converter = CheckedNumber.NotNegative.class,
      description =
          "A value r is no value but how sure it is that the cell is 1 (r > 0) or 0: its weight is"
              + " 1 + NUMBER * |r|, as with implicitPrefs of ALS. By default values are values.")
  private @Nullable Double confidence;

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      defaultValue = "squared",
      converter = Words.LossWords.class,
      description =
          "How a prediction is charged: squared, huber:WIDTH (outliers count less), logistic (0/1:"
              + " predicts log-odds), poisson (counts: predicts log-rates), quantile:LEVEL or"
              + " absolute. Default: ${DEFAULT-VALUE}.")
  Loss loss = Losses.SQUARED;

  @Option(
      names = "--center",
      paramLabel = "KIND",
      defaultValue = "none",
      converter = Words.Centerings.class,
      description =
          "Subtract first: none, mean, or biases (mean, row and column biases). Default:"
              + " ${DEFAULT-VALUE}; biases in fit without --lambda.")
  CenteringKind center = CenteringKind.NONE;

  /**
   * How factors are penalised.
   *
   * @return as was said, or the usual way
   */
  Regularizer regularizer() {
    if (regularizer != null) {
      return regularizer;
    }
    return confidence == null ? Regularizer.PLAIN : Regularizer.WEIGHTED;
  }

  /**
   * What cells say that are not in the table.
   *
   * @return nothing, unless it was said
   * @throws InvalidInputException if options do not go together
   */
  Unobserved unobserved() {
    double usual = confidence == null ? 0 : 1;
    return new Unobserved(
        unobservedWeights == null ? usual : unobservedWeights.get(0), confidence, false);
  }

  /**
   * The weights to choose from.
   *
   * @return none, where one is given or none
   * @throws InvalidInputException if 0 is among several: it is another problem
   */
  List<Double> weightsToChooseFrom() {
    if (unobservedWeights == null || unobservedWeights.size() == 1) {
      return List.of();
    }
    if (unobservedWeights.contains(0.0)) {
      throw new InvalidInputException(
          WEIGHT + ": of several each is above 0, as with 0 other cells say nothing");
    }
    return unobservedWeights;
  }

  /**
   * Refuses several weights.
   *
   * @param where none is chosen
   * @throws InvalidInputException naming the option
   */
  public void requireOneWeight(String where) {
    if (!weightsToChooseFrom().isEmpty()) {
      throw new InvalidInputException(
          WEIGHT + ": one of several is chosen by fit together with lambda: give one " + where);
    }
  }

  /**
   * Refuses what does not go with measurements that are generated.
   *
   * @throws InvalidInputException naming the option
   */
  public void checkGenerated() {
    if (unobserved().isOn()) {
      throw new InvalidInputException(
          (confidence == null ? WEIGHT : "--confidence")
              + " is about tables: an instance says itself what its other cells are");
    }
  }

  /**
   * Refuses what only entries have.
   *
   * @param other another kind, in words
   * @throws InvalidInputException naming the option
   */
  void requirePlain(String other) {
    boolean centered = center != CenteringKind.NONE;
    boolean penalised = regularizer() != Regularizer.PLAIN && confidence == null;
    if (penalised || centered || unobserved().isOn()) {
      String option =
          penalised
              ? "--regularizer"
              : centered ? "--center" : confidence == null ? WEIGHT : "--confidence";
      throw new InvalidInputException(option + " is an option of --kind entries, not of " + other);
    }
  }
}
