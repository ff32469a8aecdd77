package org.overrank.fit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One λ that was tried on the way to a choice, as far as telling it from others takes: nothing is
 * proven of its answer.
 *
 * @param lambda λ, for the measurements that were not held out
 * @param trainRmse error on those, in the units of the input
 * @param holdoutRmse error on those that were; null where lists are judged instead
 * @param rank how many singular values of the answer are above a thousandth of the largest
 * @param passes over the measurements that it took
 * @param rankedBy what lists were judged by, such as "ndcg@100"; null for the error
 * @param ranking how good they were by that, or null
 * @param loss whose mean the errors are the roots of; null for squares
 * @param slope what log-odds of labels are multiplied by for that error; null where they are not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LambdaTrial(
    double lambda,
    double trainRmse,
    @Nullable Double holdoutRmse,
    int rank,
    long passes,
    @Nullable String rankedBy,
    @Nullable Double ranking,
    @Nullable String loss,
    @Nullable Double slope) {
  /**
   * A λ that was tried by its error.
   *
   * @param lambda λ
   * @param trainRmse error on the measurements of the fit
   * @param holdoutRmse error on those that were held out
   * @param rank of the answer
   * @param passes that it took
   */
  public LambdaTrial(double lambda, double trainRmse, double holdoutRmse, int rank, long passes) {
    this(lambda, trainRmse, holdoutRmse, rank, passes, null, null, null, null);
  }

  /** {@return how far off it was: the hold-out error, or what lists lack of 1} */
  @JsonIgnore
  public double error() {
    return ranking == null ? Objects.requireNonNull(holdoutRmse) : 1 - ranking;
  }

  /** {@return the same for people, such as "hold-out RMSE 0.902" or "ndcg@100 0.4312"} */
  @JsonIgnore
  public String score() {
    return ranking == null
        ? "hold-out " + words(error())
        : String.format(Locale.ROOT, "%s %.4f", rankedBy, ranking);
  }

  /**
   * {@return the training error for people, such as "training RMSE 0.871" or "training loss 0.3"}
   */
  @JsonIgnore
  public String training() {
    return "training " + words(trainRmse);
  }

  private String words(double root) {
    return loss == null
        ? String.format(Locale.ROOT, "RMSE %.5g", root)
        : String.format(Locale.ROOT, "loss %.5g", root * root);
  }
}
