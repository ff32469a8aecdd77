package org.overrank.run;

import java.util.ArrayList;
import java.util.List;
import org.overrank.certify.Assessment;
import org.overrank.certify.Certifier;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.RegularizedObjective;
import org.overrank.objective.Structure;

/**
 * Values of λ from the least at which the answer is zero, λ_max = ‖A*(y)‖_op/N, down by equal
 * factors (theory, section 1: G at 0 is −(2/N)A*(y), and 0 is optimal where ‖G‖_op ≤ 2λ).
 */
public final class LambdaPath {
  private LambdaPath() {}

  /**
   * The path.
   *
   * @param data the measurements
   * @param count how many values, at least 2
   * @param ratio the last as a share of λ_max, in (0, 1)
   * @param structure what is known of the matrix
   * @return descending from λ_max
   * @throws InvalidInputException if all targets are zero
   */
  public static List<Double> of(Objective data, int count, double ratio, Structure structure) {
    double largest = largest(data, structure);
    if (!(largest > 0)) {
      throw new InvalidInputException(
          "--lambda-path: there is no largest lambda, because A*(y) is zero");
    }
    List<Double> lambdas = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      lambdas.add(largest * Math.pow(ratio, k / (count - 1.0)));
    }
    return lambdas;
  }

  /**
   * The least λ at which the answer is zero.
   *
   * @param data the measurements
   * @param structure what is known of the matrix
   * @return an upper end of λ_max, 0 if all targets are zero
   */
  static double largest(Objective data, Structure structure) {
    ProblemShape shape = data.shape();
    RegularizedObjective any = new RegularizedObjective(data, 1, structure);
    Factors zero =
        any.gauge().project(Factors.zeros(shape.rows(), shape.cols(), structure.columnsOfOne()));
    try (Assessment atZero = new Certifier(any, 1).assess(zero)) {
      return shape.units().toLambda(atZero.certificate().nu());
    }
  }
}
