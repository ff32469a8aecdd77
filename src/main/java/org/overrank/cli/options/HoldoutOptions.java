package org.overrank.cli.options;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.data.table.Shown;
import org.overrank.linalg.EnumWords;
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
              + " again of a table that has grown), blocks (--holdout-block consecutive rows of a"
              + " column), groups (all with the same --holdout-by), latest (the largest"
              + " --holdout-by), per-row (of each row its share), last (of each row the one with the"
              + " largest --holdout-by), or rows (whole rows, to be told from a part of their"
              + " cells). By default latest with --holdout-by, else cells.")
  @Nullable HoldoutKind kind;

  @Option(
      names = "--holdout-by",
      paramLabel = "COLUMN",
      description =
          "A further column: of groups any words, of the latest and the last numbers, dates or"
              + " times.")
  @Nullable String by;

  @Option(
      names = "--holdout-block",
      paramLabel = "ROWS",
      converter = CheckedNumber.Count.class,
      description = "blocks: how many consecutive rows. By default 24.")
  @Nullable Integer block;

  @Option(
      names = "--test-input",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description =
          "entries: a table of its own, written like --input, whose cells are kept out instead of a"
              + " share.")
  @Nullable Location test;

  /** Whether cells are kept out. */
  boolean isAsked() {
    return share > 0 || test != null || kind == HoldoutKind.LAST;
  }

  /**
   * How cells are drawn.
   *
   * @param measured what a measurement sees
   * @param row the column of row ids
   * @param col the column of column ids
   * @return the rule
   * @throws InvalidInputException if options do not go together
   */
  HoldoutRule rule(MeasurementKind measured, String row, String col) {
    HoldoutKind drawn = kind != null ? kind : by != null ? HoldoutKind.LATEST : HoldoutKind.CELLS;
    if (measured != MeasurementKind.ENTRIES) {
      requireNone();
    }
    if (test != null) {
      if (share > 0 || kind != null || by != null || block != null) {
        throw new InvalidInputException(
            "--test-input is held out itself: leave --holdout and its kinds out");
      }
      return new HoldoutRule(HoldoutKind.TABLE, test.text(), 1);
    }
    if (block != null && drawn != HoldoutKind.BLOCKS) {
      throw new InvalidInputException("--holdout-block is an option of --holdout-kind blocks");
    }
    boolean needs =
        drawn == HoldoutKind.GROUPS || drawn == HoldoutKind.LATEST || drawn == HoldoutKind.LAST;
    if (drawn == HoldoutKind.LAST && share > 0) {
      throw new InvalidInputException(
          "--holdout-kind last: holds out one cell of each row: leave --holdout out");
    }
    if (needs != (by != null)) {
      throw new InvalidInputException(
          needs
              ? "--holdout-kind " + EnumWords.of(drawn) + " needs --holdout-by: the column"
              : "--holdout-by is an option of --holdout-kind groups, latest and last");
    }
    if (by != null && (row.equals(by) || col.equals(by))) {
      throw new InvalidInputException(
          "--holdout-by "
              + Shown.cell(by)
              + ": is a column of ids: of rows or columns that are held out whole nothing could be"
              + " predicted");
    }
    if (drawn == HoldoutKind.TABLE) {
      throw new InvalidInputException("--holdout-kind table: say --test-input PATH");
    }
    return new HoldoutRule(
        drawn, by, drawn == HoldoutKind.BLOCKS ? (block == null ? BLOCK : block) : 1);
  }

  private void requireNone() {
    Map<String, Boolean> said = new LinkedHashMap<>();
    said.put("--holdout-kind", kind != null);
    said.put("--holdout-by", by != null);
    said.put("--holdout-block", block != null);
    said.put("--test-input", test != null);
    said.forEach(
        (option, is) -> {
          if (is) {
            throw new InvalidInputException(option + " is an option of --kind entries only");
          }
        });
  }
}
