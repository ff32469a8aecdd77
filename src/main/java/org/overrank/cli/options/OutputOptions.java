package org.overrank.cli.options;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.ModelMetadata;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.CheckpointFile;
import org.overrank.run.DataRequest;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.table.FilePaths;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options about what to write. */
public final class OutputOptions {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description =
          "Directory for model, summary.json, trace.csv, picture.json, report.html and, of what was"
              + " held out, holdout.csv. Must not exist. Required.")
  private @Nullable Location output;

  @Option(
      names = "--overwrite",
      description = "Replace the output of an earlier run, and nothing else. A link is followed.")
  private boolean overwrite;

  @Option(
      names = "--fill",
      description =
          "Also write filled.csv: a prediction for every cell that was not measured; of a --wide"
              + " table completed.csv (or .tsv, .parquet, .orc), too: the table with them.")
  private boolean fill;

  @Mixin private ClipOption clip = new ClipOption();

  @Mixin private IntervalOption interval = new IntervalOption();

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description =
          "Directory, on any file system, for checkpoints: the same command goes on from the last"
              + " one that a killed run left, to the same bits.")
  private @Nullable Location checkpoint;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "N",
      defaultValue = "60",
      converter = CheckedNumber.Count.class,
      description = "How often a checkpoint is left. Default: ${DEFAULT-VALUE}.")
  private int checkpointSeconds = CheckpointFile.DEFAULT_SECONDS;

  /**
   * Refuses what only entries have.
   *
   * @param request the measurements
   */
  public void check(DataRequest request) {
    MeasurementKind kind = request.kind();
    if (fill && kind != MeasurementKind.ENTRIES) {
      throw new InvalidInputException(
          "--fill is an option of --kind entries, not of " + EnumWords.of(kind));
    }
    clip.requireCells(kind == MeasurementKind.ENTRIES);
    interval.require(request.holdsOut(), fill);
    if (kind == MeasurementKind.ENTRIES) {
      requireDifferentColumns(request);
    }
  }

  private void requireDifferentColumns(DataRequest request) {
    ModelMetadata.Source of = request.source();
    if (request.holdsOut()) {
      requireDifferent("holdout.csv", of.row(), of.col(), "actual", "predicted");
    }
    if (fill && interval.isAsked()) {
      String low = IntervalOption.LOW;
      requireDifferent("filled.csv", of.row(), of.col(), of.value(), low, IntervalOption.HIGH);
    }
  }

  private static void requireDifferent(String file, String... names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new InvalidInputException(
            file + " would have two columns \"" + name + "\": call the input's another name");
      }
    }
  }

  /**
   * The directory to write.
   *
   * @return where
   * @throws InvalidInputException if it is not said
   */
  public Location required() {
    if (output == null) {
      throw new InvalidInputException("--output is missing: the directory to write");
    }
    return output;
  }

  /**
   * Where checkpoints are left and found.
   *
   * @param session whose file systems
   * @param warnings told what goes wrong
   * @return the file, or null without
   */
  public @Nullable CheckpointFile checkpoints(SparkSession session, Consumer<String> warnings) {
    if (checkpoint == null) {
      return null;
    }
    return new CheckpointFile(
        new Path(FilePaths.of(checkpoint.text()), "fit.checkpoint"),
        session.sparkContext().hadoopConfiguration(),
        checkpointSeconds,
        System::nanoTime,
        warnings);
  }

  /**
   * Whether an earlier output may be replaced.
   *
   * @return whether that was said
   */
  public boolean overwrite() {
    return overwrite;
  }

  /**
   * What is told of cells.
   *
   * @return the option of their range
   */
  public ClipOption clip() {
    return clip;
  }

  /**
   * What is told of cells.
   *
   * @return the option of their intervals
   */
  public IntervalOption interval() {
    return interval;
  }

  /**
   * Whether predictions for all cells are written that were not measured.
   *
   * @return whether that was asked
   */
  public boolean fill() {
    return fill;
  }
}
