package org.overrank.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.InvalidInputException;

/** What a message says that a file looks like, and the separators that options take. */
final class TableGuessTest {
  private static final CsvLayout USUAL = TextDialect.USUAL.layout("t", false);

  private static String guess(@Nullable CsvLayout said, String... lines) {
    return TableGuess.of(List.of(lines), said, "row");
  }

  @Test
  void ofMovieLens_theWholeCommand() {
    assertThat(guess(null, "196\t242\t3\t881250949", "186\t302\t3\t891717742"))
        .isEqualTo(
            "; looks separated by tabs, without a header: --separator tab --no-header --columns"
                + " NAME,NAME,NAME,NAME");
    assertThat(guess(USUAL, "1::1193::5::978300760", "1::661::3::978302109"))
        .endsWith(": --separator :: --no-header --columns NAME,NAME,NAME,NAME");
  }

  @Test
  void whatIsRightIsNotSaidAgain() {
    assertThat(guess(USUAL, "user,item,rating", "1,2,3")).isEmpty();
    assertThat(guess(USUAL, "1,2,3", "2,2,3.5"))
        .isEqualTo(
            "; looks separated by commas, without a header: --no-header --columns NAME,NAME,NAME");
    assertThat(guess(null, "a,b,c", "1,2,3")).endsWith(": --format csv");
    assertThat(guess(USUAL, "one text", "and another one")).isEmpty();
    assertThat(guess(USUAL)).isEmpty();
  }

  @Test
  void decimalCommas_onlyWhereTheyCannotSeparate() {
    assertThat(guess(USUAL, "row;col;value", "1;2;3,5", "2;2;4"))
        .isEqualTo(
            "; looks separated by semicolons, with decimal commas: --separator semicolon"
                + " --decimal comma");
    assertThat(guess(USUAL, "row;col;value", "1;2;3,500.5")).doesNotContain("--decimal");
  }

  @Test
  void aWideTable_whereTheRowsOwnColumnIsThere() {
    String[] wide = {"row,a,b,c,d,e,f", "x,1,,3,4,,6"};
    assertThat(guess(USUAL, wide)).endsWith(": --wide");
    assertThat(TableGuess.of(List.of(wide), USUAL, "day")).isEmpty();
    assertThat(guess(USUAL, "row,a,b,c,d,e,f", "x,1,,3,4,,text")).isEmpty();
  }

  @Test
  void whatHasToBeChangedInTheFile() {
    assertThat(guess(USUAL, "sep=;", "row;col;value"))
        .isEqualTo("; its first line, sep=;, is Excel's own: remove it and say --separator");
    assertThat(guess(USUAL, "row   col value", "1     2   3.5"))
        .isEqualTo("; looks separated by runs of blanks: squeeze them, as tr -s ' ' does");
    assertThat(guess(USUAL, "user,item,user", "a,b,1"))
        .isEqualTo("; several columns are called user");
  }

  @ParameterizedTest
  @CsvSource({
    "tab,9",
    "'\\t',9",
    "comma,44",
    "semicolon,59",
    "bar,124",
    "pipe,124",
    "space,32",
    "'\\u0001',1",
    "colon,58",
    "';',59"
  })
  void separatorsByWordAndAsTheyAre(String word, int character) {
    assertThat(Separator.of(word).text()).isEqualTo(Character.toString(character));
    assertThat(Separator.of(Separator.of(word).word())).isEqualTo(Separator.of(word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tabs", "\"", "-", "1", ".", "\n", "\\", ":::::::::"})
  void whatCouldBeOfAFieldIsNoSeparator(String word) {
    assertThatThrownBy(() -> Separator.of(word))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is no separator: tab, comma, semicolon");
  }
}
