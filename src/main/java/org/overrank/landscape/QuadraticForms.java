package org.overrank.landscape;

import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.Structure;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;

/**
 * A positive semidefinite matrix X = UUᵀ seen by quadratic forms a_iᵀXa_i, noise added (theory,
 * section 10).
 */
abstract class QuadraticForms implements Instance {
  private static final long serialVersionUID = 1L;

  private final Matrix factor;

  /**
   * An instance.
   *
   * @param factor U, n × r, not copied
   */
  QuadraticForms(Matrix factor) {
    this.factor = factor;
  }

  /** The vector a_i of a measurement, of n numbers. */
  abstract SensingVector form(long i);

  @Override
  public final MeasurementKind kind() {
    return MeasurementKind.RANK_ONE;
  }

  @Override
  public final Structure structure() {
    return Structure.PSD;
  }

  @Override
  public final int rows() {
    return factor.rows();
  }

  @Override
  public final int cols() {
    return factor.rows();
  }

  @Override
  public final Measurement measurement(long i) {
    SensingVector form = form(i);
    double value = noise(i) + value(factor, form.expanded());
    return new Measurement(new SensingMatrix.RankOne(form, form), value, 1);
  }

  /** ‖Uᵀa‖². */
  static double value(Matrix factor, double[] a) {
    double sum = 0;
    for (int k = 0; k < factor.cols(); k++) {
      double image = 0;
      for (int j = 0; j < a.length; j++) {
        image += factor.get(j, k) * a[j];
      }
      sum += image * image;
    }
    return sum;
  }

  @Override
  public final Optional<Factors> truth() {
    return Optional.of(new Factors(factor.copy(), factor.copy()));
  }

  @Override
  public final OptionalDouble lambda() {
    return OptionalDouble.empty();
  }
}
