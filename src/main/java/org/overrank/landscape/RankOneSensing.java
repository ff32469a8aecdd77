package org.overrank.landscape;

import org.overrank.linalg.Matrix;
import org.overrank.sensing.GaussianRows;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;

/** A planted matrix seen by bilinear forms a_iᵀMb_i of independent standard normal vectors. */
public final class RankOneSensing extends PlantedInstance {
  private static final long serialVersionUID = 1L;

  /**
   * An instance.
   *
   * @param planted the matrix and its measurements
   */
  public RankOneSensing(PlantedMatrix planted) {
    super(planted, 1);
  }

  @Override
  public String name() {
    return "rank-one";
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.RANK_ONE;
  }

  @Override
  public Measurement measurement(long i) {
    double[] a = new double[rows()];
    double[] b = new double[cols()];
    GaussianRows.fill(planted().seed(), 2 * i, a);
    GaussianRows.fill(planted().seed(), 2 * i + 1, b);
    double value = noise(i);
    for (int k = 0; k < planted().rank(); k++) {
      value += image(factors().left(), k, a) * image(factors().right(), k, b);
    }
    return new Measurement(
        new SensingMatrix.RankOne(SensingVector.dense(a), SensingVector.dense(b)), value, 1);
  }

  private static double image(Matrix factor, int k, double[] vector) {
    double sum = 0;
    for (int j = 0; j < vector.length; j++) {
      sum += factor.get(j, k) * vector[j];
    }
    return sum;
  }
}
