package org.overrank.data.picture;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GaussianNumbers;

/**
 * Some of many predictions beside what was measured; goes over the wire. Which ones depends on
 * their places alone.
 */
public final class PredictedSample implements Serializable {
  /** How many are kept, nearly. */
  static final double SIZE = 50_000;

  /** Up to so many are shown one by one. */
  static final int MOST_POINTS = 1000;

  private static final long serialVersionUID = 1L;

  /** The stream of random numbers that tells which are kept. */
  private static final long STREAM = 0x70696374757265L;

  private final double share;
  private double[] actual = new double[0];
  private double[] predicted = new double[0];
  private int size;

  /**
   * None yet.
   *
   * @param all how many there are in all
   */
  public PredictedSample(long all) {
    this.share = SIZE / all;
  }

  /**
   * Takes a prediction, or leaves it, as it leaves what is not finite.
   *
   * @param i first coordinate of its place
   * @param j second coordinate of its place
   * @param measured what was measured
   * @param told what was predicted
   */
  public void offer(long i, long j, double measured, double told) {
    boolean kept = share >= 1 || GaussianNumbers.uniform(0, STREAM, i, j) < share;
    if (kept && Double.isFinite(told - measured)) {
      if (size == actual.length) {
        resize(Math.max(16, 2 * size));
      }
      actual[size] = measured;
      predicted[size++] = told;
    }
  }

  /**
   * Adds another sample of the same predictions behind this.
   *
   * @param other from the blocks after these
   * @return this
   */
  public PredictedSample plus(PredictedSample other) {
    resize(size + other.size);
    System.arraycopy(other.actual, 0, actual, size, other.size);
    System.arraycopy(other.predicted, 0, predicted, size, other.size);
    size += other.size;
    return this;
  }

  /** Leaves no room for more. */
  void trim() {
    resize(size);
  }

  private void resize(int length) {
    actual = Arrays.copyOf(actual, length);
    predicted = Arrays.copyOf(predicted, length);
  }

  int size() {
    return size;
  }

  /** Each one, where there are few. */
  @Nullable List<List<Double>> points() {
    if (size > MOST_POINTS) {
      return null;
    }
    List<List<Double>> points = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      points.add(List.of(Digits.rounded(actual[k]), Digits.rounded(predicted[k])));
    }
    return points;
  }

  /** How dense they are, where there are many. */
  @Nullable Density density() {
    trim();
    return size > MOST_POINTS ? Density.of(actual, predicted) : null;
  }

  /** Predicted less measured. */
  Histogram residuals() {
    double[] residuals = new double[size];
    for (int k = 0; k < size; k++) {
      residuals[k] = predicted[k] - actual[k];
    }
    return Histogram.aroundZero(residuals);
  }
}
