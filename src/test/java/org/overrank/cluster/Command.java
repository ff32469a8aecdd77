package org.overrank.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two commands that run long enough for something to happen, on {@link PlantedTable}. */
enum Command {
  FIT {
    @Override
    List<String> arguments(String table, String output) {
      List<String> arguments = new ArrayList<>(common("fit", table, output));
      arguments.addAll(List.of("--search-rank=8", "--lambda=1.5e-3", "--seed=3", "--holdout=0.1"));
      arguments.addAll(List.of("--checkpoint", checkpoints(output)));
      return arguments;
    }

    @Override
    String checkpoints(String output) {
      return output + "-checkpoints";
    }

    @Override
    Map<String, String> results(Path output) throws IOException {
      return Results.ofFit(output);
    }
  },

  SWEEP {
    @Override
    List<String> arguments(String table, String output) {
      List<String> arguments = new ArrayList<>(common("sweep", table, output));
      // The true rank needs more passes than a wider search: some trials run alone at the end.
      arguments.addAll(List.of("--search-rank=3,6", "--lambda=1.5e-3"));
      return arguments;
    }

    @Override
    String checkpoints(String output) {
      return output + "/checkpoints";
    }

    @Override
    Map<String, String> results(Path output) throws IOException {
      return Results.ofSweep(output);
    }
  };

  /** What is said after overrank. */
  abstract List<String> arguments(String table, String output);

  /** Where checkpoints are, which are gone when the command is done. */
  abstract String checkpoints(String output);

  /** What must not depend on anything that happens, of an output on a disk. */
  abstract Map<String, String> results(Path output) throws IOException;

  private static List<String> common(String command, String table, String output) {
    return List.of(
        command,
        "--input=" + table,
        "--row=" + PlantedTable.ROW,
        "--col=" + PlantedTable.COLUMN,
        "--partitions=4",
        "--relative-gap=1e-8",
        "--checkpoint-seconds=1",
        "--debug",
        "--output=" + output);
  }
}
