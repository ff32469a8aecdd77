package org.overrank.data.model;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.ExactSum;
import org.overrank.loss.Loss;

/** Sums of which {@link LossErrors} are made; of labels, predictions are kept too. */
public final class LossTotals implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BINS = 10;
  private static final int NEWTON_STEPS = 50;

  private final Loss loss;
  private final ExactSum sum = new ExactSum();
  private long count;
  private double[] predictions = new double[0];
  private double[] labels = new double[0];
  private int kept;

  /**
   * Nothing yet.
   *
   * @param loss how predictions are charged
   */
  public LossTotals(Loss loss) {
    this.loss = loss;
  }

  /**
   * Adds one cell.
   *
   * @param actual its value
   * @param link what is predicted, on the scale of the link
   * @param isKept whether its prediction is kept, for what needs their order
   */
  public void add(double actual, double link, boolean isKept) {
    if (loss.isSquared()) {
      return;
    }
    sum.add(loss.exactValue(link, actual));
    count++;
    if (isKept && loss.isOfLabels()) {
      if (kept == labels.length) {
        int size = Math.max(16, 2 * kept);
        predictions = Arrays.copyOf(predictions, size);
        labels = Arrays.copyOf(labels, size);
      }
      predictions[kept] = loss.response(link);
      labels[kept++] = actual;
    }
  }

  /**
   * Adds other cells.
   *
   * @param other of the same loss
   * @return this
   */
  public LossTotals plus(LossTotals other) {
    sum.add(other.sum);
    count += other.count;
    predictions = Arrays.copyOf(predictions, kept + other.kept);
    labels = Arrays.copyOf(labels, kept + other.kept);
    System.arraycopy(other.predictions, 0, predictions, kept, other.kept);
    System.arraycopy(other.labels, 0, labels, kept, other.kept);
    kept += other.kept;
    return this;
  }

  /**
   * What all this says.
   *
   * @return the errors over at least one cell; null under squares, which have words of their own
   */
  public @Nullable LossErrors errors() {
    if (loss.isSquared()) {
      return null;
    }
    double mean = sum.value().divide(BigDecimal.valueOf(count), new MathContext(40)).doubleValue();
    if (kept == 0) {
      return new LossErrors(mean, null, null, null);
    }
    int[] order =
        IntStream.range(0, kept)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> predictions[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new LossErrors(mean, auc(order), calibration(order), slope());
  }

  /** By the ranks of the yes, those of equal predictions being their mean (Mann and Whitney). */
  private @Nullable Double auc(int[] order) {
    double yes = 0;
    double ranks = 0;
    for (int from = 0; from < kept; ) {
      int to = from;
      double here = 0;
      while (to < kept && predictions[order[to]] == predictions[order[from]]) {
        here += labels[order[to++]];
      }
      ranks += here * (from + to + 1) / 2.0;
      yes += here;
      from = to;
    }
    double no = kept - yes;
    return yes > 0 && no > 0 ? (ranks - yes * (yes + 1) / 2) / (yes * no) : null;
  }

  /** The a that minimises Σ ℓ(a m, y), a convex function, by Newton steps from 0. */
  private @Nullable Double slope() {
    double slope = 0;
    double step = 1;
    for (int k = 0; k < NEWTON_STEPS && Math.abs(step) > 1e-9 * Math.abs(slope); k++) {
      double down = 0;
      double bend = 0;
      for (int i = 0; i < kept; i++) {
        double m = loss.link(predictions[i]);
        down -= m * loss.slope(slope * m, labels[i]);
        bend += m * m * loss.curvature(slope * m, labels[i]);
      }
      step = down / bend;
      slope += step;
    }
    return Math.abs(step) <= 1e-9 * Math.abs(slope) ? slope : null;
  }

  private double calibration(int[] order) {
    double distance = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double gap = 0;
      int end = (int) ((long) kept * (bin + 1) / BINS);
      for (int k = (int) ((long) kept * bin / BINS); k < end; k++) {
        gap += predictions[order[k]] - labels[order[k]];
      }
      distance += Math.abs(gap);
    }
    return distance / kept;
  }
}
