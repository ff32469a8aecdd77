package org.overrank.data.ranking;

/**
 * What is measured of one row's list of k columns against the columns that were kept aside, its
 * relevant ones; each in [0, 1], larger is better, and the mean over rows is told.
 *
 * <p>With m relevant columns no list of k has more than min(k, m) of them: that many in front is
 * the best there can be, and has recall, NDCG and MAP of 1.
 */
public enum RankingMetric {
  /** Relevant columns in the list, of min(k, m). */
  RECALL {
    @Override
    double of(boolean[] hits, int k, int relevant) {
      return count(hits, k) / (double) Math.min(k, relevant);
    }
  },
  /** Relevant columns in the list, of k. */
  PRECISION {
    @Override
    double of(boolean[] hits, int k, int relevant) {
      return count(hits, k) / (double) k;
    }
  },
  /** Σ 1/log2(1 + rank) over the relevant columns in the list, of the same for the best list. */
  NDCG {
    @Override
    double of(boolean[] hits, int k, int relevant) {
      double gained = 0;
      double best = 0;
      for (int place = 0; place < k; place++) {
        double gain = 1 / StrictMath.log(place + 2.0);
        gained += place < hits.length && hits[place] ? gain : 0;
        best += place < relevant ? gain : 0;
      }
      return gained / best;
    }
  },
  /** The mean, over min(k, m), of the precision at the rank of each relevant column in the list. */
  MAP {
    @Override
    double of(boolean[] hits, int k, int relevant) {
      double sum = 0;
      int found = 0;
      for (int place = 0; place < Math.min(k, hits.length); place++) {
        if (hits[place]) {
          sum += ++found / (place + 1.0);
        }
      }
      return sum / Math.min(k, relevant);
    }
  },
  /** One over the rank of the first relevant column in the list, 0 without any. */
  MRR {
    @Override
    double of(boolean[] hits, int k, int relevant) {
      for (int place = 0; place < Math.min(k, hits.length); place++) {
        if (hits[place]) {
          return 1 / (place + 1.0);
        }
      }
      return 0;
    }
  },
  /** Whether there is a relevant column in the list. */
  HIT_RATE {
    @Override
    double of(boolean[] hits, int k, int relevant) {
      return count(hits, k) > 0 ? 1 : 0;
    }
  };

  /**
   * The metric of one row.
   *
   * @param hits by rank, from the first, whether that column is relevant; may be shorter than k
   *     where there are no more columns
   * @param k the cutoff, at least 1
   * @param relevant m, at least 1
   * @return in [0, 1]
   */
  abstract double of(boolean[] hits, int k, int relevant);

  private static int count(boolean[] hits, int k) {
    int count = 0;
    for (int place = 0; place < Math.min(k, hits.length); place++) {
      count += hits[place] ? 1 : 0;
    }
    return count;
  }
}
