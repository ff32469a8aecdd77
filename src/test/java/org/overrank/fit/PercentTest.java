package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gaps as people read them. */
final class PercentTest {
  @ParameterizedTest
  @CsvSource({
    "0.001, 0.1 %, 0.1 %",
    "8.2495e-4, 0.083 %, 0.082495 %",
    "0.0011, 0.11 %, 0.11 %",
    "0.04718, 4.8 %, 4.718 %",
    "1e-5, 0.001 %, 0.001 %",
    "1e-7, 1e-5 %, 1e-5 %",
    "0, 0 %, 0 %",
    "0.995, 100 %, 99.5 %",
    "NaN, – %, – %"
  })
  void whatIsProvenIsRoundedUp_whatIsAskedIsNotRounded(double share, String proven, String asked) {
    assertThat(Percent.up(share)).isEqualTo(proven);
    assertThat(Percent.exactly(share)).isEqualTo(asked);
  }
}
