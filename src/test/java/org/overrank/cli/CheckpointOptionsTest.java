package org.overrank.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option of {@code fit} either decides the run, and then tells its checkpoint from others'
 * ({@code FitIdentityTest}), or it does not: a new one must be put on one of these lists.
 */
final class CheckpointOptionsTest {
  /** Settings of the fit, which are in its identity word for word. */
  private static final Set<String> SETTINGS =
      Set.of(
          "--lambda",
          "--search-rank",
          "--solver",
          "--step",
          "--start",
          "--seed",
          "--relative-gap",
          "--escape",
          "--storage",
          "--compress");

  /** What the measurements are that are minimised: in the identity by their digest. */
  private static final Set<String> MEASUREMENTS =
      Set.of(
          "--input",
          "--kind",
          "--format",
          "--encoding",
          "--row",
          "--col",
          "--value",
          "--weight",
          "--coefficient",
          "--on-bad-row",
          "--on-duplicate",
          "--holdout",
          "--partitions",
          "--regularizer",
          "--center",
          "--measurement",
          "--rows",
          "--cols",
          "--cell-rows",
          "--cell-cols",
          "--cell-values",
          "--left",
          "--right",
          "--index",
          "--measurement-seed");

  /** Budgets, which may grow, and what is done with the answer. */
  private static final Set<String> FREE =
      Set.of(
          "--max-passes",
          "--checkpoint",
          "--checkpoint-seconds",
          "--output",
          "--overwrite",
          "--fill",
          "--spec",
          "--debug",
          "--help",
          "--version");

  @Test
  void everyOptionIsOnOneList() {
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    SessionSource sessions =
        new SessionSource() {
          @Override
          public SparkSession open(String command) {
            throw new AssertionError("no session is needed to list options");
          }

          @Override
          public void release(SparkSession session) {}
        };
    CommandContext context = new CommandContext(none, none, sessions, false);
    CommandLine fit = new CommandLine(new FitCommand(context));
    Set<String> options = new TreeSet<>();
    for (OptionSpec option : fit.getCommandSpec().options()) {
      options.add(option.longestName());
    }
    List<String> listed = new ArrayList<>();
    listed.addAll(SETTINGS);
    listed.addAll(MEASUREMENTS);
    listed.addAll(FREE);
    assertThat(listed).doesNotHaveDuplicates().containsAll(options);
    assertThat(options).containsAll(SETTINGS).containsAll(MEASUREMENTS);
  }
}
