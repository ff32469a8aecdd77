package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingSumTest {
  private static String grouped(List<String> group) {
    return "(" + String.join(" ", group) + ")";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 63, 64, 65, 200})
  void itemsInAnyOrder_fromAnyThread_areAddedAsTheTreeSays(int count) {
    List<String> items = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    String expected = OrderedTree.sumGroups(items, GrowingSumTest::grouped);
    for (int seed = 0; seed < 5; seed++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      GrowingSum<String> sum = new GrowingSum<>(count, GrowingSumTest::grouped);
      order.parallelStream().forEach(k -> sum.add(k, items.get(k)));
      assertThat(sum.sum()).isEqualTo(expected);
    }
  }

  @Test
  void anItemThatIsBroughtAgain_isNotAddedAgain_andOneThatIsMissingIsMissed() {
    GrowingSum<String> sum = new GrowingSum<>(9, GrowingSumTest::grouped);
    for (int k = 0; k < 8; k++) {
      sum.add(k, "a");
      sum.add(k, "a");
    }
    assertThatThrownBy(sum::sum).isInstanceOf(IllegalStateException.class);
    sum.add(8, "b");
    sum.add(3, "a");
    assertThat(sum.sum()).isEqualTo("((a a a a a a a a) (b))");
  }
}
