package org.overrank.data.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good the lists of some rows were, in the mean.
 *
 * @param rows how many rows had relevant columns
 * @param cells how many those were, all together
 * @param popularHeldOut the share of those cells that are in popular columns, or null where it is
 *     not known what is popular
 * @param at by cutoff, ascending
 */
public record Ranking(long rows, long cells, @Nullable Double popularHeldOut, List<At> at) {
  /** Detaches the list. */
  public Ranking {
    at = List.copyOf(at);
  }

  /**
   * Of the first k places of each list.
   *
   * @param cutoff k
   * @param recall the mean of {@link RankingMetric#RECALL}
   * @param precision of {@link RankingMetric#PRECISION}
   * @param ndcg of {@link RankingMetric#NDCG}
   * @param map of {@link RankingMetric#MAP}
   * @param mrr of {@link RankingMetric#MRR}
   * @param hitRate of {@link RankingMetric#HIT_RATE}
   * @param coverage columns that are in some list, of those that could be
   * @param popular places that popular columns take, of all; null where those are not known
   */
  public record At(
      int cutoff,
      double recall,
      double precision,
      double ndcg,
      double map,
      double mrr,
      double hitRate,
      double coverage,
      @Nullable Double popular) {
    /**
     * One of the metrics.
     *
     * @param metric which
     * @return its mean
     */
    public double of(RankingMetric metric) {
      return switch (metric) {
        case RECALL -> recall;
        case PRECISION -> precision;
        case NDCG -> ndcg;
        case MAP -> map;
        case MRR -> mrr;
        case HIT_RATE -> hitRate;
      };
    }
  }
}
