package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.LocalSpark;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.fit.LambdaRule;
import org.overrank.linalg.GaussianNumbers;

/** True fits of small planted matrices: resumed, and as a source of intervals. */
class ChosenFitsTest {
  private static final int ROWS = 40;
  private static final int COLS = 30;
  private static final double NOISE = 0.3;

  @TempDir Path directory;

  private static double truth(long seed, int a, int b) {
    return 3 + 2 * GaussianNumbers.at(seed, 1, a, 0) * GaussianNumbers.at(seed, 2, b, 0);
  }

  private static double measured(long seed, int a, int b) {
    return truth(seed, a, b) + NOISE * GaussianNumbers.at(seed, 3, a, b);
  }

  private static boolean isKnown(long seed, int a, int b) {
    return GaussianNumbers.uniform(seed, 4, a, b) < 0.6;
  }

  private Run planted(long seed, double holdout) throws IOException {
    StringBuilder csv = new StringBuilder("row,col,value\n");
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        if (isKnown(seed, a, b)) {
          csv.append(a + "," + b + "," + measured(seed, a, b) + "\n");
        }
      }
    }
    Path table = Files.writeString(directory.resolve(seed + ".csv"), csv.toString());
    EntryOptions options =
        EntryOptions.defaults()
            .withPartitions(1)
            .withHoldout(holdout, seed)
            .withCenter(CenteringKind.MEAN);
    EntriesRequest request =
        new EntriesRequest(EntrySource.of(table.toString()), options, table.toString());
    return Run.on(LocalSpark.session(), request, System.nanoTime());
  }

  /** A share of new cells of true fits, over twenty of them. */
  @Test
  void intervalsOfNineTenths_coverThatShareOfNewCells() throws IOException {
    long inside = 0;
    long all = 0;
    for (int seed = 1; seed <= 20; seed++) {
      try (Run run = planted(seed, 0.3)) {
        FitSettings settings =
            run.settings(FitSettings.builder().lambda(0.01).relativeGap(0.1), null, "");
        Run.Outcome found = run.fit(settings, Checkpoints.none(), row -> {});
        double margin = Objects.requireNonNull(found.model().metadata().heldOut()).margin(0.9);
        LowRankMatrix matrix = found.model().matrix();
        for (int a = 0; a < ROWS; a++) {
          for (int b = 0; b < COLS; b++) {
            if (!isKnown(seed, a, b)) {
              all++;
              inside += Math.abs(matrix.predict(a, b) - measured(seed, a, b)) <= margin ? 1 : 0;
            }
          }
        }
      }
    }
    assertThat((double) inside / all).isBetween(0.88, 0.92);
  }

  private Run.Outcome chosen(Checkpoints checkpoints, FitObserver observer) throws IOException {
    FitSettings asked = FitSettings.builder().lambda(1).relativeGap(1e-9).build();
    try (Run run = planted(7, 0.1)) {
      try (LambdaChoice choice =
          run.choose(asked, new LambdaChoice.Question(LambdaRule.BEST, true), trial -> {})) {
        Run last = choice.toFit();
        FitSettings settings = choice.settings(last, asked);
        return choice.fit(last, settings, checkpoints, observer, ValueRange.ALL);
      }
    }
  }

  @Test
  void aFitAtAChosenLambda_thatIsKilled_goesOnToTheSameBits() throws IOException {
    AtomicLong now = new AtomicLong();
    Configuration hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();
    CheckpointFile file =
        new CheckpointFile(
            new org.apache.hadoop.fs.Path(directory.resolve("fit.checkpoint").toUri()),
            hadoop,
            1,
            () -> now.addAndGet(2_000_000_000L),
            warning -> {
              throw new AssertionError(warning);
            });
    Run.Outcome whole = chosen(Checkpoints.none(), row -> {});
    int iterations = whole.summary().effort().iterations();
    assertThat(iterations).isGreaterThan(2);
    assertThatThrownBy(
            () ->
                chosen(
                    file,
                    row -> {
                      if (row.iteration() == iterations - 1) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessageContaining("killed");
    assertThat(directory.resolve("fit.checkpoint")).exists();
    long[] seen = new long[1];
    Run.Outcome resumed = chosen(file, row -> seen[0]++);
    assertThat(seen[0]).isLessThan(iterations);
    assertThat(resumed.result().factors().left().data())
        .isEqualTo(whole.result().factors().left().data());
    assertThat(resumed.result().factors().right().data())
        .isEqualTo(whole.result().factors().right().data());
    assertThat(resumed.summary().proof()).isEqualTo(whole.summary().proof());
    assertThat(resumed.summary().choice()).isEqualTo(whole.summary().choice());
    assertThat(resumed.summary().errors().holdoutRmse())
        .isEqualTo(whole.summary().errors().holdoutRmse());
  }
}
