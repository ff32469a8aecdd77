package org.overrank.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.ChosenLambda;
import org.overrank.fit.FitObserver;
import org.overrank.fit.FitSettings;
import org.overrank.fit.FitSummary;
import org.overrank.fit.LambdaRule;
import org.overrank.fit.LambdaTrial;
import org.overrank.fit.PointError;
import org.overrank.fit.RoughFit.Answer;
import org.overrank.fit.WeightTrial;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;

/**
 * A λ that was chosen on a hold-out, and the fit that it was chosen for; where several weights of
 * cells that are not in the table are given, one of those with it. Close it to release what was
 * read for it.
 *
 * <p>λ weighs the penalty against the mean square residual, so it is the same for all measurements
 * as for those that were not held out: what noise of variance σ² asks for, ‖A*(noise)‖_op/N ≈
 * 2σ/√(N min(d1, d2)), is smaller by 5 % with a ninth more of them, which the error hardly feels.
 * The other regularizers have the counts of entries in their penalties, and keep λN, as ALS does.
 */
public final class LambdaChoice implements AutoCloseable {
  /** The share that is held out to choose by. */
  public static final double HOLDOUT = 0.1;

  /** Values of λ that are tried, at the most. */
  public static final int MOST_TRIED = 1 + LambdaSearch.MOST + LambdaSearch.MOST_BETWEEN;

  /** What is subtracted from entries unless said otherwise: it predicts best of what is cheap. */
  public static final CenteringKind CENTER = CenteringKind.BIASES;

  private final Run given;
  private final Run run;
  private final Question question;
  private final ChosenLambda chosen;
  private final Answer answer;
  private final long cells;
  private @Nullable Run last;

  /**
   * What is asked of a choice.
   *
   * @param rule which λ is taken
   * @param refit whether all measurements are fitted in the end, those held out included
   * @param goal what lists of columns are to be best by, or null to go by the error
   * @param weights of cells that are not in the table, to choose from by that goal; empty where the
   *     weight is given
   */
  public record Question(
      LambdaRule rule, boolean refit, @Nullable RankingGoal goal, List<Double> weights) {
    /** Checks that what is compared can be. */
    public Question {
      weights = weights.stream().distinct().toList();
      if (!weights.isEmpty() && goal == null) {
        throw new InvalidInputException(
            "errors with different unobserved-weights are not to be compared: name a metric of"
                + " lists");
      }
    }

    /**
     * A choice by the error.
     *
     * @param rule which λ is taken
     * @param refit whether all measurements are fitted in the end
     */
    public Question(LambdaRule rule, boolean refit) {
      this(rule, refit, null, List.of());
    }

    /**
     * Refuses data that have nothing to choose by.
     *
     * @param data measurements, some of them held out
     * @throws InvalidInputException if none is held out that a fit can be right or wrong on
     */
    public void require(MeasuredData data) {
      if (goal == null ? data.knownHeldOut() == 0 : !data.ranks()) {
        throw new InvalidInputException(
            "lambda cannot be chosen: no measurement is held out of which the others tell anything;"
                + " give one");
      }
    }
  }

  private LambdaChoice(
      Run given, Run run, Question question, ChosenLambda chosen, Answer answer, long cells) {
    this.given = given;
    this.run = run;
    this.question = question;
    this.chosen = chosen;
    this.answer = answer;
    this.cells = cells;
  }

  /**
   * Chooses.
   *
   * @param run the measurements, some of them held out
   * @param asked how they are fitted; its λ is not looked at
   * @param question how to choose
   * @param told each λ, as it is tried
   * @return the choice
   * @throws InvalidInputException if there is nothing to choose by
   */
  static LambdaChoice of(
      Run run, FitSettings asked, Question question, Consumer<LambdaTrial> told) {
    LambdaChoice best = null;
    List<WeightTrial> weights = new ArrayList<>();
    for (double weight : question.weights) {
      LambdaChoice next = of(run, run.weighing(weight), asked, question, told);
      LambdaTrial taken = next.chosen.taken();
      double ranking = Objects.requireNonNull(taken.ranking());
      weights.add(new WeightTrial(weight, taken.lambda(), ranking, next.chosen.pathPasses()));
      boolean better = best == null || taken.error() < best.chosen.taken().error();
      LambdaChoice left = better ? best : next;
      if (left != null) {
        left.close();
      }
      best = better ? next : best;
    }
    return best == null
        ? of(run, run, asked, question, told)
        : new LambdaChoice(
            run, best.run, question, best.chosen.among(weights), best.answer, best.cells);
  }

