package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fit is asked to tell of its predictions, and cannot. */
final class IntervalOptionsTest {
  @TempDir Path directory;

  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    table = SmallTable.write(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fill --interval 0.9            | --interval is told by cells that are held out",
        "--holdout 0.1 --interval 0.9     | --interval goes with --fill, or with predict",
        "--clip 3                         | must be LOW,HIGH",
        "--kind rank-one --clip 1,2       | --clip is an option of --kind entries only"
      })
  void aFitThatCannotTell_isRefusedBeforeSparkStarts(String options, String expected) {
    Path out = directory.resolve("out");
    CommandRun run =
        CommandRun.withoutSpark(
            SmallTable.concat(
                new String[] {"fit", "--input=" + table, "--lambda=1", "--output=" + out},
                options.split(" +", -1)));
    assertThat(run.exit()).as("%s", run.err()).isEqualTo(2);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().get(0)).contains(expected);
  }

  @Test
  void aFitWithTooFewHeldOutCells_isRefusedBeforeItBegins() {
    Path out = directory.resolve("out");
    CommandRun run =
        CommandRun.of(
            SmallTable.fit(table, out, "--holdout", "0.05", "--fill", "--interval", "0.99"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err().get(run.err().size() - 1))
        .contains("--interval: intervals of 0.99 take 99 held-out cells or more, and there are ");
    assertThat(out).doesNotExist();
  }
}
