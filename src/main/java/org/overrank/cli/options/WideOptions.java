package org.overrank.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.WideForm;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import picocli.CommandLine.Option;

/** Options about tables with a column for each column of the matrix. */
public final class WideOptions {
  private static final List<String> MISSING = List.of("NA", "N/A", "NaN", "null");

  @Option(
      names = "--wide",
      description =
          "csv, parquet, orc: the table has a column of row ids (--row), and a column for each"
              + " column of the matrix, whose id is its name. Blank cells were not measured.")
  boolean wide;

  @Option(
      names = "--ignore-columns",
      paramLabel = "NAME",
      split = ",",
      description = "wide: columns that are not of the matrix, such as texts.")
  @Nullable List<String> ignored;

  @Option(
      names = "--missing",
      paramLabel = "MARK",
      split = ",",
      description =
          "wide: what stands in cells that were not measured, besides blanks: words in any case,"
              + " and numbers. By default NA,N/A,NaN,null.")
  @Nullable List<String> missing;

  /**
   * What is said of a table of cells beside a model.
   *
   * @param fitted the form of the table that the model was fitted to, or null
   * @return what is not a value in it, as in the fit where that is not said; null if it has a row
   *     for each entry
   */
  public @Nullable WideForm form(@Nullable WideForm fitted) {
    WideForm said = form(MeasurementKind.ENTRIES);
    return said == null || fitted == null
        ? said
        : new WideForm(
            ignored == null ? fitted.ignored() : ignored,
            missing == null ? fitted.missing() : missing);
  }

  /** Whether the table is said to be wide. */
  public boolean isAsked() {
    return wide;
  }

  /**
   * What is said.
   *
   * @param kind what a measurement sees
   * @return what is not a value in a wide table, null if it has a row for each entry
   * @throws InvalidInputException if it does not go together
   */
  public @Nullable WideForm form(MeasurementKind kind) {
    if (!wide) {
      if (ignored != null || missing != null) {
        throw new InvalidInputException(
            (ignored != null ? "--ignore-columns" : "--missing") + " is an option of --wide");
      }
      return null;
    }
    if (kind != MeasurementKind.ENTRIES) {
      throw new InvalidInputException(
          "--wide is an option of --kind entries, not of " + EnumWords.of(kind));
    }
    return new WideForm(ignored == null ? List.of() : ignored, missing == null ? MISSING : missing);
  }
}