  private static LambdaChoice of(
      Run given, Run run, FitSettings asked, Question question, Consumer<LambdaTrial> told) {
    boolean done = false;
    try {
      LambdaChoice choice = one(given, run, asked, question, told);
      done = true;
      return choice;
    } finally {
      if (!done && run != given) {
        run.close();
      }
    }
  }

  private static LambdaChoice one(
      Run given, Run run, FitSettings asked, Question question, Consumer<LambdaTrial> told) {
    question.require(run.data());
    MeasuredData data = run.data();
    RankingGoal goal = question.goal;
    if (goal != null && asked.structure().isSquare()) {
      throw new InvalidInputException(
          "lambda cannot be chosen by " + goal + ": rows of such a matrix are not told one by one");
    }
    try (HoldOutError holdOut = new HoldOutError(data)) {
      RankingError lists = goal == null ? null : new RankingError(data, goal);
      PointError error = lists == null ? (point, lambda) -> error(holdOut, point) : lists;
      Map<Double, LambdaTrial> known = new HashMap<>();
      Function<Answer, LambdaTrial> trial =
          answer ->
              known.computeIfAbsent(answer.lambda(), lambda -> trial(answer, data, holdOut, goal));
      List<Answer> path =
          new LambdaSearch(
                  run.equivalent(asked),
                  asked,
                  error,
                  data.rootTrainWeight(),
                  goal != null,
                  answer -> told.accept(trial.apply(answer)))
              .run();
      List<LambdaTrial> trials = path.stream().map(trial).toList();
      LambdaTrial taken =
          question.rule.choose(
              trials,
              best -> standardError(run, path.get(trials.indexOf(best)), best, holdOut.count()));
      ChosenLambda chosen =
          new ChosenLambda(
              EnumWords.of(question.rule),
              taken.lambda(),
              question.refit,
              trials.stream().mapToLong(LambdaTrial::passes).sum(),
              trials);
      return new LambdaChoice(
          given, run, question, chosen, path.get(trials.indexOf(taken)), holdOut.count());
    }
  }

  /**
   * Refuses what no path to a λ is made with.
   *
   * @param settings of the fit
   * @param warm whether it is to begin at a model
   * @param option what gives λ, in the words of who asks
   * @throws InvalidInputException whose message begins with an option's name
   */
  public static void requirePath(FitSettings settings, boolean warm, String option) {
    if (warm) {
      throw new InvalidInputException(
          "start at a model: needs " + option + ", as a path to a lambda begins at zero");
    }
    if (settings.solver().isLibrary()) {
      throw new InvalidInputException(
          "solver " + settings.solver().word() + ": needs " + option + ", it makes no path to one");
    }
  }

  private static double error(HoldOutError holdOut, Factors point) {
    Factors told = CalibrationSlope.times(point, holdOut.slope(point));
    return Objects.requireNonNull(holdOut.rmse(told));
  }

  /** As a share of the error: of the cells, where they are judged one by one. */
  private static double standardError(Run run, Answer answer, LambdaTrial trial, long cells) {
    HoldoutJudgement judgement =
        trial.ranking() == null
            ? run.judge().errors(matrix(run, answer, trial), ValueRange.ALL)
            : null;
    if (judgement == null || judgement.error() == 0) {
      return LambdaRule.relativeStandardError(cells);
    }
    double share = judgement.standardError() / judgement.error();
    return judgement.byLoss() == null
        ? share
        : share / 2; // Errors on the path are roots of losses.
  }

  private static LowRankMatrix matrix(Run run, Answer answer, LambdaTrial trial) {
    return FittedModel.matrix(answer.point(), run.data()).sloped(trial.slope());
  }

