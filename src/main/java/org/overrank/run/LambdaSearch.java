package org.overrank.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.overrank.fit.FitSettings;
import org.overrank.fit.PointError;
import org.overrank.fit.RoughFit;
import org.overrank.fit.RoughFit.Answer;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Objective;
import org.overrank.objective.Structure;

/**
 * Answers for values of λ, from the least at which it is zero down by halves, each begun at the one
 * before, until the error on a hold-out has turned or no longer falls; then between the best and
 * its neighbours.
 */
final class LambdaSearch {
  /** Values on the way down, at the most. */
  static final int MOST = 24;

  private static final double STEP = 2;

  /** Where the error falls by this factor it may well go on: two steps at once. */
  private static final double STEEP = 0.75;

  /** Below λ_max by this much, λ is as good as zero. */
  private static final double LEAST_RATIO = 1e-5;

  /** A training error below this share of that on the hold-out: λ holds nothing down any more. */
  private static final double MET = 0.01;

  /** Errors above the least by this share, twice in a row, have turned. */
  private static final double ABOVE = 0.01;

  /** The same once. */
  private static final double FAR_ABOVE = 0.05;

  /** An error that was above the least and has not fallen by this share since is flat. */
  private static final double FLAT = 2e-3;

  /** Neighbours of the best that are farther apart have another between them. */
  private static final double CLOSE = 2.1;

  static final int MOST_BETWEEN = 4;

  /** The share of the error that one more λ must promise to save. */
  private static final double WORTH = 1e-3;

  private final Objective data;
  private final boolean patient;
  private final Structure structure;
  private final RoughFit fits;
  private final double rootWeight;
  private final Consumer<Answer> told;
  private final List<Answer> path = new ArrayList<>();

  /**
   * A search.
   *
   * @param data the measurements that are fitted
   * @param asked how
   * @param error of a point, on measurements that are not
   * @param rootWeight the root of the weights of those that are, all together
   * @param patient whether to go on where the error is flat, as that of lists is between the rank
   *     that tells what is popular and those that tell rows apart
   * @param told each answer
   */
  LambdaSearch(
      Objective data,
      FitSettings asked,
      PointError error,
      double rootWeight,
      boolean patient,
      Consumer<Answer> told) {
    this.data = data;
    this.patient = patient;
    this.structure = asked.structure();
    this.rootWeight = rootWeight;
    this.fits = new RoughFit(data, asked, error);
    this.told = told;
  }

  /** All that was tried, by descending λ. */
  List<Answer> run() {
    double largest = LambdaPath.largest(data, structure);
    Answer zero = fits.zero(largest);
    if (zero.residualNorm() == 0) {
      throw new InvalidInputException(
          "lambda cannot be chosen: nothing is left of the values once their centre is subtracted,"
              + " so that every lambda gives zero; give one");
    }
    note(0, zero);
    double least = LEAST_RATIO * largest;
    for (int k = 0; k < MOST && !isOver() && last().lambda() > least; k++) {
      double step = isSteep() ? STEP * STEP : STEP;
      note(path.size(), fits.after(last(), last().lambda() / step));
    }
    for (int k = 0; k < MOST_BETWEEN; k++) {
      double lambda = between();
      if (Double.isNaN(lambda)) {
        break;
      }
      int at = 0;
      while (path.get(at).lambda() > lambda) {
        at++;
      }
      note(at, fits.after(path.get(at - 1), lambda));
    }
    return List.copyOf(path);
  }

  private void note(int at, Answer answer) {
    path.add(at, answer);
    told.accept(answer);
  }

  private Answer last() {
    return path.get(path.size() - 1);
  }

  private double error(int fromEnd) {
    return path.get(path.size() - fromEnd).error();
  }

  private int best() {
    Answer least = path.stream().min(Comparator.comparingDouble(Answer::error)).orElseThrow();
    return path.indexOf(least);
  }

  private boolean isSteep() {
    return path.size() > 2 && error(1) < STEEP * error(2);
  }

  private boolean isOver() {
    return hasTurned()
        || (isFlat() && !patient)
        || last().residualNorm() < MET * last().error() * rootWeight;
  }

  private boolean hasTurned() {
    double least = path.get(best()).error();
    return error(1) > least * (1 + FAR_ABOVE)
        || (path.size() > 2 && Math.min(error(1), error(2)) > least * (1 + ABOVE));
  }

  private boolean isFlat() {
    double least = path.get(best()).error();
    return path.size() > 2
        && path.get(0).error() > least * (1 + ABOVE)
        && error(1) > error(2) * (1 - FLAT)
        && error(1) <= least * (1 + FLAT);
  }

  /** Another λ beside the best, or NaN. */
  private double between() {
    int best = best();
    if (best == 0 || best == path.size() - 1) {
      return Double.NaN;
    }
    double x = Math.log(path.get(best).lambda());
    double up = Math.log(path.get(best - 1).lambda()) - x;
    double down = x - Math.log(path.get(best + 1).lambda());
    if (Math.max(up, down) > Math.log(CLOSE)) {
      return Math.exp(up > down ? x + up / 2 : x - down / 2);
    }
    return vertex(best, x, up, down);
  }

  /** The lowest point of the parabola through the best and its neighbours, over log λ. */
  private double vertex(int best, double x, double up, double down) {
    double error = path.get(best).error();
    double above = path.get(best - 1).error() - error;
    double below = path.get(best + 1).error() - error;
    double curvature = (above / up + below / down) / (up + down);
    double slope = (above * down / up - below * up / down) / (up + down);
    double move = -slope / (2 * curvature);
    double saved = slope * slope / (4 * curvature);
    return saved > WORTH * error ? Math.exp(x + move) : Double.NaN;
  }
}
