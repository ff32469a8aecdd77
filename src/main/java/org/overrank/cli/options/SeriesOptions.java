package org.overrank.cli.options;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.DriftLimits;
import org.overrank.fit.StartKind;
import org.overrank.fit.StartPoint;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of a fit that is one of a series on a table that grows, such as one every night. */
public final class SeriesOptions {
  private static final String PREVIOUS = "--previous";
  private static final String FIRST = "none";
  private static final double DRIFT = 0.5;
  private static final double TOLERATED = 1.01;

  @Option(
      names = PREVIOUS,
      paramLabel = "DIR",
      converter = Location.Converter.class,
      description =
          "The output of the last accepted fit of a series, none for the first. The fit begins at"
              + " its model and takes its lambda, unless --start, --lambda or --lambda-rule say"
              + " otherwise; is refused where the data have drifted from its; and where its"
              + " hold-out error is more than that of the earlier model, or no less than that of a"
              + " plain baseline, the exit code is 4.")
  private @Nullable Location previous;

  @Option(
      names = "--drift-counts",
      paramLabel = "SHARE",
      converter = CheckedNumber.Positive.class,
      description =
          "Numbers of measurements, rows and columns may change by this share. By default"
              + " 0.5.")
  private @Nullable Double counts;

  @Option(
      names = "--drift-ids",
      paramLabel = "SHARE",
      converter = CheckedNumber.Positive.class,
      description =
          "This share of the ids may be new, and of the earlier ones gone. By default" + " 0.5.")
  private @Nullable Double ids;

  @Option(
      names = "--drift-range",
      paramLabel = "SHARE",
      converter = CheckedNumber.Positive.class,
      description =
          "Least and largest value may move by this share of the width between them. By default"
              + " 0.5.")
  private @Nullable Double range;

  @Option(
      names = "--tolerate-error",
      paramLabel = "RATIO",
      converter = CheckedNumber.Positive.class,
      description =
          "A hold-out error this many times that of the earlier model is not worse. By default"
              + " 1.01.")
  private @Nullable Double tolerated;

  /**
   * A fit's place in a series.
   *
   * @param previous the output of the last accepted one, null for the first
   * @param limits how far the data may be from those of that one
   * @param tolerated how many times its hold-out error that of this one may be
   */
  public record Series(@Nullable Location previous, DriftLimits limits, double tolerated) {}

  /** Whether the fit is one of a series. */
  boolean isAsked() {
    return previous != null;
  }

  /** Whether it has one before it. */
  boolean hasPrevious() {
    return previous != null && !previous.text().equals(FIRST);
  }

  /**
   * Where the fit begins: at the model before it, unless something else is said.
   *
   * @param command the command after parsing
   * @param onPath whether it begins with a path to a λ
   * @param said where it begins otherwise
   * @return the start
   */
  public StartPoint start(CommandSpec command, boolean onPath, @Nullable StartPoint said) {
    if (previous == null || !hasPrevious() || onPath || SpecDefaults.isSaid(command, "--start")) {
      return Objects.requireNonNull(said);
    }
    return new StartPoint(
        StartKind.MODEL, previous.text(), StartPoint.MODEL_PREFIX + previous.shown());
  }

  /**
   * What is said.
   *
   * @return the fit's place, or null if it is not one of a series
   * @throws InvalidInputException if other options are said without one
   */
  public @Nullable Series series() {
    if (!isAsked()) {
      requireUnsaid("--drift-counts", counts);
      requireUnsaid("--drift-ids", ids);
      requireUnsaid("--drift-range", range);
      requireUnsaid("--tolerate-error", tolerated);
      return null;
    }
    return new Series(
        hasPrevious() ? previous : null,
        new DriftLimits(or(counts, DRIFT), or(ids, DRIFT), or(range, DRIFT)),
        or(tolerated, TOLERATED));
  }

  private static double or(@Nullable Double said, double usual) {
    return said == null ? usual : said;
  }

  private static void requireUnsaid(String option, @Nullable Double said) {
    if (said != null) {
      throw new InvalidInputException(option + " goes with " + PREVIOUS);
    }
  }
}
