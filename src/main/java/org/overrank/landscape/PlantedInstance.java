package org.overrank.landscape;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.objective.Factors;

/** What all instances of a {@link PlantedMatrix} have in common. */
abstract class PlantedInstance implements Instance {
  private static final long serialVersionUID = 1L;

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
  public final double noise(long i) {
    return planted.noise(i);
  }

  @Override
  public final Map<String, Object> parameters() {
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
