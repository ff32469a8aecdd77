package org.overrank.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the fields of a line are. */
final class TextFieldsTest {
  private static List<String> cut(String separator, String line) {
    TextFields fields = new TextFields(separator);
    assertThat(fields.cut(line)).as(line).isTrue();
    return fields.texts();
  }

  @Test
  void separatorsOfOneAndSeveralCharacters() {
    assertThat(cut(",", "a,b,,c,")).containsExactly("a", "b", "", "c", "");
    assertThat(cut("::", "1::a:b::::2")).containsExactly("1", "a:b", "", "2");
    assertThat(cut("\t", "\t \t")).containsExactly("", " ", "");
    assertThat(cut(",", "")).containsExactly("");
  }

  @Test
  void quotesAreTheFieldsOwn_whereItBeginsWithOne() {
    assertThat(cut(",", "\"a,b\",\"say \"\"x\"\"\",5\" pipe,\"\""))
        .containsExactly("a,b", "say \"x\"", "5\" pipe", "");
    assertThat(cut("::", "\"a::b\"::c")).containsExactly("a::b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,\"b", "\"a\" ,b", "\"a\"b,c", "\"a\"\""})
  void aQuoteThatIsNotClosedOrClosedTooSoonIsNoRecord(String line) {
    assertThat(new TextFields(",").cut(line)).isFalse();
  }
}
