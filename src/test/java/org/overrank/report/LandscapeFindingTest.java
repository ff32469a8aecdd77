package org.overrank.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.overrank.landscape.WilsonInterval;
import org.overrank.theorem.SuccessByRank;

/** What a landscape's page says first. */
final class LandscapeFindingTest {
  /** Pairs of a search rank and how many of ten runs succeed. */
  private static String finding(int... runs) {
    List<SuccessByRank> rows =
        IntStream.range(0, runs.length / 2)
            .mapToObj(
                k ->
                    new SuccessByRank(
                        runs[2 * k],
                        10,
                        runs[2 * k + 1],
                        WilsonInterval.of(runs[2 * k + 1], 10),
                        0,
                        10,
                        3,
                        1.5))
            .toList();
    return LandscapeReport.finding(rows);
  }

  @Test
  void fromWhichRankOnNoRunIsCaught() {
    assertThat(finding(1, 0, 2, 10, 4, 7, 3, 10, 5, 10, 6, 10))
        .isEqualTo(
            "From R = 5 on all runs end within 1.1 ε; at R = 4 only 7 of 10 do: the others were"
                + " caught by a bad minimum.");
  }

  @Test
  void noRunWasCaught() {
    assertThat(finding(2, 10, 3, 10))
        .isEqualTo(
            "All runs end within 1.1 ε at every search rank, from R = 2 on: none was caught by a"
                + " bad minimum.");
  }

  @Test
  void noRankWasEnough() {
    assertThat(finding(2, 10, 3, 9))
        .isEqualTo(
            "At no search rank up to R = 3 do all runs end within 1.1 ε: there, 9 of 10 do.");
  }
}
