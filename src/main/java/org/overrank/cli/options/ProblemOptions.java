package org.overrank.cli.options;

import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.Regularizer;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import picocli.CommandLine.Option;

/** Options that say which problem is solved. */
public final class ProblemOptions {
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
              + " ${DEFAULT-VALUE}; biases in fit without --lambda.")
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
          option + " is an option of --kind entries, not of " + EnumWords.of(kind));
    }
  }
}
