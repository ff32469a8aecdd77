package org.overrank.ml;

import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitSettings;
import org.overrank.fit.LambdaRule;
import org.overrank.fit.SolverKind;
import org.overrank.fit.StartKind;
import org.overrank.linalg.EnumWords;
import org.overrank.run.LambdaChoice;
import org.overrank.run.Versions;

/**
 * What all estimators of this package are asked: how the problem is regularised and solved, when
 * that is good enough, and where word of it is left.
 *
 * @param <E> the estimator
 * @param <M> its model
 */
public abstract class LowRankEstimator<E extends LowRankEstimator<E, M>, M extends Model<M>>
    extends Estimator<M> implements ProblemParams<E> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final DoubleParam regParam;
  private final Param<String> lambdaRule;
  private final IntParam searchRank;
  private final DoubleParam relativeGap;
  private final IntParam maxPasses;
  private final IntParam maxIter;
  private final Param<String> solver;
  private final DoubleParam step;
  private final Param<String> start;
  private final Param<String> escape;
  private final Param<String> compress;
  private final Param<String> structure;
  private final LongParam seed;
  private final Param<String> checkpointDir;
  private final IntParam checkpointSeconds;
  private final IntParam numPartitions;

  /**
   * Makes the params, without defaults: those are set when all params of the estimator are there.
   *
   * @param uid the stage's unique id
   * @param solvers that it can use
   */
  LowRankEstimator(String uid, SolverKind... solvers) {
    Versions.requireKnownSpark();
    this.uid = uid;
    ParamKit kit = new ParamKit(uid);
    regParam = kit.number(FitOption.LAMBDA);
    lambdaRule =
        kit.word(
            "lambdaRule", "which weight is chosen, without regParam", "best", "one-standard-error");
    searchRank = kit.searchRank();
    relativeGap = kit.number(FitOption.RELATIVE_GAP);
    maxPasses = kit.count(FitOption.MAX_PASSES);
    maxIter = kit.count(FitOption.MAX_ITERATIONS);
    solver =
        kit.word(
            FitOption.SOLVER.paramName(),
            "how the problem is solved",
            Arrays.stream(solvers).map(SolverKind::word).toArray(String[]::new));
    step = kit.number(FitOption.STEP);
    start =
        kit.word(
            FitOption.START.paramName(),
            "where to begin, without a warm start",
            EnumWords.of(StartKind.GAUSSIAN),
            EnumWords.of(StartKind.SPECTRAL));
    escape = kit.words(FitOption.ESCAPE);
    compress = kit.words(FitOption.COMPRESS);
    structure = kit.words(FitOption.STRUCTURE);
    seed = kit.seed(FitOption.SEED);
    checkpointDir =
        kit.text("checkpointDir", "directory for checkpoints, from which a killed fit goes on");
    checkpointSeconds = kit.atLeast(0, "checkpointSeconds", "seconds between checkpoints");
    numPartitions = kit.atLeast(0, "numPartitions", "blocks of data; 0: by their size");
  }

  @Override
  public abstract E self();

  /** Sets the defaults of the params that are made here. */
  void setCommonDefaults() {
    setDefault(lambdaRule, EnumWords.of(LambdaRule.BEST));
    setDefault(searchRank, 0);
    setDefault(relativeGap, FitSettings.DEFAULT_RELATIVE_GAP);
    setDefault(maxPasses, (int) FitSettings.DEFAULT_MAX_PASSES);
    setDefault(maxIter, Integer.MAX_VALUE);
    setDefault(start, FitOption.START.usual());
    setDefault(escape, FitOption.ESCAPE.usual());
    setDefault(compress, FitOption.COMPRESS.usual());
    setDefault(structure, FitOption.STRUCTURE.usual());
    setDefault(seed, 1L);
    setDefault(checkpointSeconds, 60);
    setDefault(numPartitions, 0);
  }

  /** What a fit is asked, but for λ. */
  FitSettings.Builder settings() {
    FitSettings.Builder settings = FitSettings.builder();
    for (FitOption<?> option : FitOption.ALL) {
      Param<Object> param = getParam(option.paramName());
      if (option != FitOption.LAMBDA && isDefined(param)) {
        option.setText(settings, ParamKit.text(option, getOrDefault(param)));
      }
    }
    return settings;
  }

  /** How λ is to be chosen, on a part that is held out; or null where it is given. */
  LambdaChoice.@Nullable Question question() {
    return isDefined(regParam)
        ? null
        : new LambdaChoice.Question(EnumWords.parse(LambdaRule.class, getLambdaRule()), true);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** {@return the param of the weight of the penalty} */
  public DoubleParam regParam() {
    return regParam;
  }

  /** {@return the weight of the penalty, if it is set} */
  public double getRegParam() {
    return ((Number) getOrDefault(regParam)).doubleValue();
  }

  /**
   * Sets the weight of the penalty; without it, one is chosen on a tenth of the data.
   *
   * @param value positive
   * @return this
   */
  public E setRegParam(double value) {
    set(regParam, value);
    return self();
  }

  /** {@return the param of which weight is chosen} */
  public Param<String> lambdaRule() {
    return lambdaRule;
  }

  /** {@return which weight is chosen, without regParam} */
  public String getLambdaRule() {
    return getOrDefault(lambdaRule).toLowerCase(Locale.ROOT);
  }

  /**
   * Sets which weight is chosen, without regParam.
   *
   * @param value best, or one-standard-error for the largest that is not known to be worse
   * @return this
   */
  public E setLambdaRule(String value) {
    set(lambdaRule, value);
    return self();
  }

  /** {@return the param of the search rank} */
  public IntParam searchRank() {
    return searchRank;
  }

  /** {@return the search rank, 0 where it is widened until certified} */
  public int getSearchRank() {
    return ((Number) getOrDefault(searchRank)).intValue();
  }

  /**
   * Sets the search rank.
   *
   * @param value columns of the factors, or 0 to widen until certified
   * @return this
   */
  public E setSearchRank(int value) {
    set(searchRank, value);
    return self();
  }

  /** {@return the param of the gap that ends a fit} */
  public DoubleParam relativeGap() {
    return relativeGap;
  }

  /** {@return the proven relative gap at which a fit ends} */
  public double getRelativeGap() {
    return ((Number) getOrDefault(relativeGap)).doubleValue();
  }

  /**
   * Sets the gap that ends a fit.
   *
   * @param value between 0 and 1
   * @return this
   */
  public E setRelativeGap(double value) {
    set(relativeGap, value);
    return self();
  }

  /** {@return the param of the budget of passes} */
  public IntParam maxPasses() {
    return maxPasses;
  }

  /** {@return the budget of passes over the data} */
  public int getMaxPasses() {
    return ((Number) getOrDefault(maxPasses)).intValue();
  }

  /**
   * Sets the budget of passes.
   *
   * @param value at least 1
   * @return this
   */
  public E setMaxPasses(int value) {
    set(maxPasses, value);
    return self();
  }

  /** {@return the param of the budget of iterations} */
  public IntParam maxIter() {
    return maxIter;
  }

  /** {@return the budget of iterations} */
  public int getMaxIter() {
    return ((Number) getOrDefault(maxIter)).intValue();
  }

  /**
   * Sets the budget of iterations; unlimited by default, as a fit ends when it is proven.
   *
   * @param value at least 1
   * @return this
   */
  public E setMaxIter(int value) {
    set(maxIter, value);
    return self();
  }

  /** {@return the param of the solver} */
  public Param<String> solver() {
    return solver;
  }

  /** {@return the solver's name} */
  public String getSolver() {
    return getOrDefault(solver).toLowerCase(Locale.ROOT);
  }

  /**
   * Sets the solver.
   *
   * @param value its name
   * @return this
   */
  public E setSolver(String value) {
    set(solver, value);
    return self();
  }

  /** {@return the param of the fixed step of gradient descent} */
  public DoubleParam step() {
    return step;
  }

  /** {@return the fixed step of gradient descent} */
  public double getStep() {
    return ((Number) getOrDefault(step)).doubleValue();
  }

  /**
   * Sets the fixed step of gradient descent.
   *
   * @param value positive; without, the exact line search
   * @return this
   */
  public E setStep(double value) {
    set(step, value);
    return self();
  }

  /** {@return the param of where a fit begins without a warm start} */
  public Param<String> start() {
    return start;
  }

  /** {@return where a fit begins without a warm start} */
  public String getStart() {
    return getOrDefault(start).toLowerCase(Locale.ROOT);
  }

  /**
   * Sets where a fit begins without a warm start.
   *
   * @param value gaussian or spectral
   * @return this
   */
  public E setStart(String value) {
    set(start, value);
    return self();
  }

  @Override
  public Param<String> escape() {
    return escape;
  }

  @Override
  public Param<String> compress() {
    return compress;
  }

  @Override
  public Param<String> structure() {
    return structure;
  }

  /** {@return the param of the seed} */
  public LongParam seed() {
    return seed;
  }

  /** {@return the seed of everything random} */
  public long getSeed() {
    return ((Number) getOrDefault(seed)).longValue();
  }

  /**
   * Sets the seed.
   *
   * @param value any number
   * @return this
   */
  public E setSeed(long value) {
    set(seed, value);
    return self();
  }

  /** {@return the param of the directory for checkpoints} */
  public Param<String> checkpointDir() {
    return checkpointDir;
  }

  /** {@return the directory for checkpoints} */
  public String getCheckpointDir() {
    return getOrDefault(checkpointDir);
  }

  /**
   * Sets the directory for checkpoints. A fit of the same data with the same params goes on from
   * the last checkpoint that a killed one has left there, to the same bits.
   *
   * @param value a path on any file system
   * @return this
   */
  public E setCheckpointDir(String value) {
    set(checkpointDir, value);
    return self();
  }

  /** {@return the param of the seconds between checkpoints} */
  public IntParam checkpointSeconds() {
    return checkpointSeconds;
  }

  /** {@return the seconds between checkpoints} */
  public int getCheckpointSeconds() {
    return ((Number) getOrDefault(checkpointSeconds)).intValue();
  }

  /**
   * Sets how often a checkpoint is left.
   *
   * @param value seconds, 0 for one before every step
   * @return this
   */
  public E setCheckpointSeconds(int value) {
    set(checkpointSeconds, value);
    return self();
  }

  /** {@return the param of the number of blocks} */
  public IntParam numPartitions() {
    return numPartitions;
  }

  /** {@return the number of blocks of data, 0 where it is chosen by their size} */
  public int getNumPartitions() {
    return ((Number) getOrDefault(numPartitions)).intValue();
  }

  /**
   * Sets the number of blocks of data. Another number changes the last digits of results.
   *
   * @param value at least 1, or 0 to choose by size
   * @return this
   */
  public E setNumPartitions(int value) {
    set(numPartitions, value);
    return self();
  }
}
