package org.overrank.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.overrank.fit.Fit;
import org.overrank.fit.FitSettings;
import org.overrank.fit.LambdaRule;
import org.overrank.fit.LambdaTrial;
import org.overrank.fit.RoughFit.Answer;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.Matrix;
import org.overrank.loss.HuberLoss;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Objective;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.EntryProblem.Entry;

/** A λ that is chosen for values of which a twentieth is far off. */
class LambdaUnderLossTest {
  private static final int ROWS = 250;
  private static final int COLS = 250;
  private static final int RANK = 3;
  private static final double SEEN = 0.27;
  private static final double NOISE = 0.1;
  private static final Loss HUBER = new HuberLoss(3 * NOISE);

  private final Random random = new Random(5);
  private final Matrix left = EntryProblem.gaussian(ROWS, RANK, random);
  private final Matrix right = EntryProblem.gaussian(COLS, RANK, random);
  private final List<Entry> kept = new ArrayList<>();
  private final List<Entry> heldOut = new ArrayList<>();

  LambdaUnderLossTest() {
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        if (random.nextDouble() < SEEN) {
          double off = random.nextDouble() < 0.05 ? 20 : 0;
          double value =
              EntryProblem.dot(left, a, right, b)
                  + NOISE * (random.nextGaussian() + off * (random.nextBoolean() ? 1 : -1));
          (random.nextDouble() < 0.1 ? heldOut : kept).add(new Entry(a, b, 1, value));
        }
      }
    }
  }

  private Objective objective(Loss loss) {
    EntryProblem problem = new EntryProblem(ROWS, COLS, kept);
    return new LocalObjective(problem.blocks(2), problem.transposed().blocks(2)).under(loss, true);
  }

  private double holdoutError(Loss loss, Factors point) {
    double sum = 0;
    for (Entry entry : heldOut) {
      double predicted = EntryProblem.dot(point.left(), entry.row(), point.right(), entry.col());
      sum += loss.value(predicted, entry.target());
    }
    return Math.sqrt(sum / heldOut.size());
  }

  private double recoveryError(Factors point) {
    double off = 0;
    double all = 0;
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        double truth = EntryProblem.dot(left, a, right, b);
        double error = EntryProblem.dot(point.left(), a, point.right(), b) - truth;
        off += error * error;
        all += truth * truth;
      }
    }
    return Math.sqrt(off / all);
  }

  private static FitSettings.Builder settings(SolverKind solver, double lambda) {
    return FitSettings.builder().lambda(lambda).solver(solver);
  }

  private List<Answer> path(Loss loss, SolverKind solver) {
    return new LambdaSearch(
            objective(loss),
            settings(solver, 1).build(),
            (point, lambda) -> holdoutError(loss, point),
            Math.sqrt(kept.size()),
            false,
            answer -> {})
        .run();
  }

  private Answer chosen(Loss loss, SolverKind solver) {
    List<Answer> path = path(loss, solver);
    List<LambdaTrial> trials =
        path.stream()
            .map(
                each -> new LambdaTrial(each.lambda(), 0, each.error(), each.rank(), each.passes()))
            .toList();
    return path.get(trials.indexOf(LambdaRule.BEST.choose(trials, trial -> 0)));
  }

  private Factors fit(Loss loss, SolverKind solver, double lambda) {
    FitSettings settings = settings(solver, lambda).relativeGap(1e-3).build();
    return new Fit(objective(loss), settings, row -> {}).run().factors();
  }

  @Test
  void hubersChosenLambda_isAsGoodAsItLookedOnThePath_andRecoversBetterThanThatOfSquares() {
    Answer huber = chosen(HUBER, SolverKind.SCALED_LBFGS);
    Factors certified = fit(HUBER, SolverKind.SCALED_LBFGS, huber.lambda());
    assertThat(holdoutError(HUBER, certified)).isLessThan(1.02 * huber.error());
    Answer squares = chosen(Losses.SQUARED, SolverKind.VARIABLE_PROJECTION);
    Factors ofSquares = fit(Losses.SQUARED, SolverKind.VARIABLE_PROJECTION, squares.lambda());
    assertThat(recoveryError(certified)).isLessThan(0.5 * recoveryError(ofSquares));
  }
}
