package org.overrank.landscape;

import java.util.Locale;
import java.util.Map;
import org.overrank.linalg.Dot;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.loss.PoissonLoss;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;

/**
 * Some cells of a planted matrix, scaled so that their mean square is given; no cell twice. Which
 * cells is the beginning of a seeded shuffle of all of them, of which any place can be asked. What
 * is measured of a cell is the cell with noise, or what a loss draws through its link.
 */
public final class Completion extends PlantedInstance {
  private static final long serialVersionUID = 1L;

  /** Counts of a rate e to the power of this are drawn in seconds. */
  private static final double LARGEST_LOG_RATE = 20;

  private final CellShuffle shuffle;
  private final Loss loss;
  private final double signal;
  private final TargetDraw targets;

  /**
   * An instance of cells with noise, whose mean square is 1 without it.
   *
   * @param planted the matrix; at most d1·d2 measurements
   */
  public Completion(PlantedMatrix planted) {
    this(planted, Losses.SQUARED, 1);
  }

  /**
   * An instance.
   *
   * @param planted the matrix; at most d1·d2 measurements; no noise where targets are labels or
   *     counts, which are drawn
   * @param loss how the truth becomes targets
   * @param signal positive, the root mean square of the cells: of log-odds or log-rates, where the
   *     loss has a link
   */
  public Completion(PlantedMatrix planted, Loss loss, double signal) {
    super(planted, signal * scale(planted));
    long cells = (long) planted.rows() * planted.cols();
    if (planted.count() > cells) {
      throw new InvalidInputException(
          String.format(
              "completion: a %d x %d matrix has no %d cells",
              planted.rows(), planted.cols(), planted.count()));
    }
    this.shuffle = new CellShuffle(cells, planted.seed());
    this.loss = loss;
    this.signal = signal;
    this.targets = new TargetDraw(planted, loss);
    double largest = longestRow(factors().left()) * longestRow(factors().right());
    if (loss instanceof PoissonLoss && largest > LARGEST_LOG_RATE) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "completion: with signal %s rates could be as large as e^%.0f, and counts are drawn up"
                  + " to e^%.0f: take a smaller signal",
              signal,
              largest,
              LARGEST_LOG_RATE));
    }
  }

  private static double longestRow(Matrix factor) {
    double longest = 0;
    for (int a = 0; a < factor.rows(); a++) {
      int width = factor.cols();
      double[] cells = factor.data();
      longest = Math.max(longest, Dot.product(cells, a * width, cells, a * width, width));
    }
    return Math.sqrt(longest);
  }

  private static double scale(PlantedMatrix planted) {
    double sum = 0;
    for (double value : planted.singularValues()) {
      sum += value * value;
    }
    return Math.sqrt((double) planted.rows() * planted.cols() / sum);
  }

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.ENTRIES;
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = super.parameters();
    if (!loss.isSquared()) {
      parameters.put("loss", loss.word());
    }
    if (signal != 1) {
      parameters.put("signal", signal);
    }
    return parameters;
  }

  @Override
  public Loss loss() {
    return loss;
  }

  @Override
  public Measurement measurement(long i) {
    long cell = shuffle.at(i);
    double value = targets.at(i, truth(cell));
    return new Measurement(
        new SensingMatrix.Entry((int) (cell / cols()), (int) (cell % cols()), 1), value, 1);
  }

  private double truth(long cell) {
    int width = planted().rank();
    int row = (int) (cell / cols()) * width;
    int col = (int) (cell % cols()) * width;
    return Dot.product(factors().left().data(), row, factors().right().data(), col, width);
  }

  @Override
  public double noise(long i) {
    if (loss.isSquared()) {
      return planted().noise(i);
    }
    double m = truth(shuffle.at(i));
    return -loss.slope(m, targets.at(i, m)) / 2;
  }

  @Override
  public double charge(long i) {
    double m = truth(shuffle.at(i));
    return loss.isSquared() ? super.charge(i) : loss.exactValue(m, targets.at(i, m));
  }
}
