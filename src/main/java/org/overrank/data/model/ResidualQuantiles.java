package org.overrank.data.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.overrank.linalg.InvalidInputException;

/**
 * Order statistics of |y − ŷ| over cells that a fit has not seen, by which intervals are told
 * (split conformal prediction): of n residuals, the one of rank ⌈(n + 1)q⌉ is exceeded by a further
 * cell's with a probability of at most 1 − q, if the cells were held out at random.
 *
 * <p>All of a few residuals are kept; of many, ranks that become sparser away from the largest,
 * within 1 % of the tail beyond them. Of an interval whose rank is not kept the next larger one is
 * taken, so that it covers more, not less.
 *
 * @param residuals n
 * @param ranks ascending, from 1 on, the last is n
 * @param values the residuals of these ranks, in the units of the data
 */
public record ResidualQuantiles(long residuals, List<Long> ranks, List<Double> values) {
  /** Tail ranks that are all kept; farther away, one in this share of the tail. */
  private static final int FINE = 100;

  /** Detaches the lists. */
  public ResidualQuantiles {
    ranks = List.copyOf(ranks);
    values = List.copyOf(values);
  }

  /**
   * The quantiles of some residuals.
   *
   * @param sorted |y − ŷ|, ascending, at least one
   * @return all of them, or those of some ranks
   */
  public static ResidualQuantiles of(double[] sorted) {
    List<Long> ranks = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (long rank = sorted.length; rank >= 1; ) {
      ranks.add(0, rank);
      values.add(0, sorted[(int) rank - 1]);
      rank -= 1 + (sorted.length - rank) / FINE;
    }
    return new ResidualQuantiles(sorted.length, ranks, values);
  }

  /**
   * Half the width of intervals.
   *
   * @param coverage q, the share of cells that shall lie within theirs
   * @return the residual of rank ⌈(n + 1)q⌉, or of the next larger rank that is kept
   * @throws InvalidInputException if there are too few residuals to tell
   */
  public double margin(double coverage) {
    requireEnough(residuals, coverage);
    double rank = rank(residuals, coverage);
    for (int k = 0; k < ranks.size(); k++) {
      if (ranks.get(k) >= rank) {
        return values.get(k);
      }
    }
    throw new IllegalStateException("the last rank is kept");
  }

  /**
   * Refuses intervals that would have no end.
   *
   * @param cells n, how many there are to tell them by
   * @param coverage q
   * @throws InvalidInputException if ⌈(n + 1)q⌉ is more than n
   */
  public static void requireEnough(long cells, double coverage) {
    if (rank(cells, coverage) > cells) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "intervals of %s take %,.0f held-out cells or more, and there are %,d",
              coverage,
              least(coverage),
              cells));
    }
  }

  /** The least n that is enough. */
  private static double least(double coverage) {
    BigDecimal q = BigDecimal.valueOf(coverage);
    return q.divide(BigDecimal.ONE.subtract(q), 0, RoundingMode.CEILING).doubleValue();
  }

  /** ⌈(n + 1)q⌉, of the q that was written and not of the double just above or below it. */
  private static double rank(long cells, double coverage) {
    return BigDecimal.valueOf(coverage)
        .multiply(BigDecimal.valueOf(cells + 1))
        .setScale(0, RoundingMode.CEILING)
        .doubleValue();
  }

  /** Whether this can have been written; Jackson leaves absent values null or 0. */
  boolean isSound() {
    return residuals > 0
        && !ranks.isEmpty()
        && ranks.size() == values.size()
        && ranks.get(ranks.size() - 1) == residuals
        && values.stream().allMatch(value -> value >= 0 && Double.isFinite(value));
  }
}
