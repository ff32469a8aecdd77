package org.overrank.data.ranking;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.ExactSum;

/**
 * Sums over the lists of rows from which a {@link Ranking} is told; goes over the wire. They are
 * exact, so they do not depend on how the rows were cut into parts.
 */
public final class RankingTotals implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final MathContext DIGITS = new MathContext(40);
  private static final List<RankingMetric> METRICS = List.of(RankingMetric.values());

  private final int[] cutoffs;
  private final @Nullable BitSet popular;
  private final ExactSum[] sums;
  private final BitSet[] listed;
  private final long[] places;
  private final long[] popularPlaces;
  private long rows;
  private long cells;
  private long popularCells;

  /**
   * No rows yet.
   *
   * @param cutoffs the lengths of lists, ascending
   * @param popular the popular columns, or null where they are not known
   */
  public RankingTotals(List<Integer> cutoffs, @Nullable BitSet popular) {
    this.cutoffs = cutoffs.stream().mapToInt(Integer::intValue).toArray();
    this.popular = popular;
    this.sums = new ExactSum[METRICS.size() * this.cutoffs.length];
    Arrays.setAll(sums, k -> new ExactSum());
    this.listed = new BitSet[this.cutoffs.length];
    Arrays.setAll(listed, k -> new BitSet());
    this.places = new long[this.cutoffs.length];
    this.popularPlaces = new long[this.cutoffs.length];
  }

  /** {@return the longest list that is looked at} */
  public int longest() {
    return cutoffs[cutoffs.length - 1];
  }

  /**
   * Adds the list of a row.
   *
   * @param list indices of columns, best first, all different
   * @param relevant indices of columns, ascending and all different, at least one
   */
  public void add(int[] list, int[] relevant) {
    boolean[] hits = hits(list, relevant);
    for (int j = 0; j < cutoffs.length; j++) {
      for (RankingMetric metric : METRICS) {
        sum(j, metric).add(metric.of(hits, cutoffs[j], relevant.length));
      }
      int length = Math.min(cutoffs[j], list.length);
      places[j] += length;
      for (int place = 0; place < length; place++) {
        listed[j].set(list[place]);
        popularPlaces[j] += isPopular(list[place]) ? 1 : 0;
      }
    }
    rows++;
    cells += relevant.length;
    for (int col : relevant) {
      popularCells += isPopular(col) ? 1 : 0;
    }
  }

  /** By place, whether a list has a relevant column there. */
  static boolean[] hits(int[] list, int[] relevant) {
    boolean[] hits = new boolean[list.length];
    for (int place = 0; place < list.length; place++) {
      hits[place] = Arrays.binarySearch(relevant, list[place]) >= 0;
    }
    return hits;
  }

  private boolean isPopular(int col) {
    return popular != null && popular.get(col);
  }

  /**
   * Adds the lists of other rows.
   *
   * @param other with the same cutoffs and popular columns
   * @return this
   */
  public RankingTotals plus(RankingTotals other) {
    for (int k = 0; k < sums.length; k++) {
      sums[k].add(other.sums[k]);
    }
    for (int j = 0; j < cutoffs.length; j++) {
      listed[j].or(other.listed[j]);
      places[j] += other.places[j];
      popularPlaces[j] += other.popularPlaces[j];
    }
    rows += other.rows;
    cells += other.cells;
    popularCells += other.popularCells;
    return this;
  }

  /** {@return how many rows there are} */
  public long rows() {
    return rows;
  }

  /**
   * The means.
   *
   * @param columns how many columns can be in lists
   * @return of all rows, at least one
   */
  public Ranking ranking(long columns) {
    List<Ranking.At> at = new ArrayList<>();
    for (int j = 0; j < cutoffs.length; j++) {
      at.add(
          new Ranking.At(
              cutoffs[j],
              mean(j, RankingMetric.RECALL),
              mean(j, RankingMetric.PRECISION),
              mean(j, RankingMetric.NDCG),
              mean(j, RankingMetric.MAP),
              mean(j, RankingMetric.MRR),
              mean(j, RankingMetric.HIT_RATE),
              listed[j].cardinality() / (double) columns,
              popular == null || places[j] == 0 ? null : popularPlaces[j] / (double) places[j]));
    }
    return new Ranking(rows, cells, popular == null ? null : popularCells / (double) cells, at);
  }

  private double mean(int cutoff, RankingMetric metric) {
    return sum(cutoff, metric).value().divide(BigDecimal.valueOf(rows), DIGITS).doubleValue();
  }

  private ExactSum sum(int cutoff, RankingMetric metric) {
    return sums[cutoff * METRICS.size() + METRICS.indexOf(metric)];
  }
}
