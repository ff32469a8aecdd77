package org.overrank.landscape;

import org.overrank.linalg.CompensatedSum;
import org.overrank.objective.Factors;

/** The lecture's ε: what the objective is at the truth (theory, section 4). */
public final class TruthValue {
  private TruthValue() {}

  /**
   * f(U*, V*) = (1/N) Σ w_i noise_i² + λ(‖U*‖² + ‖V*‖²). N numbers are drawn; no measurement is
   * made.
   *
   * @param instance the instance
   * @param truth (U*, V*)
   * @param lambda λ
   * @return ε
   */
  public static double of(Instance instance, Factors truth, double lambda) {
    CompensatedSum squares = new CompensatedSum();
    for (long i = 0; i < instance.count(); i++) {
      double noise = instance.noise(i);
      if (noise != 0) {
        squares.addProduct(noise, noise);
      }
    }
    return squares.value() / instance.count() + lambda * truth.normSquared();
  }
}
