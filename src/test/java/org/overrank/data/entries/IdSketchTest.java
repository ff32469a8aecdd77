package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdSketchTest {
  private static List<Object> ids(int count, int distinct, boolean texts, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int id = Math.min(random.nextInt(distinct), random.nextInt(distinct));
              return texts && id % 3 == 0 ? (Object) ("x" + id) : (Object) (long) id;
            })
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static IdSketch sketch(List<Object> ids, int most) {
    IdDictionary dictionary = new IdDictionary();
    int[] places = ids.stream().mapToInt(dictionary::place).toArray();
    return IdSketch.of(dictionary.ids(), places, most);
  }

  /** The sum over pieces, added in some order. */
  private static IdSketch sum(List<Object> ids, int pieces, int most, Random random) {
    List<IdSketch> parts = new ArrayList<>();
    for (int k = 0; k < pieces; k++) {
      int size = ids.size();
      parts.add(sketch(ids.subList(k * size / pieces, (k + 1) * size / pieces), most));
    }
    while (parts.size() > 1) {
      Collections.shuffle(parts, random);
      parts.add(parts.remove(0).plus(parts.remove(0)));
    }
    return parts.get(0);
  }

  private static Map<String, Long> counts(IdSketch sketch) {
    IdIndex index = IdIndex.of(sketch.counts());
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < index.size(); i++) {
      counts.put(index.idAt(i).toString(), sketch.counts().counts()[i]);
    }
    return counts;
  }

  @ParameterizedTest
  @CsvSource({"false,1000", "true,1000", "true,40", "false,1", "true,300"})
  void anySumIsTheSketchOfAll_withTheCountsOfAll(boolean texts, int most) {
    List<Object> ids = ids(3000, 300, texts, 4);
    Map<String, Long> exact =
        ids.stream().collect(Collectors.groupingBy(Object::toString, Collectors.counting()));
    Map<String, Long> expected = counts(sketch(ids, most));
    assertThat(expected).hasSize(Math.min(most, exact.size()));
    assertThat(exact).containsAllEntriesOf(expected);
    Random random = new Random(9);
    for (int pieces : new int[] {1, 2, 7, 40}) {
      Collections.shuffle(ids, random);
      IdSketch sum = sum(ids, pieces, most, random);
      assertThat(counts(sum)).isEqualTo(expected);
      assertThat(sum.isWhole()).isEqualTo(most >= exact.size());
      assertThat(sum.kind()).isEqualTo(texts ? IdIndex.Kind.STRING : IdIndex.Kind.LONG);
    }
  }

  @Test
  void aSideIsOfTextsThoughNoneIsAmongThoseThatAreKept() {
    List<Object> ids = new ArrayList<>(ids(500, 300, false, 2));
    String unlikely =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "t" + i)
            .filter(id -> IdHash.of(id) > Long.MAX_VALUE / 2)
            .findFirst()
            .orElseThrow();
    ids.add(unlikely);
    IdSketch sketch = sketch(ids, 20);
    assertThat(counts(sketch)).doesNotContainKey(unlikely);
    assertThat(sketch.kind()).isEqualTo(IdIndex.Kind.STRING);
    assertThat(IdIndex.of(sketch.counts()).kind()).isEqualTo(IdIndex.Kind.STRING);
  }

  @ParameterizedTest
  @CsvSource({"false,1", "false,7", "true,7", "true,400"})
  void idsGoWhereTheLastListedOneBeforeThemGoes(boolean texts, int parts) {
    IdSketch all = sketch(ids(3000, 300, texts, 6), 1000);
    IdIndex index = IdIndex.of(all.counts());
    RangeCut exact = RangeCut.balanced(all.counts().counts(), parts);
    IdSplits splits = IdSplits.of(index, exact);
    IdSketch some = sketch(ids(3000, 300, texts, 6), 30);
    IdIndex listed = IdIndex.of(some.counts());
    RangeCut sampled = RangeCut.balanced(some.counts().counts(), parts);
    IdSplits sample = IdSplits.of(listed, sampled);
    int at = 0;
    for (int i = 0; i < index.size(); i++) {
      assertThat(partOf(splits, index.idAt(i))).isEqualTo(exact.partOf(i));
      at = Math.max(at, listed.indexOf(index.idAt(i)));
      assertThat(partOf(sample, index.idAt(i))).isEqualTo(sampled.partOf(at));
    }
    assertThat(splits.parts()).isEqualTo(parts);
  }

  private static int partOf(IdSplits splits, Object id) {
    return id instanceof Long number ? splits.partOf(number) : splits.partOf(id.toString());
  }

  @Test
  void idsAreSplitAndPutTogetherAgain() {
    IdDictionary dictionary = new IdDictionary();
    List.of(5L, "b", "a", 7L, "c", -2L).forEach(dictionary::place);
    LocalIds ids = dictionary.ids();
    int[] partOf = {0, 2, 0, 2, 2, 0};
    assertThat(LocalIds.ranks(partOf, 3)).containsExactly(0, 0, 1, 1, 2, 2);
    LocalIds[] parts = ids.split(partOf, 3);
    assertThat(parts[1]).isNull();
    IdIndex first = IdIndex.of(IdIndex.Kind.STRING, List.of(parts[0], parts[0]));
    IdIndex last = IdIndex.of(IdIndex.Kind.STRING, List.of(parts[2]));
    assertThat(IdIndex.concat(List.of(first))).usingRecursiveComparison().isEqualTo(first);
    assertThat(all(first)).containsExactly("-2", "5", "a");
    assertThat(all(last)).containsExactly("7", "b", "c");
    assertThat(parts[2].indices(last)).containsExactly(1, 0, 2);
  }

  private static Object[] all(IdIndex index) {
    return IntStream.range(0, index.size()).mapToObj(index::idAt).toArray();
  }
}
