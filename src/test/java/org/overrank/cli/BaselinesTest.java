package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;

/** Solvers of libraries, scored and certified on our objective; fits with checkpoints. */
final class BaselinesTest {
  @TempDir Path folder;
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("row,col,value\n");
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 20; j++) {
        if (random.nextDouble() < 0.6) {
          double value = Math.sin(0.3 * i) * Math.cos(0.4 * j) + 0.1 * random.nextGaussian();
          csv.append(i).append(',').append(j).append(',').append(value).append('\n');
        }
      }
    }
    table = Files.writeString(folder.resolve("t.csv"), csv);
  }

  private CommandRun fit(String output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "fit",
                "--input",
                table.toString(),
                "--lambda",
                "3e-4",
                "--output",
                folder.resolve(output).toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private FitSummary summary(String output) throws IOException {
    return SummaryJson.read(
        Files.readString(folder.resolve(output).resolve("summary.json")), output);
  }

  @Test
  void mllibAls_isScoredOnTheWeightedObjective() throws IOException {
    CommandRun best = fit("ours", "--regularizer", "weighted", "--relative-gap", "1e-6");
    assertThat(best.exit()).as("%s", best.err()).isZero();
    CommandRun run =
        fit("als", "--regularizer", "weighted", "--solver", "mllib-als", "--search-rank", "12");
    assertThat(run.exit()).as("%s", run.err()).isIn(0, 3);
    // ALS after 10 iterations is close to the optimum, and never below its lower bound.
    assertThat(summary("als").proof().objective())
        .isBetween(
            summary("ours").proof().lowerBound(), summary("ours").proof().objective() * 1.05);
    assertThat(summary("als").proof().lowerBound())
        .isLessThanOrEqualTo(summary("ours").proof().objective());
  }

  @Test
  void mllibAls_saysWhatItCannotDo() {
    CommandRun plain = fit("o", "--solver", "mllib-als", "--search-rank", "4");
    assertThat(plain.exit()).isEqualTo(2);
    assertThat(String.join(" ", plain.err())).contains("add --regularizer weighted");
    CommandRun auto = fit("o", "--solver", "mllib-als", "--regularizer", "weighted");
    assertThat(auto.exit()).isEqualTo(2);
    assertThat(String.join(" ", auto.err())).contains("needs a --search-rank");
    CommandRun ranked = fit("o", "--solver", "proximal-gradient", "--search-rank", "3");
    assertThat(ranked.exit()).isEqualTo(2);
    assertThat(String.join(" ", ranked.err())).contains("leave --search-rank out");
    assertThat(folder.resolve("o")).doesNotExist();
  }

  @Test
  void breezeLbfgs_isCertified() throws IOException {
    CommandRun run =
        fit("lbfgs", "--solver", "lbfgs", "--search-rank", "20", "--relative-gap", "0.1");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(summary("lbfgs").proof().relativeGap()).isLessThanOrEqualTo(0.1);
  }

  @Test
  void aCheckpointThatIsDamaged_isSaid_andNoneIsLeftAfterAFit() throws IOException {
    Path place = folder.resolve("ck");
    CommandRun run = fit("a", "--checkpoint", place.toString(), "--checkpoint-seconds", "1");
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(place.resolve("fit.checkpoint")).doesNotExist();
    Files.createDirectories(place);
    Files.writeString(place.resolve("fit.checkpoint"), "half a checkpoint");
    CommandRun damaged = fit("b", "--checkpoint", place.toString());
    assertThat(damaged.exit()).isEqualTo(2);
    assertThat(String.join(" ", damaged.err())).contains("remove it to begin anew");
    assertThat(folder.resolve("b")).doesNotExist();
  }
}
