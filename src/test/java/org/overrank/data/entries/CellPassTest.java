package org.overrank.data.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.sensing.RowRange;

class CellPassTest {
  private static final EntryOptions OPTIONS = EntryOptions.defaults();

  /** Rows 0 and 1; cells (0, 2) and (1, 0) occur three times and twice. */
  private static SortedEntries duplicates(double... weights) {
    double[] values = {5, 1, 2, 6, 7, 8};
    int[] rows = {0, 0, 0, 0, 1, 1};
    int[] cols = {1, 2, 2, 2, 0, 0};
    long[] orders = {0, 9, 11, 13, 3, 10};
    EntryChunk chunk = new EntryChunk(values, weights.length == 0 ? null : weights);
    for (int e = 0; e < rows.length; e++) {
      chunk.place(e, rows[e], cols[e], orders[e]);
    }
    return SortedEntries.merge(new RowRange(0, 2), List.of(chunk));
  }

  private static RawBlock run(DuplicatePolicy policy, double... weights) {
    return CellPass.run(duplicates(weights), OPTIONS.withOnDuplicate(policy));
  }

  @Test
  void theClashFirstMetInTheInputIsReported() {
    RawTotals totals = run(DuplicatePolicy.ERROR).totals();
    assertThat(totals.clash()).isEqualTo(new Clash(1, 0, 3, 10));
    assertThat(totals.surplus()).isEqualTo(3);
  }

  @Test
  void keepLastAndMean() {
    assertThat(run(DuplicatePolicy.KEEP).train().values()).containsExactly(5, 1, 2, 6, 7, 8);
    SortedEntries last = run(DuplicatePolicy.LAST).train();
    assertThat(last.values()).containsExactly(5, 6, 8);
    assertThat(last.cols()).containsExactly(1, 2, 0);
    assertThat(last.offsets()).containsExactly(0, 2, 3);
    SortedEntries mean = run(DuplicatePolicy.MEAN).train();
    assertThat(mean.values()).containsExactly(5, 3, 7.5);
    assertThat(mean.weights()).isNull();
  }

  @Test
  void meansAreWeighted() {
    SortedEntries mean = run(DuplicatePolicy.MEAN, 2, 1, 4, 1, 3, 1).train();
    assertThat(mean.values()).containsExactly(5, 15.0 / 6, 29.0 / 4);
    assertThat(mean.weights()).containsExactly(2, 2, 2);
  }

  private static SortedEntries full(int start, int rows, int cols) {
    EntryChunk chunk = new EntryChunk(new double[rows * cols], null);
    for (int e = 0; e < rows * cols; e++) {
      chunk.place(e, start + e / cols, e % cols, e);
    }
    return SortedEntries.merge(new RowRange(start, start + rows), List.of(chunk));
  }

  @Test
  void aCellIsHeldOutByItsIndicesAndTheSeedAlone() {
    EntryOptions options = OPTIONS.withHoldout(0.3, 42);
    RawBlock whole = CellPass.run(full(0, 60, 50), options);
    RawBlock part = CellPass.run(full(20, 7, 50), options);

    assertThat(whole.train().count() + whole.heldOut().count()).isEqualTo(3000);
    assertThat(whole.heldOut().count()).isBetween(800, 1000);
    for (int k = 0; k < 7; k++) {
      assertThat(row(part.heldOut(), k)).isEqualTo(row(whole.heldOut(), 20 + k)).isNotEmpty();
      assertThat(row(part.train(), k)).isEqualTo(row(whole.train(), 20 + k)).isNotEmpty();
    }
    int first = row(whole.heldOut(), 0)[0];
    assertThat(GaussianNumbers.uniform(42, HoldoutRule.STREAM, 0, first)).isLessThan(0.3);
    assertThat(CellPass.run(full(0, 60, 50), options.withHoldout(0.3, 43)).heldOut().cols())
        .isNotEqualTo(whole.heldOut().cols());
  }

  private static int[] row(SortedEntries entries, int k) {
    int from = entries.offsets()[k];
    return Arrays.copyOfRange(entries.cols(), from, entries.offsets()[k + 1]);
  }

  @Test
  void measurementsOfACellGoTheSameWay() {
    EntryOptions options = OPTIONS.withOnDuplicate(DuplicatePolicy.KEEP);
    for (long seed = 0; seed < 20; seed++) {
      RawBlock block = CellPass.run(duplicates(), options.withHoldout(0.5, seed));
      int count = row(block.train(), 1).length;
      assertThat(count).isIn(0, 2);
      assertThat(row(block.heldOut(), 1)).hasSize(2 - count);
    }
  }
}
