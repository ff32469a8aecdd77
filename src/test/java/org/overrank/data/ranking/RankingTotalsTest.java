package org.overrank.data.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.overrank.linalg.InvalidInputException;

/** The metrics of lists against their definitions. */
class RankingTotalsTest {
  private static final List<Integer> CUTOFFS = List.of(1, 3, 10, 40);

  /** By hand: of 3 relevant columns those at ranks 2 and 5, the third not listed. */
  @Test
  void aListByHand() {
    RankingTotals totals = new RankingTotals(List.of(5), null);
    totals.add(new int[] {9, 4, 8, 7, 2, 1}, new int[] {2, 4, 30});
    Ranking.At at = totals.ranking(12).at().get(0);
    assertThat(at.recall()).isEqualTo(2 / 3.0);
    assertThat(at.precision()).isEqualTo(0.4);
    double best = 1 + 1 / 1.584962500721156 + 0.5;
    assertThat(at.ndcg())
        .isCloseTo((1 / 1.584962500721156 + 1 / 2.584962500721156) / best, within(1e-15));
    assertThat(at.map()).isCloseTo((1 / 2.0 + 2 / 5.0) / 3, within(1e-15));
    assertThat(at.mrr()).isEqualTo(0.5);
    assertThat(at.hitRate()).isEqualTo(1);
    assertThat(at.coverage()).isEqualTo(5 / 12.0);
    assertThat(at.popular()).isNull();
  }

  @Test
  void meansOverRows_whateverTheParts_areThoseOfTheDefinitions() {
    Random random = new Random(3);
    BitSet popular = new BitSet();
    popular.set(0, 5);
    List<RankingTotals> parts = new ArrayList<>();
    RankingTotals together = new RankingTotals(CUTOFFS, popular);
    double[][] expected = new double[CUTOFFS.size()][6];
    int rows = 200;
    for (int row = 0; row < rows; row++) {
      List<Integer> cols = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
      Collections.shuffle(cols, random);
      List<Integer> list = List.copyOf(cols.subList(0, random.nextInt(51)));
      Collections.shuffle(cols, random);
      Set<Integer> relevant = Set.copyOf(cols.subList(0, 1 + random.nextInt(30)));
      int[] places = list.stream().mapToInt(Integer::intValue).toArray();
      int[] toFind = relevant.stream().mapToInt(Integer::intValue).sorted().toArray();
      together.add(places, toFind);
      if (row % 17 == 0) {
        parts.add(0, new RankingTotals(CUTOFFS, popular));
      }
      parts.get(0).add(places, toFind);
      for (int j = 0; j < CUTOFFS.size(); j++) {
        double[] one = PlainMetrics.of(list, relevant, CUTOFFS.get(j));
        for (int m = 0; m < one.length; m++) {
          expected[j][m] += one[m] / rows;
        }
      }
    }
    Ranking ranking = together.ranking(50);
    for (int j = 0; j < CUTOFFS.size(); j++) {
      assertThat(PlainMetrics.of(ranking.at().get(j))).containsExactly(expected[j], within(1e-13));
    }
    assertThat(parts.stream().reduce(RankingTotals::plus).orElseThrow().ranking(50))
        .isEqualTo(ranking);
  }

  @Test
  void popularPlaces_areCountedAmongAll() {
    long[] counts = new long[20];
    Arrays.setAll(counts, col -> col == 7 ? 50 : col == 3 ? 50 : col);
    assertThat(PopularColumns.of(counts).stream().boxed().collect(Collectors.toList()))
        .as("a tenth of 19 with cells; of equal ones the first")
        .containsExactly(3);
    RankingTotals totals = new RankingTotals(List.of(2), PopularColumns.of(counts));
    totals.add(new int[] {3, 4}, new int[] {3});
    totals.add(new int[] {5, 4}, new int[] {3, 6, 8});
    Ranking ranking = totals.ranking(20);
    assertThat(ranking.at().get(0).popular()).isEqualTo(0.25);
    assertThat(ranking.popularHeldOut()).isEqualTo(0.5);
  }

  @Test
  void goalsAreReadAsTheyAreWritten() {
    for (String text : List.of("ndcg@100", "hit-rate@1", "recall@20")) {
      assertThat(RankingGoal.of(text)).hasToString(text);
    }
    for (String text : List.of("ndcg", "ndcg@0", "auc@5", "@3", "ndcg@-1", "ndcg@1@2", "map@x")) {
      assertThatThrownBy(() -> RankingGoal.of(text))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageEndingWith(text);
    }
  }
}
