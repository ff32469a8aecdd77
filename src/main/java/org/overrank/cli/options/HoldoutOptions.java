package org.overrank.cli.options;

import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import picocli.CommandLine.Option;

/** Options about which measurements are kept out of a fit. */
public final class HoldoutOptions {
  private static final int BLOCK = 24;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      defaultValue = "0",
      converter = CheckedNumber.ShareBelowOne.class,
      description =
          "Share of the cells kept out of the fit to measure its error. Default: ${DEFAULT-VALUE};"
              + " 0.1 without --lambda.")
  double share;

  @Option(
      names = "--holdout-kind",
      paramLabel = "KIND",
      converter = Words.HoldoutKinds.class,
      description =
          "entries: which cells those are: cells (at random), ids (at random, and the same ones"
              + " again of a table that has grown), or blocks (--holdout-block consecutive rows of"
              + " a column at random). By default cells.")
  @Nullable HoldoutKind kind;

  @Option(
      names = "--holdout-block",
      paramLabel = "ROWS",
      converter = CheckedNumber.Count.class,
      description = "blocks: how many consecutive rows. By default 24.")
  @Nullable Integer block;

  /**
   * How cells are drawn.
   *
   * @param measured what a measurement sees
   * @return the rule
   * @throws InvalidInputException if options do not go together
   */
  HoldoutRule rule(MeasurementKind measured) {
    if (kind != null && measured != MeasurementKind.ENTRIES) {
      throw new InvalidInputException("--holdout-kind is an option of --kind entries only");
    }
    if (block != null && kind != HoldoutKind.BLOCKS) {
      throw new InvalidInputException("--holdout-block is an option of --holdout-kind blocks");
    }
    return new HoldoutRule(
        kind == null ? HoldoutKind.CELLS : kind,
        kind == HoldoutKind.BLOCKS ? (block == null ? BLOCK : block) : 1);
  }
}
