package org.overrank.landscape;

import java.io.Serializable;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.Loss;
import org.overrank.loss.PoissonLoss;
import org.overrank.loss.QuantileLoss;

/**
 * What is measured where a planted prediction is m, as a loss takes it: a label with probability
 * 1/(1 + e⁻ᵐ) of 1, a count of rate eᵐ, or m with noise; under a quantile loss as much of that
 * noise is negative as its level says. Each a function of m and of the number of the measurement
 * alone.
 */
final class TargetDraw implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final long TARGET = 24;

  /** Counts of larger rates are sums of counts of rates up to this. */
  private static final double PIECE = 16;

  /** Of a rate up to 16: counts beyond have a chance of 10⁻¹⁷, which no uniform number has. */
  private static final int MOST_OF_PIECE = 64;

  private final PlantedMatrix planted;
  private final Loss loss;

  TargetDraw(PlantedMatrix planted, Loss loss) {
    this.planted = planted;
    this.loss = loss;
  }

  /** y_i where ⟨A_i, M*⟩ is m. */
  double at(long i, double m) {
    if (loss instanceof LogisticLoss) {
      return uniform(i, 0) < loss.response(m) ? 1 : 0;
    }
    if (loss instanceof PoissonLoss) {
      return count(i, loss.response(m));
    }
    double noise = planted.noise(i);
    return loss instanceof QuantileLoss quantile
        ? m + Math.abs(noise) * (uniform(i, 0) < quantile.level() ? -1 : 1)
        : m + noise;
  }

  private double count(long i, double rate) {
    long pieces = (long) Math.ceil(rate / PIECE);
    double sum = 0;
    for (long k = 0; k < pieces; k++) {
      sum += piece(uniform(i, k), rate / pieces);
    }
    return sum;
  }

  /** The count at which the sum of the chances exceeds a uniform number. */
  private static int piece(double uniform, double rate) {
    double left = uniform;
    double chance = StrictMath.exp(-rate);
    int count = 0;
    while (left >= chance && count < MOST_OF_PIECE) {
      left -= chance;
      count++;
      chance *= rate / count;
    }
    return count;
  }

  private double uniform(long i, long j) {
    return GaussianNumbers.uniform(planted.seed(), TARGET, i, j);
  }
}
