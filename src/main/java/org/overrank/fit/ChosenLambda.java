package org.overrank.fit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How λ was chosen, as it stands in {@code summary.json}.
 *
 * @param lambdaRule which of those tried was taken
 * @param chosenLambda that one: λ of the summary, but for the weighted regularizer, where λN is
 *     kept when the measurements held out are added
 * @param refit whether the answer is of all measurements; else of those that were not held out
 * @param pathPasses passes over the measurements until λ was chosen
 * @param lambdaPath all that were tried, by descending λ; with the chosen weight of cells that are
 *     not in the table, where several were tried
 * @param weightPath those weights, as they were given; empty where one was
 */
public record ChosenLambda(
    String lambdaRule,
    double chosenLambda,
    boolean refit,
    long pathPasses,
    List<LambdaTrial> lambdaPath,
    Optional<List<WeightTrial>> weightPath) {
  /** Detaches the lists. */
  public ChosenLambda {
    lambdaPath = List.copyOf(lambdaPath);
    weightPath = weightPath.map(List::copyOf);
  }

  /**
   * A choice of λ alone.
   *
   * @param lambdaRule which of those tried was taken
   * @param chosenLambda that one
   * @param refit whether the answer is of all measurements
   * @param pathPasses passes over the measurements until λ was chosen
   * @param lambdaPath all that were tried, by descending λ
   */
  public ChosenLambda(
      String lambdaRule,
      double chosenLambda,
      boolean refit,
      long pathPasses,
      List<LambdaTrial> lambdaPath) {
    this(lambdaRule, chosenLambda, refit, pathPasses, lambdaPath, Optional.empty());
  }

  /** {@return the trial that was taken} */
  public LambdaTrial taken() {
    return lambdaPath.stream().filter(t -> t.lambda() == chosenLambda).findFirst().orElseThrow();
  }

  /**
   * How labels are told of the answer.
   *
   * @return such as "log-odds told times 1.27"; empty where values are told as they are fitted
   */
  public Optional<String> sloped() {
    return Optional.ofNullable(taken().slope())
        .map(slope -> String.format(Locale.ROOT, "log-odds told times %.3g", slope));
  }

  /**
   * How the weight of cells that are not in the table was chosen.
   *
   * @return such as "unobserved-weight 0.1 chosen of 0.03 (ndcg@100 0.4123), 0.1 (ndcg@100
   *     0.4254)"; empty where it was given
   */
  public Optional<String> weights() {
    return weightPath.map(
        tried ->
            tried.stream()
                .map(
                    each ->
                        String.format(
                            Locale.ROOT,
                            "%s (%s %.4f)",
                            each.unobservedWeight(),
                            taken().rankedBy(),
                            each.ranking()))
                .collect(
                    Collectors.joining(
                        ", ",
                        "unobserved-weight "
                            + tried.stream()
                                .max(Comparator.comparingDouble(WeightTrial::ranking))
                                .orElseThrow()
                                .unobservedWeight()
                            + " chosen of ",
                        "")));
  }

  /**
   * The same among choices with other weights of cells that are not in the table.
   *
   * @param weights all that were tried, this one's too
   * @return a new choice, of all their passes
   */
  public ChosenLambda among(List<WeightTrial> weights) {
    long passes = weights.stream().mapToLong(WeightTrial::passes).sum();
    return new ChosenLambda(
        lambdaRule, chosenLambda, refit, passes, lambdaPath, Optional.of(weights));
  }
}
