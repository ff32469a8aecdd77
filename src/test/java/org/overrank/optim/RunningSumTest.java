package org.overrank.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.objective.Factors;
import org.overrank.sensing.EntryProblem;

class RunningSumTest {
  private static Factors random(int rows, int cols, int width, long seed) {
    Random random = new Random(seed);
    return new Factors(
        EntryProblem.gaussian(rows, width, random), EntryProblem.gaussian(cols, width, random));
  }

  private static double norm(Factors x) {
    return Math.sqrt(x.normSquared());
  }

  @ParameterizedTest
  @CsvSource({"3,2,1", "2000,1500,50"})
  void plus_addsAndMultiplies(int rows, int cols, int width) {
    Factors first = random(rows, cols, width, 1);
    Factors more = random(rows, cols, width, 2);
    Factors next = random(rows, cols, width, 3);
    Factors before = first.times(1);
    RunningSum sum = RunningSum.from(first);
    double product = sum.plus(-0.3, more, next);
    Factors expected = first.plus(-0.3, more);
    assertThat(norm(sum.value().plus(-1, expected))).isLessThan(1e-15 * norm(expected));
    assertThat(product).isEqualTo(next.dot(sum.value()));
    assertThat(first.left()).isEqualTo(before.left());
    assertThat(first.right()).isEqualTo(before.right());
  }

  /** H y = s for the newest pair, whatever the older ones are: the secant equation. */
  @ParameterizedTest
  @CsvSource({"1", "2", "5", "9"})
  void memory_fulfilsTheSecantEquation(int pairs) {
    LbfgsMemory memory = new LbfgsMemory(6);
    Factors step = Factors.zeros(40, 30, 4);
    Factors change = step;
    for (int k = 0; k < pairs; k++) {
      step = random(40, 30, 4, 10 + k);
      change = step.times(0.5 + k).plus(0.1, random(40, 30, 4, 100 + k));
      memory.remember(step, change);
    }
    Factors image = memory.apply(change, x -> x.times(0.7));
    assertThat(norm(image.plus(-1, step))).isLessThan(1e-12 * norm(step));
  }
}
