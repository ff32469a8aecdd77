package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.overrank.fit.SearchRanks;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.ProblemShape;

/** What scale.md says of large problems, and when they are refused. */
class ResourceEstimateTest {
  private static final long GB = 1_000_000_000L;

  private static ResourceEstimate of(int rows, int cols, long entries, int searchRank) {
    return of(rows, cols, entries, searchRank, 253);
  }

  private static ResourceEstimate of(
      int rows, int cols, long entries, int searchRank, int partitions) {
    return ResourceEstimate.ofEntries(
        ProblemShape.ofEntries(rows, cols, entries),
        searchRank,
        partitions,
        SolverKind.VARIABLE_PROJECTION);
  }

  @Test
  void aHundredMillionEntries() {
    ResourceEstimate estimate = of(1_000_000, 100_000, 100_000_000, 64);
    assertThat(estimate.driverBytes()).isBetween(5 * GB / 2, 3 * GB);
    assertThat(estimate.broadcastBytes()).isBetween(51_000_000L, 52_000_000L);
    assertThatThrownBy(() -> estimate.check(3 * GB, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--driver-memory 4g");
    estimate.check(4 * GB, false);
  }

  @Test
  void whereUStaysInPlace_fewColumnsNeedASmallDriver() {
    of(5_000_000, 2_000, 50_000_000, 32, 179).check(1L << 30, false);
    assertThat(of(10_000_000, 1_000, 1_000_000_000, 20).driverBytes()).isLessThan(GB);
  }

  @Test
  void aFactorThatFitsNoArrayIsRefused() {
    assertThatThrownBy(() -> of(10_000_000, 100_000_000, 10_000_000_000L, 64))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--search-rank can be 21 at most");
    assertThat(of(10_000_000, 100_000_000, 10_000_000_000L, 21).driverBytes())
        .isGreaterThan(250 * GB);
    assertThat(of(100_000_000, 10_000_000, 10_000_000_000L, 64).driverBytes())
        .isGreaterThan(150 * GB);
  }

  /**
   * A table of 50 rows ran out of memory at 8000 columns, as only what grows with R was counted.
   */
  @Test
  void aSearchFarWiderThanTheTableIsRefused() {
    ResourceEstimate estimate = of(9_000, 8_000, 1_000_000, 8_000);
    assertThat(estimate.driverBytes() - of(9_000, 8_000, 1_000_000, 4_000).driverBytes())
        .isGreaterThan(4 * GB);
    assertThat(estimate.fits(8 * GB, true)).isFalse();
  }

  @Test
  void onlyExecutorsElsewhereAreSentAnything() {
    ResourceEstimate estimate = of(6040, 3706, 1_000_000, 64);
    assertThat(estimate.describe(false)).contains("sends", "returns");
    assertThat(estimate.describe(true)).doesNotContain("sends");
  }

  @Test
  void blocksThatDoNotFitAreSaid() {
    ResourceEstimate estimate = of(1_000_000, 100_000, 100_000_000, 64);
    assertThat(estimate.spilling(5 * GB)).isEmpty();
    assertThat(estimate.spilling(GB)).get().asString().contains("953.7 MB", "in every pass");
  }

  /** A table of 12 MB was refused at 3 GB, because a search might have begun with 128 columns. */
  @Test
  void aSearchIsEstimatedFromTheWidthItBeginsWith() {
    ProblemShape shape = ProblemShape.ofEntries(22_164, 296_277, 700_000);
    int first = SearchRanks.first(OptionalInt.empty(), shape);
    assertThat(first).isLessThan(16);
    SolverKind solver = SolverKind.VARIABLE_PROJECTION;
    ResourceEstimate estimate = ResourceEstimate.ofEntries(shape, first, 4, solver);
    assertThat(estimate.fits(3L << 30, true)).isTrue();
    assertThat(ResourceEstimate.ofEntries(shape, 128, 4, solver).fits(3L << 30, true)).isFalse();
  }
}
