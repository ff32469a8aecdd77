package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdIndexTest {
  /** Indexes ids that came in two partitions. */
  private static IdIndex index(Object[] first, Object... second) {
    return IdIndex.of(counts(first).plus(counts(second)).unified());
  }

  private static IdCounts counts(Object... ids) {
    IdDictionary dictionary = new IdDictionary();
    int[] places = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      places[i] = dictionary.place(ids[i]);
    }
    return dictionary.ids().counts(places);
  }

  private static Object[] all(IdIndex index) {
    return IntStream.range(0, index.size()).mapToObj(index::idAt).toArray();
  }

  @Test
  void numbersSortAsNumbersWhateverTheyCameAs() {
    IdIndex index = index(new Object[] {"10", 9L, "-3"}, 100L, "9", "10");
    assertThat(index.kind()).isEqualTo(IdIndex.Kind.LONG);
    assertThat(all(index)).containsExactly(-3L, 9L, 10L, 100L);
    assertThat(index.indexOf("100")).isEqualTo(3);
    assertThat(index.indexOf((Object) 100)).isEqualTo(3);
    assertThat(index.indexOf((Object) (short) 9)).isEqualTo(1);
    assertThat(index.indexOf(-3L)).isZero();
  }

  @Test
  void oneTextMakesAllTexts() {
    IdIndex index = index(new Object[] {10L, 9L}, "a", "9", "007", " a", "A", "ä", "日本", "😀");
    assertThat(index.kind()).isEqualTo(IdIndex.Kind.STRING);
    assertThat(all(index)).containsExactly(" a", "007", "10", "9", "A", "a", "ä", "日本", "😀");
    assertThat(index.indexOf(9L)).isEqualTo(3);
    assertThat(index.indexOf("A")).isEqualTo(4);
    assertThat(index.indexOf("a ")).isEqualTo(-1);
  }

  @Test
  void unknownIds() {
    IdIndex index = index(new Object[] {1L}, 2L);
    assertThat(index.indexOf("01")).isEqualTo(-1);
    assertThat(index.indexOf("1.0")).isEqualTo(-1);
    assertThat(index.indexOf((Object) 1.0)).isEqualTo(-1);
    assertThat(index.indexOf(3L)).isEqualTo(-1);
    assertThat(index.indexOf((Object) null)).isEqualTo(-1);
    assertThat(index(new Object[] {"x"}).indexOf(3L)).isEqualTo(-1);
  }

  @Test
  void countsAreByIndex() {
    Object[] first = {"b", "3", "b"};
    assertThat(counts(first).plus(counts("a", "b", 3L)).unified().counts())
        .containsExactly(2, 1, 3);
    assertThat(counts(5L, 4L, 5L).unified().counts()).containsExactly(1, 2);
  }

  @Test
  void orderIsChecked() {
    assertThatThrownBy(() -> IdIndex.ofLongs(new long[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IdIndex.ofStrings(new String[] {"b", "a"}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
