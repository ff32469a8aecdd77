package org.overrank.landscape;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.linalg.CompensatedSum;
import org.overrank.objective.Factors;

/** What all instances of a {@link PlantedMatrix} have in common. */
abstract class PlantedInstance implements Instance {
  private static final long serialVersionUID = 1L;

  /** The first measurements are as random as all: so many tell the size of their noise. */
  private static final int MOST_LOOKED_AT = 100_000;

  private final PlantedMatrix planted;
  private final Factors truth;

  /**
   * An instance.
   *
   * @param planted the matrix and its measurements
   * @param scale multiplies its singular values
   */
  PlantedInstance(PlantedMatrix planted, double scale) {
    this.planted = planted;
    this.truth = planted.truth(scale);
  }

  final PlantedMatrix planted() {
    return planted;
  }

  final Factors factors() {
    return truth;
  }

  @Override
  public final int rows() {
    return planted.rows();
  }

  @Override
  public final int cols() {
    return planted.cols();
  }

  @Override
  public final long count() {
    return planted.count();
  }

  @Override
  public double noise(long i) {
    return planted.noise(i);
  }

  @Override
  public final double deviation() {
    if (loss().isSquared() && planted.outliers().share() == 0) {
      return planted.deviation();
    }
    int looked = (int) Math.min(count(), MOST_LOOKED_AT);
    CompensatedSum squares = new CompensatedSum();
    for (long i = 0; i < looked; i++) {
      squares.addProduct(noise(i), noise(i));
    }
    return Math.sqrt(squares.value() / looked);
  }

  @Override
  public Map<String, Object> parameters() {
    return planted.parameters();
  }

  @Override
  public final Optional<Factors> truth() {
    return Optional.of(truth);
  }

  @Override
  public final OptionalDouble lambda() {
    return OptionalDouble.empty();
  }
}
