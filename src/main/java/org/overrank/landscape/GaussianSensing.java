package org.overrank.landscape;

import org.overrank.linalg.Dot;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.GaussianRows;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;

/**
 * A planted matrix seen by independent standard normal matrices, those of {@link GaussianRows} with
 * the instance's seed: written out, or by their numbers only; both describe one problem.
 */
public final class GaussianSensing extends PlantedInstance {
  private static final long serialVersionUID = 1L;

  private final boolean seeded;
  private final Matrix truth;

  /**
   * An instance.
   *
   * @param planted the matrix and its measurements
   * @param seeded whether measurements hold the numbers of their matrices only
   */
  public GaussianSensing(PlantedMatrix planted, boolean seeded) {
    super(planted, 1);
    this.seeded = seeded;
    this.truth = factors().product();
  }

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public MeasurementKind kind() {
    return seeded ? MeasurementKind.SEEDED_GAUSSIAN : MeasurementKind.DENSE;
  }

  @Override
  public Measurement measurement(long i) {
    double[] cells = new double[truth.data().length];
    GaussianRows.fill(planted().seed(), i, cells);
    double value = Dot.product(cells, 0, truth.data(), 0, cells.length) + noise(i);
    SensingMatrix matrix =
        seeded ? new SensingMatrix.SeededGaussian(i) : new SensingMatrix.Dense(cells);
    return new Measurement(matrix, value, 1);
  }
}
