package org.overrank.data.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The metrics from their definitions over sets and sub-lists: the oracle. */
public final class PlainMetrics {
  private PlainMetrics() {}

  /** Recall, precision, NDCG, MAP, MRR and hit rate of one row, in this order. */
  public static double[] of(List<Integer> list, Set<Integer> relevant, int k) {
    List<Integer> top = list.subList(0, Math.min(k, list.size()));
    List<Integer> ranks = new ArrayList<>();
    for (int col : relevant) {
      if (top.contains(col)) {
        ranks.add(top.indexOf(col) + 1);
      }
    }
    ranks.sort(null);
    int most = Math.min(k, relevant.size());
    double gained = ranks.stream().mapToDouble(r -> Math.log(2) / Math.log(1 + r)).sum();
    double best = 0;
    double precisions = 0;
    for (int r = 1; r <= most; r++) {
      best += Math.log(2) / Math.log(1 + r);
    }
    for (int rank : ranks) {
      precisions += ranks.stream().filter(r -> r <= rank).count() / (double) rank;
    }
    return new double[] {
      ranks.size() / (double) most,
      ranks.size() / (double) k,
      gained / best,
      precisions / most,
      ranks.isEmpty() ? 0 : 1.0 / ranks.get(0),
      ranks.isEmpty() ? 0 : 1
    };
  }

  /** The same numbers of a ranking. */
  public static double[] of(Ranking.At at) {
    return new double[] {at.recall(), at.precision(), at.ndcg(), at.map(), at.mrr(), at.hitRate()};
  }
}
