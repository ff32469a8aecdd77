package org.overrank.objective;

import java.util.List;
import java.util.stream.IntStream;
import org.overrank.sensing.LossBlock;
import org.overrank.sensing.MeasurementBlock;

/**
 * The data term along a line at several steps at once, for losses under which it is no quartic
 * (theory, section 9).
 *
 * @param point (U, V)
 * @param direction (P, Q)
 * @param steps η_k, not negative
 */
public record LineSamples(Factors point, Factors direction, List<Double> steps)
    implements Request<List<LineSamples.Sample>> {
  /**
   * The data term at one step.
   *
   * @param step η
   * @param value its value at (U + ηP, V + ηQ)
   * @param slope its derivative by η
   */
  public record Sample(double step, double value, double slope) {
    /** The same with a quadratic added. */
    Sample plus(double q0, double q1, double q2) {
      return new Sample(step, value + q0 + step * (q1 + step * q2), slope + q1 + 2 * step * q2);
    }

    /**
     * Where the cubic through this sample and another is least.
     *
     * @param end a sample at a later step
     * @return between both steps, or the lower end if nowhere
     */
    public double leastBetween(Sample end) {
      double length = end.step - step;
      double d = slope + end.slope - 3 * (end.value - value) / length;
      double root = Math.sqrt(Math.max(0, d * d - slope * end.slope));
      double share = 1 - (end.slope + root - d) / (end.slope - slope + 2 * root);
      boolean inside = share > 0 && share < 1;
      return inside ? step + share * length : (end.value < value ? end : this).step;
    }
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    double[] sums = new double[2 * steps.size()];
    ((LossBlock) block)
        .addAlong(
            point.left(),
            point.right(),
            direction.left(),
            direction.right(),
            steps.stream().mapToDouble(Double::doubleValue).toArray(),
            sums);
    return new Partial(sums);
  }

  @Override
  public List<Sample> answer(Partial total, ProblemShape shape) {
    double n = shape.measurements();
    return IntStream.range(0, steps.size())
        .mapToObj(k -> new Sample(steps.get(k), total.sum(2 * k) / n, total.sum(2 * k + 1) / n))
        .toList();
  }
}
