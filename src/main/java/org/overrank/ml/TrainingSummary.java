package org.overrank.ml;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.overrank.certify.BoundKind;
import org.overrank.certify.Certificate;
import org.overrank.fit.FitSummary;
import org.overrank.fit.TraceRow;

/** How a fit went and what it has proven. */
public final class TrainingSummary {
  private static final StructType HISTORY =
      new StructType()
          .add("iteration", DataTypes.IntegerType, false)
          .add("passes", DataTypes.LongType, false)
          .add("seconds", DataTypes.DoubleType, false)
          .add("objective", DataTypes.DoubleType, false)
          .add("gradientNorm", DataTypes.DoubleType, false)
          .add("step", DataTypes.DoubleType, false)
          .add("searchRank", DataTypes.IntegerType, false)
          .add("convexObjective", DataTypes.DoubleType, true)
          .add("lowerBound", DataTypes.DoubleType, true)
          .add("relativeGap", DataTypes.DoubleType, true)
          .add("nu", DataTypes.DoubleType, true)
          .add("gapBound", DataTypes.StringType, false)
          .add("event", DataTypes.StringType, false);

  private final FitSummary numbers;
  private final List<TraceRow> trace;

  /**
   * A summary.
   *
   * @param numbers what the fit found
   * @param trace its iterates
   */
  TrainingSummary(FitSummary numbers, List<TraceRow> trace) {
    this.numbers = numbers;
    this.trace = List.copyOf(trace);
  }

  /**
   * The run, iteration by iteration: iteration, passes, seconds, objective, gradientNorm, step,
   * searchRank, and where a certificate was computed convexObjective, lowerBound, relativeGap, nu
   * and gapBound, else null or empty; event says what happened besides a step.
   *
   * @return a row an iterate
   */
  public Dataset<Row> objectiveHistory() {
    List<Row> rows = trace.stream().map(TrainingSummary::row).toList();
    return SparkSession.active().createDataFrame(rows, HISTORY);
  }

  private static Row row(TraceRow row) {
    return RowFactory.create(
        row.iteration(),
        row.passes(),
        row.seconds(),
        row.objective(),
        row.gradientNorm(),
        row.step(),
        row.searchRank(),
        known(row.convexObjective()),
        known(row.lowerBound()),
        known(row.relativeGap()),
        known(row.nu()),
        row.gapBound(),
        row.event());
  }

  @SuppressWarnings("NullAway") // The cells of a Row may be null.
  private static Object known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /**
   * How good the answer is, proven.
   *
   * @return the certificate; its steps are 0, as they are not kept
   */
  public Certificate certificate() {
    return new Certificate(
        numbers.proof().objective(),
        numbers.proof().convexObjective(),
        numbers.proof().lowerBound(),
        numbers.proof().relativeGap(),
        numbers.proof().nuLower(),
        numbers.proof().nu(),
        BoundKind.ofWord(numbers.proof().gapBound()),
        numbers.proof().failureProbability(),
        0);
  }

  /** {@return every number of the fit, as in the {@code summary.json} of the command line} */
  public FitSummary numbers() {
    return numbers;
  }

  /** {@return the iterates} */
  public List<TraceRow> trace() {
    return trace;
  }

  /** {@return f(U,V) = (1/N) Σ w (residual)² + λ(‖U‖² + ‖V‖²)} */
  public double objective() {
    return numbers.proof().objective();
  }

  /** {@return how far, at most, the objective is above the best of any rank, as a share of it} */
  public double relativeGap() {
    return numbers.proof().relativeGap();
  }

  /** {@return whether the asked gap is proven} */
  public boolean certified() {
    return numbers.proof().certified();
  }

  /** {@return why the fit ended, in a word such as {@code certified} or {@code max-passes}} */
  public String stopReason() {
    return numbers.effort().stopReason();
  }

  /** {@return what is proven, in a sentence} */
  public String verdict() {
    return numbers.proof().verdict();
  }

  /** {@return iterations of the solver} */
  public int totalIterations() {
    return numbers.effort().iterations();
  }

  /** {@return what a user should know of the data and the answer} */
  public List<String> warnings() {
    return numbers.warnings();
  }

  @Override
  public String toString() {
    return numbers.proof().verdict();
  }
}