  private static LambdaTrial trial(
      Answer answer, MeasuredData data, HoldOutError holdOut, @Nullable RankingGoal goal) {
    return new LambdaTrial(
        answer.lambda(),
        answer.residualNorm() / data.rootTrainWeight(),
        goal == null ? answer.error() : null,
        answer.rank(),
        answer.passes(),
        goal == null ? null : goal.toString(),
        goal == null ? null : 1 - answer.error(),
        data.shape().loss().isSquared() ? null : data.shape().loss().word(),
        goal == null ? holdOut.slope(answer.point()) : null);
  }

  /**
   * How it was chosen.
   *
   * @return the choice in numbers
   */
  public ChosenLambda chosen() {
    return chosen;
  }

  /**
   * What is to be fitted: all measurements, or those that were not held out.
   *
   * @return the run that the choice was made on, or a new one; open as long as this is
   */
  public Run toFit() {
    if (last == null) {
      last = question.refit ? run.whole() : run;
      last.slope(chosen.taken().slope());
    }
    return last;
  }

  @Override
  public void close() {
    if (last != null && last != run) {
      last.close();
    }
    if (run != given) {
      run.close();
    }
  }

  /**
   * The fit at the chosen λ, begun at its rough answer.
   *
   * @param last what is fitted, from {@link #toFit}
   * @param asked how
   * @return settings for {@link Run#fit}
   */
  public FitSettings settings(Run last, FitSettings asked) {
    @Nullable LowRankMatrix start =
        answer.rank() == 0 ? null : FittedModel.matrix(answer.point(), run.data());
    double lambda = last.lambda(chosen.chosenLambda(), run.data().shape().measurements());
    return last.settings(asked.toBuilder().lambda(lambda), start, "path");
  }

  /**
   * Runs the fit. Where it sees all measurements, it is judged by what the answer on the path,
   * which has not seen them, predicts of those held out.
   *
   * @param last what is fitted, from {@link #toFit}
   * @param settings from {@link #settings}
   * @param checkpoints where it leaves them, and goes on from
   * @param observer told every iterate
   * @param clip to which predictions of what was held out are clipped
   * @return the result, which says how λ was chosen
   */
  public Run.Outcome fit(
      Run last,
      FitSettings settings,
      Checkpoints checkpoints,
      FitObserver observer,
      ValueRange clip) {
    if (!question.refit) {
      Run.Outcome found = last.fit(settings, checkpoints, observer, clip, question.goal);
      return found.with(found.summary().chosenBy(chosen, remarks()));
    }
    HoldoutJudgement judgement = run.judge().errors(onPath(), clip);
    RankingJudgement ranking =
        run.judge().ranking(answer.point().right(), answer.lambda(), question.goal);
    Run.Outcome found =
        last.fit(settings, checkpoints, observer, result -> new Judge.Judged(judgement, ranking));
    FitSummary summary = found.summary().chosenBy(chosen, remarks());
    Double onPath = question.goal == null ? (Double) answer.error() : heldOutError();
    Double rmse = judgement == null ? onPath : (Double) judgement.errors().rmse();
    return found.with(summary.withHoldout(rmse, cells));
  }

  private @Nullable Double heldOutError() {
    try (HoldOutError error = new HoldOutError(run.data())) {
      return error.rmse(answer.point());
    }
  }

  private LowRankMatrix onPath() {
    return matrix(run, answer, chosen.taken());
  }

  /**
   * What the result is judged by.
   *
   * @param found from {@link #fit}
   * @param clip to which predictions of what was held out are clipped
   * @return its matrix, or where it has seen all measurements that on the path
   */
  public HeldOutMatrix judged(Run.Outcome found, ValueRange clip) {
    return question.refit
        ? new HeldOutMatrix(this::onPath, null, run.data(), clip)
        : HeldOutMatrix.of(found.model(), run.data(), clip);
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    List<LambdaTrial> path = chosen.lambdaPath();
    if (chosen.chosenLambda() == path.get(0).lambda()) {
      remarks.add("No low-rank matrix predicts the hold-out better than the centre alone does.");
    } else if (chosen.chosenLambda() == path.get(path.size() - 1).lambda()) {
      remarks.add(
          "What was held out was told ever better down to the least lambda that was tried: smaller ones, given"
              + " by --lambda, may predict better.");
    }
    return remarks;
  }
}
