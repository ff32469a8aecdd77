package org.overrank.data.model;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.ExactSum;
import org.overrank.loss.Loss;

/**
 * Predictions and those of rivals, of which {@link LossErrors} are made. Nothing is kept under
 * squares, which have {@link ErrorTotals}.
 *
 * <p>Rivals are means, which another loss asks nothing of, so they are moved to where it charges
 * them least, as far as that takes no fit: by {@link Loss#shift} where targets may be moved, which
 * the very cells tell; else into the range of the targets, and a little towards their mean, as a
 * few labels that are all the same would otherwise be charged without bound.
 */
public final class LossTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How much of the way to the mean. */
  private static final double DRAWN = 0.05;

  private final Loss loss;
  private final double mean;
  private final int width;
  private final ExactSum sum = new ExactSum();
  private long count;
  private double[] kept = new double[0];
  private int used;

  /**
   * Nothing yet.
   *
   * @param loss how predictions are charged
   * @param mean of the targets
   * @param rivals how many other predictions there are of a cell
   */
  public LossTotals(Loss loss, double mean, int rivals) {
    this.loss = loss;
    this.mean = mean;
    this.width = 2 + rivals;
  }

  /**
   * Adds one cell.
   *
   * @param actual its value
   * @param response what is predicted, on the scale of the values
   * @param isKept whether its predictions are kept, for what is not told by sums
   * @param rivals the other predictions, on the same scale
   */
  public void add(double actual, double response, boolean isKept, double... rivals) {
    if (loss.isSquared()) {
      return;
    }
    double link = loss.link(response);
    sum.add(loss.exactValue(link, actual));
    count++;
    if (isKept) {
      if (used == kept.length) {
        kept = Arrays.copyOf(kept, Math.max(16 * width, 2 * used));
      }
      kept[used] = actual;
      kept[used + 1] = link;
      System.arraycopy(rivals, 0, kept, used + 2, rivals.length);
      used += width;
    }
  }

  /**
   * Adds other cells.
   *
   * @param other of the same loss and rivals
   * @return this
   */
  public LossTotals plus(LossTotals other) {
    sum.add(other.sum);
    count += other.count;
    kept = Arrays.copyOf(kept, used + other.used);
    System.arraycopy(other.kept, 0, kept, used, other.used);
    used += other.used;
    return this;
  }

  /**
   * The mean loss.
   *
   * @return over all cells, at least one, kept or not; null under squares
   */
  public @Nullable Double mean() {
    return loss.isSquared() ? null : (Double) quotient();
  }

  private double quotient() {
    return sum.value().divide(BigDecimal.valueOf(count), new MathContext(40)).doubleValue();
  }

  /**
   * What all this says.
   *
   * @return the errors over at least one cell, one of them kept; null under squares
   */
  public @Nullable LossErrors errors() {
    if (loss.isSquared()) {
      return null;
    }
    double[] actual = column(0);
    double[] links = column(1);
    double[] own = losses(links, actual);
    List<LossErrors.Rival> rivals = new ArrayList<>();
    for (int j = 2; j < width; j++) {
      rivals.add(rival(own, losses(moved(column(j), actual), actual)));
    }
    return new LossErrors(
        quotient(),
        deviation(own) / Math.sqrt((double) count),
        loss.isOfLabels() ? LabelScores.of(actual, links, loss) : null,
        rivals);
  }

  private double[] column(int j) {
    double[] column = new double[used / width];
    Arrays.setAll(column, i -> kept[i * width + j]);
    return column;
  }

  private double[] losses(double[] links, double[] actual) {
    double[] losses = new double[links.length];
    Arrays.setAll(losses, i -> loss.exactValue(links[i], actual[i]));
    return losses;
  }

  /** Links of a rival's predictions. */
  private double[] moved(double[] predicted, double[] actual) {
    double[] moved = new double[predicted.length];
    if (loss.followsShifts()) {
      Arrays.setAll(moved, i -> actual[i] - predicted[i]);
      Arrays.sort(moved);
      double shift = loss.shift(moved);
      Arrays.setAll(moved, i -> predicted[i] + shift);
      return moved;
    }
    double low = loss.response(Double.NEGATIVE_INFINITY);
    double high = loss.response(Double.POSITIVE_INFINITY);
    Arrays.setAll(
        moved,
        i -> {
          double inside = Math.max(low, Math.min(high, predicted[i]));
          return loss.link(inside + DRAWN * (mean - inside));
        });
    return moved;
  }

  private LossErrors.Rival rival(double[] own, double[] theirs) {
    double loss = Arrays.stream(theirs).sum() / theirs.length;
    double[] gains = new double[own.length];
    Arrays.setAll(gains, i -> loss == 0 ? 0 : (theirs[i] - own[i]) / loss);
    double gain = Arrays.stream(gains).sum() / gains.length;
    return new LossErrors.Rival(loss, gain, deviation(gains) / Math.sqrt(gains.length));
  }

  /** Of the numbers from their mean. */
  private static double deviation(double[] numbers) {
    double mean = Arrays.stream(numbers).sum() / numbers.length;
    double size = Arrays.stream(numbers).map(Math::abs).max().orElse(0);
    if (size == 0) {
      return 0;
    }
    double squares = Arrays.stream(numbers).map(x -> (x - mean) / size * ((x - mean) / size)).sum();
    return size * Math.sqrt(squares / numbers.length);
  }
}
