package org.overrank.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.overrank.fit.SampleFits.certified;
import static org.overrank.fit.SampleFits.uncertified;
import static org.overrank.fit.SampleFits.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says, and how it writes numbers. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "0.001, 0.001",
    "0.00099999999, 0.001",
    "8.24951234e-4, 8.24951e-4",
    "1234567.8, 1234570",
    "12345678, 1.23457e7",
    "-0.5, -0.5",
    "4.9e-324, 4.9e-324",
    "NaN, –",
    "1.7976931348623157e308, 1.79769e308",
    "-Infinity, –",
    "9.9999999e-4, 0.001",
    "100, 100"
  })
  void valuesHaveSixDigits(double value, String text) {
    assertThat(Numbers.value(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "99.94, 99.9 s",
    "99.96, 1 min 40 s",
    "3599.4, 59 min 59 s",
    "7500, 2 h 05 min",
    "NaN, –"
  })
  void durations(double seconds, String text) {
    assertThat(Numbers.duration(seconds)).isEqualTo(text);
  }

  @Test
  void aCertifiedFitSaysWhatIsProven() {
    assertThat(Meaning.of(certified()))
        .isEqualTo("Proven: no matrix, of any rank, has an objective more than 0.083 % lower.");
    assertThat(Meaning.of(with(certified(), "relativeGap", 0.0)))
        .isEqualTo("Proven: no matrix, of any rank, has a lower objective.");
  }

  @Test
  void anUncertifiedFitSaysWhatIsMissingAndWhatMayHelp() {
    assertThat(Meaning.of(uncertified()))
        .startsWith("Proven, but for a chance of 1e-9 in the random start of Lanczos: no matrix")
        .contains("4.8 % lower. That is short of the 0.1 % asked for.")
        .contains("--search-rank auto");
    assertThat(Meaning.of(with(uncertified(), "searchRankAsked", "auto")))
        .doesNotContain("--search-rank");
  }

  @Test
  void aBoundOfZeroRulesNothingOut() {
    assertThat(Meaning.of(with(with(uncertified(), "lowerBound", 0.0), "relativeGap", 1.0)))
        .startsWith("The lower bound found is not above zero, so it rules nothing out.");
  }

  @Test
  void theHeadingNamesTheFileAndTheProblem() {
    assertThat(Headline.heading(with(certified(), "input", "hdfs://n/a/b.parquet/")))
        .isEqualTo("Low-rank fit of b.parquet");
    assertThat(Headline.heading(with(certified(), "input", " "))).endsWith("a matrix");
    assertThat(Headline.lead(certified()))
        .contains("35,064 × 12", "402,113 known entries (95.57 %", "R = 36", "rank 17");
    assertThat(Headline.lead(with(certified(), "kind", "dense"))).contains("402,113 dense meas");
  }

  @Test
  void theFormulaSaysWhatWasMinimised() {
    assertThat(Headline.formula(with(certified(), "center", "none"))).endsWith("‖V‖², R = 36.");
    assertThat(Headline.formula(with(certified(), "regularizer", "weighted")))
        .contains("each row of U and V weighted", "(biases)");
  }
}
