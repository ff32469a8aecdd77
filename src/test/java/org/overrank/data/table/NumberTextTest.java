package org.overrank.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-0", "+7", " 3.5 ", "\t2", ".5", "5.", "1e3", "-1.25E-7", "1e+05", "007"})
  void decimalsAreNumbers(String text) {
    assertThat(NumberText.parse(text)).isEqualTo(Double.parseDouble(text.strip()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "+",
        "-",
        "e5",
        "1e",
        "1e+",
        "1d",
        "1f",
        "2L",
        "0x1p3",
        "0x10",
        "NaN",
        "Infinity",
        "1,5",
        "1_000",
        "1 2",
        "--1",
        "1.2.3",
        "1e5.0",
        "٣",
        "abc"
      })
  void everythingElseIsNot(String text) {
    assertThat(NumberText.parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999"})
  void outOfRangeIsInfinite(String text) {
    assertThat(NumberText.parse(text)).isInfinite();
  }
}
