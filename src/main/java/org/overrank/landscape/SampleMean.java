package org.overrank.landscape;

/** A mean over draws with its standard error, by Welford's recurrence. */
public final class SampleMean {
  private long count;
  private double mean;
  private double squares;

  /**
   * Takes one draw in.
   *
   * @param value the draw
   */
  public void add(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  /**
   * The mean.
   *
   * @return NaN without draws
   */
  public double mean() {
    return count == 0 ? Double.NaN : mean;
  }

  /**
   * The standard error of the mean.
   *
   * @return NaN with less than two draws
   */
  public double standardError() {
    return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
  }
}
