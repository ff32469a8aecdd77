package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.overrank.landscape.Instances;
import org.overrank.landscape.Ring;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.sensing.EntryProblem;

/**
 * The lecture's main claim on ring(8, 10) (theory, section 5): at R = r = 1 many starts end in bad
 * local minima; with enough columns every start ends at the certified optimum.
 */
class RingTest {
  private static final int N = 8;
  private static final int SEEDS = 20;
  private static final int RING_SEEDS = 6;

  /** All ones, seen on the diagonal (weight 10) and next to it (weight 1). */
  private static EntryProblem ring() {
    List<EntryProblem.Entry> entries = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      entries.add(new EntryProblem.Entry(i, i, Math.sqrt(10), Math.sqrt(10)));
      entries.add(new EntryProblem.Entry(i, (i + 1) % N, 1, 1));
      entries.add(new EntryProblem.Entry(i, (i + N - 1) % N, 1, 1));
    }
    return new EntryProblem(N, N, entries);
  }

  /** Of runs by L-BFGS from a Gaussian start. */
  static FitSettings settings(
      double lambda, int searchRank, long seed, double relativeGap, long passes) {
    return FitSettings.builder()
        .lambda(lambda)
        .searchRank(searchRank)
        .solver(SolverKind.SCALED_LBFGS)
        .seed(seed)
        .relativeGap(relativeGap)
        .maxPasses(passes)
        .build();
  }

  private static int certified(int searchRank) {
    EntryProblem ring = ring();
    Objective objective = new LocalObjective(ring.blocks(1), ring.transposed().blocks(1));
    int count = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      FitSettings settings = settings(1e-3 / N, searchRank, seed, 0.05, 2000);
      FitResult result = new Fit(objective, settings, row -> {}).run();
      count += result.certificate().certifies(0.05) ? 1 : 0;
    }
    return count;
  }

  @Test
  void theory4_6_ring_atTheTrueRankMostStartsEndInBadLocalMinima() {
    assertThat(certified(1)).isLessThan(SEEDS / 2);
  }

  /** Runs on four disjoint rings of 20 nodes that end within 1.1 ε. */
  private static long succeedOnFourRings(int searchRank) {
    Ring rings = new Ring(4, 20, 1);
    double lambda = rings.lambda().orElseThrow();
    Objective objective = Instances.objective(rings, 1);
    // The truth fits exactly: its penalty bounds the optimum.
    double truth = 2 * lambda * rings.rows();
    return IntStream.range(0, RING_SEEDS)
        .mapToObj(seed -> settings(lambda, searchRank, seed, 0.05, 1000))
        .map(settings -> new Fit(objective, settings, row -> {}).run())
        .filter(result -> result.certificate().objective() <= 1.1 * truth)
        .count();
  }

  @Test
  void theory5_fourRings_oneColumnFailsAlways_twoAtTimes_threeNever() {
    assertThat(succeedOnFourRings(1)).isZero();
    assertThat(succeedOnFourRings(2)).isLessThan(RING_SEEDS);
    assertThat(succeedOnFourRings(3)).isEqualTo(RING_SEEDS);
    assertThat(succeedOnFourRings(4)).isEqualTo(RING_SEEDS);
  }

  @Test
  void theory4_6_ring_withThreeColumnsOrMoreEveryStartIsCertified() {
    assertThat(certified(3)).isEqualTo(SEEDS);
    assertThat(certified(6)).isEqualTo(SEEDS);
  }
}
