package org.overrank.data.model;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.loss.Loss;

/**
 * How well labels are predicted, in order and in size.
 *
 * @param auc how often a yes is predicted above a no, ties counted half; null where all labels are
 *     the same
 * @param calibration the mean distance of predicted and true shares of yes over tenths of the cells
 *     by their prediction (expected calibration error)
 * @param slope what the predicted log-odds would have to be multiplied by for the least log-loss;
 *     above 1 where predictions are less sure than they could be; null where there is no such
 *     number
 */
public record LabelScores(@Nullable Double auc, double calibration, @Nullable Double slope) {
  private static final int BINS = 10;
  private static final int NEWTON_STEPS = 50;

  /**
   * The scores.
   *
   * @param labels shares of yes, at least one
   * @param odds what was predicted of each, on the scale of the link
   * @param loss of labels
   * @return the scores, the same in whatever order of the labels but for rounding
   */
  static LabelScores of(double[] labels, double[] odds, Loss loss) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> odds[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new LabelScores(
        auc(labels, odds, order),
        calibration(labels, odds, order, loss),
        slope(labels, odds, loss));
  }

  /** By the ranks of the yes, those of equal predictions being their mean (Mann and Whitney). */
  private static @Nullable Double auc(double[] labels, double[] odds, int[] order) {
    double yes = 0;
    double ranks = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double here = 0;
      while (to < order.length && odds[order[to]] == odds[order[from]]) {
        here += labels[order[to++]];
      }
      ranks += here * (from + to + 1) / 2.0;
      yes += here;
      from = to;
    }
    double no = order.length - yes;
    return yes > 0 && no > 0 ? (ranks - yes * (yes + 1) / 2) / (yes * no) : null;
  }

  /** The a that minimises Σ ℓ(a m, y), a convex function, by Newton steps from 0. */
  private static @Nullable Double slope(double[] labels, double[] odds, Loss loss) {
    double slope = 0;
    double step = 1;
    for (int k = 0; k < NEWTON_STEPS && Math.abs(step) > 1e-9 * Math.abs(slope); k++) {
      double down = 0;
      double bend = 0;
      for (int i = 0; i < odds.length; i++) {
        down -= odds[i] * loss.slope(slope * odds[i], labels[i]);
        bend += odds[i] * odds[i] * loss.curvature(slope * odds[i], labels[i]);
      }
      step = down / bend;
      slope += step;
    }
    return Math.abs(step) <= 1e-9 * Math.abs(slope) ? slope : null;
  }

  private static double calibration(double[] labels, double[] odds, int[] order, Loss loss) {
    int count = order.length;
    double distance = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double gap = 0;
      int end = (int) ((long) count * (bin + 1) / BINS);
      for (int k = (int) ((long) count * bin / BINS); k < end; k++) {
        gap += loss.response(odds[order[k]]) - labels[order[k]];
      }
      distance += Math.abs(gap);
    }
    return distance / count;
  }
}
