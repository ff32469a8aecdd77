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
    List<String> arguments(Path table, Path output) {
      List<String> arguments = new ArrayList<>(common("fit", table, output));
      arguments.addAll(List.of("--search-rank=8", "--lambda=1.5e-3", "--seed=3", "--holdout=0.1"));
      arguments.addAll(List.of("--checkpoint", checkpoints(output).toString()));
      return arguments;
    }

    @Override
    Path checkpoints(Path output) {
      return output.resolveSibling(output.getFileName() + "-checkpoints");
    }

    @Override
    Map<String, String> results(Path output) throws IOException {
      return Results.ofFit(output);
    }
  },

  SWEEP {
    @Override
    List<String> arguments(Path table, Path output) {
      List<String> arguments = new ArrayList<>(common("sweep", table, output));
      // The true rank needs more passes than a wider search: some trials run alone at the end.
      arguments.addAll(List.of("--search-rank=3,6", "--lambda=1.5e-3"));
      return arguments;
    }

    @Override
    Path checkpoints(Path output) {
      return output.resolve("checkpoints");
    }

    @Override
    Map<String, String> results(Path output) throws IOException {
      return Results.ofSweep(output);
    }
  };

  /** What is said after overrank. */
  abstract List<String> arguments(Path table, Path output);

  /** Where checkpoints are, which are gone when the command is done. */
  abstract Path checkpoints(Path output);

  /** What must not depend on anything that happens. */
  abstract Map<String, String> results(Path output) throws IOException;

  private static List<String> common(String command, Path table, Path output) {
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
