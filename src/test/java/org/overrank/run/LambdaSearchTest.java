package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.fit.Fit;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.fit.LambdaRule;
import org.overrank.fit.LambdaTrial;
import org.overrank.fit.RoughFit.Answer;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.EntryProblem.Entry;

/**
 * A λ that is chosen predicts as well as the best of a fine grid, for the passes of a few fits; for
 * more seeds say {@code -Doverrank.lambda.seeds=20}, which prints what they gave.
 */
class LambdaSearchTest {
  private static final int SEEDS = Integer.getInteger("overrank.lambda.seeds", 1);
  private static final int FEW = 3;
  private static final int ROWS = 100;
  private static final int COLS = 70;
  private static final int RANK = 3;
  private static final double DENSITY = 0.4;

  /** A planted completion, a tenth of which is kept out of the fit. */
  private record Planted(EntryProblem kept, List<Entry> heldOut, Matrix left, Matrix right) {
    static Planted of(double noise, long seed) {
      Random random = new Random(seed);
      Matrix left = EntryProblem.gaussian(ROWS, RANK, random);
      Matrix right = EntryProblem.gaussian(COLS, RANK, random);
      List<Entry> kept = new ArrayList<>();
      List<Entry> heldOut = new ArrayList<>();
      for (int a = 0; a < ROWS; a++) {
        for (int b = 0; b < COLS; b++) {
          if (random.nextDouble() < DENSITY) {
            double value = EntryProblem.dot(left, a, right, b) + noise * random.nextGaussian();
            (random.nextDouble() < 0.1 ? heldOut : kept).add(new Entry(a, b, 1, value));
          }
        }
      }
      return new Planted(new EntryProblem(ROWS, COLS, kept), heldOut, left, right);
    }

    LocalObjective objective() {
      return new LocalObjective(kept.blocks(3), kept.transposed().blocks(3));
    }

    double holdoutError(Factors point) {
      double sum = 0;
      for (Entry entry : heldOut) {
        double residual = predicted(point, entry.row(), entry.col()) - entry.target();
        sum += residual * residual;
      }
      return Math.sqrt(sum / heldOut.size());
    }

    double trueError(Factors point) {
      double sum = 0;
      for (int a = 0; a < ROWS; a++) {
        for (int b = 0; b < COLS; b++) {
          double residual = predicted(point, a, b) - EntryProblem.dot(left, a, right, b);
          sum += residual * residual;
        }
      }
      return Math.sqrt(sum / (ROWS * COLS));
    }

    private static double predicted(Factors point, int a, int b) {
      return EntryProblem.dot(point.left(), a, point.right(), b);
    }

    FitResult fit(double lambda, double gap) {
      return new Fit(objective(), settings(lambda).relativeGap(gap).build(), row -> {}).run();
    }
  }

  private static FitSettings.Builder settings(double lambda) {
    return FitSettings.builder().lambda(lambda).solver(SolverKind.VARIABLE_PROJECTION);
  }

  private static LambdaTrial trial(Answer answer) {
    return new LambdaTrial(answer.lambda(), 0, answer.error(), answer.rank(), answer.passes());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 2})
  void aPlantedCompletion_isPredictedAsByTheBestOfAFineGrid(double noise) {
    long ofPaths = 0;
    long ofColdFits = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Planted planted = Planted.of(noise, seed);
      List<Answer> path =
          new LambdaSearch(
                  planted.objective(),
                  settings(1).build(),
                  (point, lambda) -> planted.holdoutError(point),
                  Math.sqrt(planted.kept.entries().size()),
                  false,
                  answer -> {})
              .run();
      List<LambdaTrial> trials = path.stream().map(LambdaSearchTest::trial).toList();
      double chosen = LambdaRule.BEST.choose(trials, trial -> 0).lambda();
      FitResult cold = planted.fit(chosen, 1e-3);
      FitResult best =
          IntStream.rangeClosed(-6, 6)
              .mapToObj(k -> planted.fit(chosen * Math.pow(2, k / 4.0), 1e-4))
              .min(Comparator.comparingDouble(r -> planted.holdoutError(r.factors())))
              .orElseThrow();
      long passes = trials.stream().mapToLong(LambdaTrial::passes).sum();
      ofPaths += passes;
      ofColdFits += cold.passes();
      if (SEEDS > FEW) {
        System.out.printf(
            Locale.ROOT,
            "PLANTED noise %.2f seed %d: lambda %.4g of %d, hold-out %.4f of %.4f, true %.4f of"
                + " %.4f, passes %d of %d%n",
            noise,
            seed,
            chosen,
            trials.size(),
            planted.holdoutError(cold.factors()),
            planted.holdoutError(best.factors()),
            planted.trueError(cold.factors()),
            planted.trueError(best.factors()),
            passes,
            cold.passes());
      }
      assertThat(planted.holdoutError(cold.factors()))
          .isLessThanOrEqualTo(1.02 * planted.holdoutError(best.factors()));
    }
    assertThat(ofPaths).isLessThanOrEqualTo(3 * ofColdFits);
  }
}
