package org.overrank.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.overrank.LocalSpark;
import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitSummary;
import org.overrank.linalg.InvalidInputException;

/** Estimators without {@code regParam} choose it. */
class ChosenRegParamTest {
  private static Dataset<Row> ratings() {
    return Ratings.ints(LocalSpark.session());
  }

  @Test
  void withoutRegParam_oneIsChosen_andAllRatingsAreFitted() {
    MatrixCompletionModel model = new MatrixCompletion().setRegularizer("plain").fit(ratings());
    FitSummary numbers = model.summary().numbers();
    ChosenLambda choice = numbers.choice().orElseThrow();
    assertThat(numbers.problem().measurements()).isEqualTo(ratings().count());
    assertThat(numbers.asked().center()).isEqualTo("biases");
    assertThat(numbers.proof().certified()).isTrue();
    assertThat(choice.lambdaPath()).hasSizeGreaterThan(2);
    assertThat(numbers.errors().holdoutRmse())
        .isLessThan(Objects.requireNonNull(choice.lambdaPath().get(0).holdoutRmse()) + 1e-12);
  }

  @Test
  void theRuleAndTheCenter_areTheUsers() {
    MatrixCompletionModel model =
        new MatrixCompletion().setLambdaRule("one-standard-error").setCenter("mean").fit(ratings());
    FitSummary numbers = model.summary().numbers();
    assertThat(numbers.choice().orElseThrow().lambdaRule()).isEqualTo("one-standard-error");
    assertThat(numbers.asked().center()).isEqualTo("mean");
  }

  @Test
  void aWarmStart_needsARegParam() {
    MatrixCompletionModel yesterday = new MatrixCompletion().setRegParam(0.1).fit(ratings());
    MatrixCompletion today = new MatrixCompletion().setWarmStart(yesterday);
    assertThatThrownBy(() -> today.fit(ratings()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("needs regParam");
  }
}
