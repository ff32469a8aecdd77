package org.overrank.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.overrank.fit.TraceRow;

/** What a user sees while a fit runs. */
final class FitProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong(-5 * SECOND);

  @Test
  void withoutATerminalALineEveryFewSeconds() {
    FitProgress progress = new FitProgress(new LiveLine(err, false, clock::get), 1e-3);
    for (int i = 0; i < 13; i++) {
      progress.onIteration(row(i, Double.NaN));
      clock.addAndGet(SECOND);
    }
    assertThat(shown().lines())
        .containsExactly(
            "pass 15  f 12.5000  gap -  R 8  0.33 s/pass",
            "pass 30  f 12.5000  gap -  R 8  0.33 s/pass");
  }

  @Test
  void onATerminalOneLineIsRewrittenAndTakenAway() {
    LiveLine line = new LiveLine(err, true, clock::get);
    FitProgress progress = new FitProgress(line, 1e-3);
    progress.onIteration(row(1, 0.5));
    progress.onIteration(row(2, 0.4));
    clock.addAndGet(SECOND);
    progress.onIteration(row(3, 0.25));
    line.clear();
    line.clear();
    assertThat(shown())
        .doesNotContain("\n")
        .contains("gap 5.0e-01", "gap 2.5e-01")
        .endsWith("\r\u001b[K");
    assertThat(shown().split("\r", -1)).hasSize(4);
  }

  @Test
  void theTimeLeftFollowsTheGapsDecay() {
    FitProgress progress = new FitProgress(new LiveLine(err, true, clock::get), 1e-3);
    progress.onIteration(row(10, 1e-1));
    progress.onIteration(row(20, 1e-1 / Math.sqrt(10)));
    assertThat(progress.secondsLeft()).isInfinite();
    progress.onIteration(row(30, 1e-2));
    assertThat(progress.secondsLeft()).isCloseTo(20, offset(1e-9));
    assertThat(shown()).contains("gap");
  }

  @Test
  void noTimeIsPromisedWhenTheGapDoesNotFall() {
    FitProgress progress = new FitProgress(new LiveLine(err, true, clock::get), 1e-3);
    for (int i = 1; i < 6; i++) {
      progress.onIteration(row(i, 0.3));
    }
    assertThat(progress.secondsLeft()).isInfinite();
    assertThat(shown()).doesNotContain("left");
  }

  private static TraceRow row(int iteration, double gap) {
    return new TraceRow(
        iteration, 3L * iteration, iteration, 12.5, 1, 1, 8, 12.4, 12, gap, 1.1, "exact", "");
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
