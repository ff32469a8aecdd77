package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowRange;

class BlockFinishTest {
  private static final int[] OFFSETS = {0, 2, 3};
  private static final int[] COLS = {0, 2, 1};

  private static SortedEntries entries(double @Nullable ... weights) {
    return new SortedEntries(
        new RowRange(1, 3), OFFSETS, COLS, new double[] {5, 7, 9}, weights, new long[0]);
  }

  private static double[] coefficients(EntryBlock block) {
    return IntStream.range(0, block.count()).mapToDouble(block::coefficient).toArray();
  }

  private static BlockFinish finish(Regularizer regularizer, long... cols) {
    SideCounts counts = SideCounts.of(colEntries(cols), cols.length);
    return new BlockFinish(4, cols.length, BiasFit.constant(1), regularizer, counts);
  }

  /** As many entries of each column as are asked for, in one row. */
  private static SortedEntries colEntries(long... counts) {
    int[] cols =
        IntStream.range(0, counts.length)
            .flatMap(b -> IntStream.range(0, (int) counts[b]).map(e -> b))
            .toArray();
    return new SortedEntries(
        new RowRange(0, 1),
        new int[] {0, cols.length},
        cols,
        new double[cols.length],
        null,
        new long[0]);
  }

  @Test
  void rootsOfWeightsAreFoldedIn() {
    BlockFinish finish = finish(Regularizer.PLAIN, 1, 1, 1);
    SortedEntries entries = entries(4, 9, 1);
    RowTerms terms = finish.terms(entries);
    EntryBlock block = finish.weighted(entries, terms, 0, 0);
    assertThat(block.targets()).containsExactly(8, 18, 8);
    assertThat(coefficients(block)).containsExactly(2, 3, 1);
    assertThat(finish.unweighted(entries, terms, 0, 0).targets()).containsExactly(4, 6, 8);
  }

  @Test
  void coefficientsOfOneAreNotStored() {
    BlockFinish finish = finish(Regularizer.PLAIN, 1, 1, 1);
    RowTerms terms = finish.terms(entries((double[]) null));
    long bare = finish.weighted(entries((double[]) null), terms, 0, 0).bytes();
    assertThat(finish.weighted(entries(1, 1, 1), terms, 0, 0).bytes()).isEqualTo(bare);
    assertThat(finish.weighted(entries(1, 1, 4), terms, 0, 0).bytes()).isEqualTo(bare + 24);
  }

  @Test
  void scalesAreInverseRootsOfCounts() {
    BlockFinish finish = finish(Regularizer.WEIGHTED, 16, 25, 0);
    SortedEntries entries = entries(4, 9, 1);
    RowTerms terms = finish.terms(entries);
    double root = 1 / Math.sqrt(2);
    assertThat(terms.scales()).containsExactly(root, 1);
    EntryBlock block = finish.weighted(entries, terms, 0, 0);
    assertThat(coefficients(block)).containsExactly(2 * root * 0.25, 0, 0.2);
    assertThat(coefficients(finish.unweighted(entries, terms, 0, 0)))
        .containsExactly(root * 0.25, 0, 0.2);
    assertThat(finish.scales(terms.scales()).isPlain()).isFalse();
    assertThat(finish.scales(terms.scales()).col(1)).isEqualTo(0.2);
  }

  @Test
  void rowsAndColumnsWithoutTrainingEntriesHaveScaleZero() {
    SortedEntries train =
        new SortedEntries(
            new RowRange(1, 3),
            new int[] {0, 0, 1},
            new int[] {1},
            new double[1],
            null,
            new long[0]);
    BlockFinish finish =
        new BlockFinish(4, 3, BiasFit.constant(0), Regularizer.PLAIN, SideCounts.of(train, 3));
    assertThat(finish.terms(train).scales()).containsExactly(0, 1);
    assertThat(finish.scales(null).col(0)).isZero();
    assertThat(finish.scales(null).col(1)).isEqualTo(1);
    assertThat(SideCounts.of(train, 3).coldRows()).isEqualTo(1);
    assertThat(ColdCounts.of(SideCounts.of(train, 3), 7)).isEqualTo(new ColdCounts(1, 2, 7));
  }

  @Test
  void biasesAreThoseOfTheCell() {
    SortedEntries entries = entries((double[]) null);
    RawTotals totals = new RawBlock(entries, null, 0, null).totals();
    BiasFit biases = BiasFit.fit(totals, 3, known -> List.of(known.columnSums(entries)));
    BlockFinish finish = new BlockFinish(4, 3, biases, Regularizer.PLAIN, null);
    RowTerms terms = finish.terms(entries);
    Centering centering = biases.with(terms.biases());
    assertThat(terms.biases()).hasSize(2).doesNotContain(0.0);
    assertThat(finish.weighted(entries, terms, 0, 0).targets())
        .containsExactly(5 - centering.at(0, 0), 7 - centering.at(0, 2), 9 - centering.at(1, 1));
  }
}
