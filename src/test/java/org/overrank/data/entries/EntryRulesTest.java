package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.data.table.NumberRules;
import org.overrank.loss.Losses;

class EntryRulesTest {
  private final EntryRules rules =
      new EntryRules(EntrySource.of("t.csv").withWeight("w"), Losses.SQUARED);

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "x, value \"x\" is not a number",
        "1d, value \"1d\" is not a number",
        "0x1p3, value \"0x1p3\" is not a number",
        "NaN, value \"NaN\" is not finite",
        "-inf, value \"-inf\" is not finite",
        "+Infinity, value \"+Infinity\" is not finite",
        "1e999, 'value \"1e999\" is too large, above 6.7E153'",
        "-2e155, 'value \"-2e155\" is too large, above 6.7E153'",
        "'', value \"\" is not a number",
        "null, value is missing"
      })
  void textsOfValues(String text, String problem) {
    assertThat(rules.problem("a", "b", text, "1", null)).isEqualTo(problem);
  }

  @Test
  void typedValues() {
    assertThat(rules.problem("a", "b", Double.NaN, 1.0, null)).isEqualTo("value NaN is not finite");
    assertThat(rules.problem("a", "b", Double.NEGATIVE_INFINITY, 1.0, null))
        .isEqualTo("value -Infinity is not finite");
    assertThat(rules.problem("a", "b", 3e155, 1.0, null))
        .isEqualTo("value 3.0E155 is too large, above 6.7E153");
    assertThat(rules.problem(1L, 2L, 1.5, 2.5, null)).isNull();
    assertThat(rules.value()).isEqualTo(1.5);
    assertThat(rules.weight()).isEqualTo(2.5);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "0, w \"0\" is not positive",
        "-1, w \"-1\" is not positive",
        "nan, w \"nan\" is not finite",
        "heavy, w \"heavy\" is not a number",
        "null, w is missing",
        "1e120, 'value times the root of w is too large, above 6.7E153'"
      })
  void weights(String text, String problem) {
    assertThat(rules.problem("a", "b", 1e100, text, null)).isEqualTo(problem);
  }

  @Test
  void missingIds() {
    assertThat(rules.problem(null, null, "1", "1", null)).isEqualTo("row is missing");
    assertThat(rules.problem("a", null, "1", "1", null)).isEqualTo("col is missing");
  }

  @Test
  void withoutAColumnOfWeightsAllWeighOne() {
    EntryRules plain = new EntryRules(EntrySource.of("t.csv"), Losses.SQUARED);
    assertThat(plain.problem("a", "b", " 3.5 ", null, null)).isNull();
    assertThat(plain.value()).isEqualTo(3.5);
    assertThat(plain.weight()).isEqualTo(1);
  }

  @Test
  void longTextsAreCutAndControlCharactersHidden() {
    assertThat(NumberRules.quoted("\n" + "z".repeat(99)))
        .isEqualTo("\"\\n" + "z".repeat(59) + "...\"");
    assertThat(NumberRules.quoted(7L)).isEqualTo("7");
  }
}
