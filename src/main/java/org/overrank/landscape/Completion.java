package org.overrank.landscape;

import org.overrank.linalg.Dot;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;

/**
 * Some cells of a planted matrix, scaled so that their mean square is 1; no cell twice. Which cells
 * is the beginning of a seeded shuffle of all of them, of which any place can be asked.
 */
public final class Completion extends PlantedInstance {
  private static final long serialVersionUID = 1L;

  private final CellShuffle shuffle;

  /**
   * An instance.
   *
   * @param planted the matrix; at most d1·d2 measurements
   */
  public Completion(PlantedMatrix planted) {
    super(planted, scale(planted));
    long cells = (long) planted.rows() * planted.cols();
    if (planted.count() > cells) {
      throw new InvalidInputException(
          String.format(
              "completion: a %d x %d matrix has no %d cells",
              planted.rows(), planted.cols(), planted.count()));
    }
    this.shuffle = new CellShuffle(cells, planted.seed());
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
  public Measurement measurement(long i) {
    long cell = shuffle.at(i);
    int row = (int) (cell / cols());
    int col = (int) (cell % cols());
    int width = planted().rank();
    double value =
        Dot.product(
            factors().left().data(), row * width, factors().right().data(), col * width, width);
    return new Measurement(new SensingMatrix.Entry(row, col, 1), value + noise(i), 1);
  }
}
