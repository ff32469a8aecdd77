package org.overrank.landscape;

import java.util.Map;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.GaussianRows;
import org.overrank.sensing.SensingVector;

/**
 * A covariance of low rank from sketches: a_iᵀXa_i, the variance along independent standard normal
 * vectors, with noise.
 */
public final class Covariance extends QuadraticForms {
  private static final long serialVersionUID = 1L;

  private final PlantedMatrix planted;

  /**
   * An instance.
   *
   * @param planted its size, eigenvalues, measurements and noise; square
   */
  public Covariance(PlantedMatrix planted) {
    super(planted.truth(1).left());
    if (planted.rows() != planted.cols()) {
      throw new InvalidInputException(
          "a covariance is square, not " + planted.rows() + " x " + planted.cols());
    }
    this.planted = planted;
  }

  @Override
  public String name() {
    return "covariance";
  }

  @Override
  public Map<String, Object> parameters() {
    return planted.parameters();
  }

  @Override
  public long count() {
    return planted.count();
  }

  @Override
  SensingVector form(long i) {
    double[] a = new double[rows()];
    GaussianRows.fill(planted.seed(), i, a);
    return SensingVector.dense(a);
  }

  @Override
  public double deviation() {
    return planted.deviation();
  }

  @Override
  public double noise(long i) {
    return planted.noise(i);
  }
}
