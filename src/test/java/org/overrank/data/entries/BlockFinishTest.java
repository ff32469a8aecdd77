package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void rootsOfWeightsAreFoldedIn() {
    BlockFinish finish = new BlockFinish(4, 3, Centering.constant(1), Scales.plain());
    EntryBlock block = finish.weighted(entries(4, 9, 1), 0, 0);
    assertThat(block.targets()).containsExactly(8, 18, 8);
    assertThat(coefficients(block)).containsExactly(2, 3, 1);
    assertThat(finish.unweighted(entries(4, 9, 1), 0, 0).targets()).containsExactly(4, 6, 8);
  }

  @Test
  void coefficientsOfOneAreNotStored() {
    BlockFinish finish = new BlockFinish(4, 3, Centering.constant(0), Scales.plain());
    long bare = finish.weighted(entries((double[]) null), 0, 0).bytes();
    assertThat(finish.weighted(entries(1, 1, 1), 0, 0).bytes()).isEqualTo(bare);
    assertThat(finish.weighted(entries(1, 1, 4), 0, 0).bytes()).isEqualTo(bare + 24);
  }

  @Test
  void scalesAreInverseRootsOfCounts() {
    Scales scales = Scales.weighted(new long[] {1, 4, 0, 9}, new long[] {16, 25, 0});
    BlockFinish finish = new BlockFinish(4, 3, Centering.constant(0), scales);
    EntryBlock block = finish.weighted(entries(4, 9, 1), 0, 0);
    assertThat(coefficients(block)).containsExactly(2 * 0.5 * 0.25, 0, 0);
    assertThat(coefficients(finish.unweighted(entries(4, 9, 1), 0, 0)))
        .containsExactly(0.125, 0, 0);
    assertThat(scales.isPlain()).isFalse();
    assertThat(scales.row(3)).isEqualTo(1.0 / 3);
    assertThat(Scales.plain().col(2)).isEqualTo(1);
  }

  @Test
  void biasesAreThoseOfTheCell() {
    Centering centering =
        new Centering(1, new double[] {0, 10, 20, 0}, new double[] {100, 200, 300});
    BlockFinish finish = new BlockFinish(4, 3, centering, Scales.plain());
    assertThat(finish.weighted(entries((double[]) null), 0, 0).targets())
        .containsExactly(5 - 111, 7 - 311, 9 - 221);
  }
}
