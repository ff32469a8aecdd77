package org.overrank.landscape;

import org.overrank.linalg.CompensatedSum;
import org.overrank.objective.Factors;

/** The lecture's ε: what the objective is at the truth (theory, section 4). */
public final class TruthValue {
  private TruthValue() {}

  /**
   * f(U*, V*) = (1/N) Σ w_i ℓ_i + λ(‖U*‖² + ‖V*‖²), ℓ_i the square of noise_i or another loss.
   *
   * @param instance the instance
   * @param truth (U*, V*)
   * @param lambda λ
   * @return ε
   */
  public static double of(Instance instance, Factors truth, double lambda) {
    CompensatedSum charges = new CompensatedSum();
    for (long i = 0; i < instance.count(); i++) {
      charges.addProduct(instance.charge(i), 1);
    }
    return charges.value() / instance.count() + lambda * truth.normSquared();
  }
}
