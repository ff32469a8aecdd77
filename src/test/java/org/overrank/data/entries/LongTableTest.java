package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongTableTest {
  @Test
  void actsAsAMap() {
    Random random = new Random(5);
    LongTable table = new LongTable();
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      long key = i % 2 == 0 ? random.nextInt(3000) - 1500 : random.nextLong() << 32;
      int next = expected.size();
      Integer known = expected.putIfAbsent(key, next);
      assertThat(table.putIfAbsent(key, next)).isEqualTo(known == null ? next : known);
    }
    assertThat(expected).hasSizeGreaterThan(5000);
  }
}
