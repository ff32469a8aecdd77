package org.overrank.data.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;

/** Half-widths of split-conformal intervals. */
final class ResidualQuantilesTest {
  private static double[] oneTo(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }

  /**
   * ⌈(n + 1)q⌉, of the decimal q: (99 + 1) 0.9 is 90, (19 + 1) 0.95 is 19, whatever doubles say.
   */
  @Test
  void ofAFewResiduals_theRankIsExact() {
    assertThat(ResidualQuantiles.of(oneTo(99)).margin(0.9)).isEqualTo(90);
    assertThat(ResidualQuantiles.of(oneTo(100)).margin(0.9)).isEqualTo(91);
    assertThat(ResidualQuantiles.of(oneTo(19)).margin(0.95)).isEqualTo(19);
    assertThat(ResidualQuantiles.of(oneTo(9)).margin(0.9)).isEqualTo(9);
    assertThat(ResidualQuantiles.of(oneTo(3)).margin(0.1)).isEqualTo(1);
  }

  @Test
  void ofTooFew_thereIsNoInterval() {
    ResidualQuantiles eight = ResidualQuantiles.of(oneTo(8));
    assertThatThrownBy(() -> eight.margin(0.9))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("intervals of 0.9 take 9 held-out cells or more, and there are 8");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.99999})
  void ofMany_aFewHundredRanksAreKept_andIntervalsAreHardlyWider(double coverage) {
    int n = 1_000_000;
    ResidualQuantiles kept = ResidualQuantiles.of(oneTo(n));
    assertThat(kept.ranks()).hasSizeLessThan(1_200);
    double exact = Math.ceil((n + 1L) * coverage);
    assertThat(kept.margin(coverage)).isBetween(exact, exact + 0.01 * (n - exact) + 1);
  }

  /** Of 20 seeds, 2,000 cells to tell the width by and 20,000 new ones each. */
  @Test
  void newCells_lieWithin_asOftenAsAsked() {
    for (int seed = 1; seed <= 20; seed++) {
      double margin = ResidualQuantiles.of(residuals(seed, 1, 2_000)).margin(0.9);
      double within =
          Arrays.stream(residuals(seed, 2, 20_000)).filter(r -> r <= margin).count() / 20_000.0;
      assertThat(within).as("seed %d", seed).isBetween(0.88, 0.92);
    }
  }

  private static double[] residuals(int seed, int stream, int count) {
    return IntStream.range(0, count)
        .mapToDouble(k -> Math.abs(GaussianNumbers.at(seed, stream, k, 0)))
        .sorted()
        .toArray();
  }
}
