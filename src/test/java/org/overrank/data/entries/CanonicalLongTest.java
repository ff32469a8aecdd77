package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalLongTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 7, -7, 10, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1})
  void whatJavaWrites(long number) {
    assertThat(CanonicalLong.is(Long.toString(number))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "01",
        "-0",
        "-01",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "٣",
        "x",
        "9223372036854775808",
        "-9223372036854775809",
        "10000000000000000000"
      })
  void nothingElse(String text) {
    assertThat(CanonicalLong.is(text)).isFalse();
  }
}
