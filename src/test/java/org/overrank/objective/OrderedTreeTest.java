package org.overrank.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedTreeTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 63, 64, 65, 600})
  void sum_keepsTheOrder(int count) {
    List<String> items = IntStream.range(0, count).mapToObj(i -> "<" + i + ">").toList();
    assertThat(OrderedTree.sum(items, String::concat)).isEqualTo(String.join("", items));
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 65, 600})
  void sum_ofGroupsAddedElsewhere_hasTheSameBits(int count) {
    List<Double> items = IntStream.range(0, count).mapToObj(i -> Math.sin(i) * 1e8 + 1e-8).toList();
    List<Double> groups = new ArrayList<>();
    for (int start = 0; start < count; start += OrderedTree.FAN) {
      double sum = items.get(start);
      for (double next : items.subList(start + 1, Math.min(count, start + OrderedTree.FAN))) {
        sum += next;
      }
      groups.add(sum);
    }
    assertThat(OrderedTree.sum(groups, Double::sum)).isEqualTo(OrderedTree.sum(items, Double::sum));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 64, 600})
  void sumGroups_asksForNoMoreThanAGroupAtOnce(int count) {
    List<Integer> items = IntStream.range(0, count).boxed().toList();
    int sum =
        OrderedTree.sumGroups(
            items,
            group -> {
              assertThat(group).hasSizeBetween(1, OrderedTree.FAN);
              return group.stream().mapToInt(i -> i).sum();
            });
    assertThat(sum).isEqualTo(count * (count - 1) / 2);
  }
}
