package org.overrank.cli.options;

import org.jspecify.annotations.Nullable;
import org.overrank.data.model.ResidualQuantiles;
import org.overrank.linalg.InvalidInputException;
import picocli.CommandLine.Option;

/** The option that tells how far off predictions may be, of every command that writes some. */
public final class IntervalOption {
  /** Name of the column with the lower end. */
  public static final String LOW = "low";

  /** Name of the column with the upper end. */
  public static final String HIGH = "high";

  @Option(
      names = "--interval",
      paramLabel = "SHARE",
      converter = CheckedNumber.BetweenZeroAndOne.class,
      description =
          "Also tell intervals, from low to high, that this share of new cells lies in, such as"
              + " 0.9; told by the cells that the fit held out.")
  private @Nullable Double interval;

  /** {@return whether intervals are asked for} */
  public boolean isAsked() {
    return interval != null;
  }

  /**
   * Refuses a column that is called as one of the intervals' is.
   *
   * @param option that names it
   * @param name what it is called
   */
  public void requireOther(String option, String name) {
    if (interval != null && (name.equals(LOW) || name.equals(HIGH))) {
      throw new InvalidInputException(
          option + " " + name + ": --interval writes a column of that name: say another");
    }
  }

  /**
   * Refuses intervals of a fit that cannot tell them.
   *
   * @param holdsOut whether anything is held out
   * @param fill whether predictions are written
   */
  public void require(boolean holdsOut, boolean fill) {
    if (interval == null) {
      return;
    }
    if (!fill) {
      throw new InvalidInputException("--interval goes with --fill, or with predict");
    }
    if (!holdsOut) {
      throw new InvalidInputException(
          "--interval is told by cells that are held out: say --holdout 0.1");
    }
  }

  /**
   * Refuses intervals that cannot be told by so few cells.
   *
   * @param heldOut how many cells were held out that the fit can be right or wrong on
   */
  public void requireEnough(long heldOut) {
    if (interval != null) {
      try {
        ResidualQuantiles.requireEnough(heldOut, interval);
      } catch (InvalidInputException e) {
        throw new InvalidInputException("--interval: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Half the width of intervals.
   *
   * @param heldOut residuals of the cells that were held out, or null if there are none
   * @return the width, NaN if no intervals are asked for
   * @throws InvalidInputException if they cannot be told
   */
  public double margin(@Nullable ResidualQuantiles heldOut) {
    if (interval == null) {
      return Double.NaN;
    }
    if (heldOut == null) {
      throw new InvalidInputException(
          "--interval: the model has no hold-out to tell intervals by: fit with --holdout 0.1");
    }
    requireEnough(heldOut.residuals());
    return heldOut.margin(interval);
  }
}
