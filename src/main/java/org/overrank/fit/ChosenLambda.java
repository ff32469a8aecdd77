package org.overrank.fit;

import java.util.List;

/**
 * How λ was chosen, as it stands in {@code summary.json}.
 *
 * @param lambdaRule which of those tried was taken
 * @param chosenLambda that one: λ of the summary, but for the weighted regularizer, where λN is
 *     kept when the measurements held out are added
 * @param refit whether the answer is of all measurements; else of those that were not held out
 * @param pathPasses passes over the measurements until λ was chosen
 * @param lambdaPath all that were tried, by descending λ
 */
public record ChosenLambda(
    String lambdaRule,
    double chosenLambda,
    boolean refit,
    long pathPasses,
    List<LambdaTrial> lambdaPath) {
  /** Detaches the list. */
  public ChosenLambda {
    lambdaPath = List.copyOf(lambdaPath);
  }
}
