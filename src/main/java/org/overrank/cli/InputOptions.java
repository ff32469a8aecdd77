package org.overrank.cli;

import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.entries.DuplicatePolicy;
import org.overrank.spark.entries.EntrySource;
import org.overrank.spark.table.BadRowPolicy;
import org.overrank.spark.table.TableFormat;
import picocli.CommandLine.Option;

/** Options about what to read. */
final class InputOptions {
  @Option(
      names = "--input",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "Table of measurements: a file, a directory or a pattern. Required.")
  @Nullable Location input;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "entries",
      converter = Words.Kinds.class,
      description = "What a measurement is: entries (single cells; the only one so far).")
  MeasurementKind kind = MeasurementKind.ENTRIES;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Words.Formats.class,
      description = "csv, parquet, json or orc. By default told by the file names.")
  @Nullable TableFormat format;

  @Option(
      names = "--row",
      paramLabel = "COLUMN",
      defaultValue = "row",
      description = "Column with the row's id, number or text. Default: ${DEFAULT-VALUE}.")
  String row = "row";

  @Option(
      names = "--col",
      paramLabel = "COLUMN",
      defaultValue = "col",
      description = "Column with the column's id, number or text. Default: ${DEFAULT-VALUE}.")
  String col = "col";

  @Option(
      names = "--value",
      paramLabel = "COLUMN",
      defaultValue = "value",
      description = "Column with the measured value. Default: ${DEFAULT-VALUE}.")
  String value = "value";

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "Column with positive weights. By default all weigh 1.")
  @Nullable String weight;

  @Option(
      names = "--on-bad-row",
      paramLabel = "POLICY",
      defaultValue = "fail",
      converter = Words.BadRowPolicies.class,
      description =
          "A row without ids or a finite value: fail, or drop and count. Default: ${DEFAULT-VALUE}.")
  BadRowPolicy onBadRow = BadRowPolicy.FAIL;

  @Option(
      names = "--on-duplicate",
      paramLabel = "POLICY",
      defaultValue = "error",
      converter = Words.DuplicatePolicies.class,
      description =
          "A cell measured twice: error, mean, last, or keep both. Default: ${DEFAULT-VALUE}.")
  DuplicatePolicy onDuplicate = DuplicatePolicy.ERROR;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      defaultValue = "0",
      converter = CheckedNumber.ShareBelowOne.class,
      description =
          "Share of the cells kept out of the fit to measure its error. Default: ${DEFAULT-VALUE}.")
  double holdout;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = CheckedCount.class,
      description =
          "Number of partitions. By default chosen by the size. The last digits of a result"
              + " depend on it.")
  @Nullable Integer partitions;

  /**
   * The table to read.
   *
   * @return where it is and which columns count
   * @throws InvalidInputException if it is not said, or of a kind that cannot be read yet
   */
  EntrySource source() {
    if (input == null) {
      throw new InvalidInputException("--input is missing: the table of measurements to read");
    }
    if (kind != MeasurementKind.ENTRIES) {
      throw new InvalidInputException(
          "--kind " + EnumWord.of(kind) + " is not there yet: only entries can be fitted");
    }
    return new EntrySource(input.text(), format, row, col, value, weight);
  }
}
