package org.overrank.cli;

import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.entries.CenteringKind;
import org.overrank.spark.entries.Regularizer;
import picocli.CommandLine.Option;

/** Options that say which problem is solved. */
final class ProblemOptions {
  @Option(
      names = "--lambda",
      paramLabel = "NUMBER",
      converter = CheckedNumber.Positive.class,
      description =
          "Weight of the penalty λ(‖U‖² + ‖V‖²): larger gives lower rank. Required. To choose it,"
              + " try values a factor 2 apart with --holdout 0.1.")
  @Nullable Double lambda;

  @Option(
      names = "--regularizer",
      paramLabel = "KIND",
      defaultValue = "plain",
      converter = Words.Regularizers.class,
      description =
          "plain (trace norm) or weighted (rows and columns penalised by their numbers of entries,"
              + " as ALS-WR does). Default: ${DEFAULT-VALUE}.")
  Regularizer regularizer = Regularizer.PLAIN;

  @Option(
      names = "--center",
      paramLabel = "KIND",
      defaultValue = "none",
      converter = Words.Centerings.class,
      description =
          "Subtract first: none, mean, or biases (mean, row and column biases). Default:"
              + " ${DEFAULT-VALUE}.")
  CenteringKind center = CenteringKind.NONE;

  /**
   * Refuses what only entries have.
   *
   * @param kind another kind
   * @throws InvalidInputException naming the option
   */
  void requirePlain(MeasurementKind kind) {
    if (regularizer != Regularizer.PLAIN || center != CenteringKind.NONE) {
      String option = regularizer != Regularizer.PLAIN ? "--regularizer" : "--center";
      throw new InvalidInputException(
          option + " is an option of --kind entries, not of " + EnumWord.of(kind));
    }
  }

  /**
   * The asked λ.
   *
   * @return λ
   * @throws InvalidInputException if it is not said
   */
  double requiredLambda() {
    if (lambda == null) {
      throw new InvalidInputException(
          "--lambda is missing: the weight of the penalty on the factors, larger for lower rank;"
              + " try values a factor 2 apart with --holdout 0.1 and keep the one with the least"
              + " hold-out RMSE");
    }
    return lambda;
  }
}
