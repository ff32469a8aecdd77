package org.overrank.landscape;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.objective.Factors;
import org.overrank.objective.Structure;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;

/** A problem whose truth is known, as a generator of its measurements by index. */
public interface Instance extends Serializable {
  /**
   * Its name.
   *
   * @return such as {@code ring}
   */
  String name();

  /**
   * What it was made with, for people and for files.
   *
   * @return names and numbers or words, in a fixed order
   */
  Map<String, Object> parameters();

  /**
   * What a measurement sees.
   *
   * @return the kind of all measurements
   */
  MeasurementKind kind();

  /**
   * What is known of the matrix.
   *
   * @return the structure that a fit should ask for; of complex ones the real form is meant
   *     everywhere here
   */
  default Structure structure() {
    return Structure.GENERAL;
  }

  /**
   * The rows of the matrix.
   *
   * @return d1
   */
  int rows();

  /**
   * The columns of the matrix.
   *
   * @return d2
   */
  int cols();

  /**
   * How many measurements there are.
   *
   * @return N
   */
  long count();

  /**
   * One measurement, noise included: a function of the parameters and the index alone.
   *
   * @param i in [0, N)
   * @return A_i, y_i and w_i
   */
  Measurement measurement(long i);

  /**
   * How predictions are to be charged for what was measured.
   *
   * @return the loss through whose link the truth became targets
   */
  default Loss loss() {
    return Losses.SQUARED;
  }

  /**
   * What of a measured value is noise; under another loss than squares, what pulls at the truth as
   * noise does under them.
   *
   * @param i in [0, N)
   * @return y_i − ⟨A_i, M*⟩, in general −½ℓ'(⟨A_i, M*⟩, y_i)
   */
  default double noise(long i) {
    return 0;
  }

  /**
   * What the truth is charged for a measurement.
   *
   * @param i in [0, N)
   * @return ℓ(⟨A_i, M*⟩, y_i), less its infimum
   */
  default double charge(long i) {
    double noise = noise(i);
    return noise * noise;
  }

  /**
   * The size of the noise.
   *
   * @return the root mean square of {@link #noise}, or an estimate of it
   */
  default double deviation() {
    return 0;
  }

  /**
   * Whether measurements have other weights than 1.
   *
   * @return true if some have
   */
  default boolean isWeighted() {
    return false;
  }

  /**
   * What cells count for that no measurement is of.
   *
   * @return α0 &gt; 0, or empty where they are unknown
   */
  default OptionalDouble unobservedWeight() {
    return OptionalDouble.empty();
  }

  /**
   * The truth in balanced gauge.
   *
   * @return (U*, V*) with M* = U*V*ᵀ; empty where it has no closed form
   */
  Optional<Factors> truth();

  /**
   * A bad local minimum in closed form, exact or as λ → 0.
   *
   * @return (U, V) of the search rank that is trapped; empty where none is known
   */
  default Optional<Factors> trap() {
    return Optional.empty();
  }

  /**
   * The λ that this instance is known for.
   *
   * @return λ, or empty where it follows from the noise: ‖A*(noise)‖_op/N
   */
  OptionalDouble lambda();
}
