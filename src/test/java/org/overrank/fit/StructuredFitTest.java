package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.overrank.Attack;
import org.overrank.certify.Certificate;
import org.overrank.linalg.Matrix;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Structure;

/** Every structure against proximal gradients on the matrix: bounds, gaps, and exact structure. */
class StructuredFitTest {
  private static final double GAP = 1e-6;
  private static final SolverKind[] SOLVERS = {
    SolverKind.SCALED_LBFGS, SolverKind.SCALED_LBFGS, SolverKind.PROXIMAL_GRADIENT
  };

  @ParameterizedTest
  @EnumSource(names = "GENERAL", mode = EnumSource.Mode.EXCLUDE)
  void ofRandomProblems_theGapCloses_andTheBoundIsBelowTheOptimum(Structure structure) {
    check(structure, 0, 34);
  }

  @Tag("attack")
  @ParameterizedTest
  @EnumSource(names = "GENERAL", mode = EnumSource.Mode.EXCLUDE)
  void ofManyRandomProblems_theGapCloses_andTheBoundIsBelowTheOptimum(Structure structure) {
    check(structure, 34, 34 + Attack.share(366));
  }

  private static void check(Structure structure, int from, int to) {
    for (int seed = from; seed < to; seed++) {
      StructuredProblem problem = new StructuredProblem(structure, seed);
      double optimum = problem.optimum();
      LocalObjective objective = problem.objective();
      SolverKind solver = SOLVERS[seed % SOLVERS.length];
      FitSettings settings =
          FitSettings.builder()
              .lambda(problem.lambda())
              .structure(structure)
              .solver(solver)
              .start(seed % 5 == 4 ? StartKind.SPECTRAL : StartKind.GAUSSIAN)
              .seed(seed)
              .relativeGap(GAP)
              .build();
      FitResult result = new Fit(objective, settings, row -> {}).run();
      String where = structure + " of seed " + seed + " by " + solver;
      Certificate proof = result.certificate();
      assertThat(proof.lowerBound()).as(where).isLessThanOrEqualTo(optimum * (1 + 1e-12));
      assertThat(proof.convexObjective()).as(where).isGreaterThanOrEqualTo(proof.lowerBound());
      assertThat(proof.relativeGap())
          .as(where + ": " + result.stopReason())
          .isLessThanOrEqualTo(GAP);
      assertThat(proof.convexObjective()).as(where).isCloseTo(optimum, within(2e-6 * optimum));
      checkAnswer(problem, result, where);
      assertStructured(structure, result, where);
    }
  }

  /** What is said of the answer is so of the numbers that are handed out. */
  private static void checkAnswer(StructuredProblem problem, FitResult result, String where) {
    double nuclear = Arrays.stream(result.singularValues()).sum();
    double value = problem.valueOf(result.factors().product().data(), nuclear);
    double penalty = result.factors().normSquared() / 2;
    double objective = problem.valueOf(result.factors().product().data(), penalty);
    assertThat(result.certificate().objective())
        .as(where)
        .isCloseTo(objective, within(1e-9 * objective));
    double said = result.certificate().convexObjective();
    assertThat(said).as(where).isCloseTo(value, within(1e-9 * said));
    assertThat(result.certificate().convexObjective())
        .as(where)
        .isGreaterThanOrEqualTo(value * (1 - 1e-12));
  }

  static void assertStructured(Structure structure, FitResult result, String where) {
    Matrix left = result.factors().left();
    Matrix right = result.factors().right();
    for (int i = 0; i < left.rows(); i++) {
      for (int k = 0; k < left.cols(); k++) {
        double sign = structure == Structure.SYMMETRIC && k % 2 == 1 ? -1 : 1;
        assertThat(right.get(i, k)).as(where).isEqualTo(sign * left.get(i, k) + 0.0);
      }
    }
    if (structure == Structure.HERMITIAN) {
      int n = left.rows() / 2;
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < left.cols(); k += 2) {
          assertThat(left.get(i, k + 1)).as(where).isEqualTo(-left.get(n + i, k) + 0.0);
          assertThat(left.get(n + i, k + 1)).as(where).isEqualTo(left.get(i, k) + 0.0);
        }
      }
    }
  }
}
