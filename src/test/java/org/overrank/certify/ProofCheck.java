package org.overrank.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.overrank.objective.Factors;

/** Proofs held against a convex method on M, and what was found wrong with them. */
final class ProofCheck {
  /** Values that were computed here and there differ by rounding. */
  private static final double ROUNDING = 1e-9;

  private final double tolerance;
  private final List<String> wrong = new ArrayList<>();
  private int points;

  /**
   * A check of none yet.
   *
   * @param tolerance how far above the optimum the convex method may end, relatively
   */
  ProofCheck(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * A bound is not above the minimum, and F of the factors not below its value at their product.
   */
  void check(
      String what, ToDoubleFunction<DMatrixRMaj> f, double minimum, Certificate proof, Factors at) {
    points++;
    if (proof.lowerBound() > minimum * (1 + tolerance)) {
      wrong(what + ": bound " + proof.lowerBound() + " above " + minimum);
    }
    DMatrixRMaj m = DMatrixRMaj.wrap(at.rows(), at.cols(), at.product().data().clone());
    double value = f.applyAsDouble(m);
    if (proof.convexObjective() < value * (1 - ROUNDING)) {
      wrong(what + ": F " + proof.convexObjective() + " below its value " + value);
    }
  }

  void wrong(String what) {
    wrong.add(what);
  }

  void assertNoneIsWrong() {
    assertThat(wrong).as("of %d points", points).isEmpty();
  }
}
