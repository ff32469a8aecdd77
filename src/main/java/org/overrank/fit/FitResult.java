package org.overrank.fit;

import java.util.Arrays;
import java.util.List;
import org.overrank.certify.Certificate;
import org.overrank.objective.Factors;
import org.overrank.objective.Structure;
import org.overrank.objective.Units;
import org.overrank.optim.StopReason;

/** What a fit found: a point in balanced gauge, its certificate, and how it got there. */
public final class FitResult {
  private final Factors factors;
  private final int searchRank;
  private final double[] singularValues;
  private final int rank;
  private final double residualNorm;
  private final double targetNorm;
  private final Certificate certificate;
  private final StopReason stopReason;
  private final long passes;
  private final List<TraceRow> trace;

  FitResult(
      Factors factors,
      int searchRank,
      double[] singularValues,
      int rank,
      double residualNorm,
      double targetNorm,
      Certificate certificate,
      StopReason stopReason,
      long passes,
      List<TraceRow> trace) {
    this.factors = factors;
    this.searchRank = searchRank;
    this.singularValues = singularValues.clone();
    this.rank = rank;
    this.residualNorm = residualNorm;
    this.targetNorm = targetNorm;
    this.certificate = certificate;
    this.stopReason = stopReason;
    this.passes = passes;
    this.trace = List.copyOf(trace);
  }

  /**
   * The answer in balanced gauge: U = PΣ^{1/2}, V = QΣ^{1/2}, columns by descending singular value.
   *
   * @return (U, V), of width min(d1, d2, R) or less, where columns that died were dropped
   */
  public Factors factors() {
    return factors;
  }

  /**
   * The search rank.
   *
   * @return R; with an automatic search, or escapes, the most columns that an iterate had
   */
  public int searchRank() {
    return searchRank;
  }

  /**
   * The singular values of UVᵀ.
   *
   * @return descending, at most the search rank many
   */
  public double[] singularValues() {
    return singularValues.clone();
  }

  /**
   * The numerical rank of UVᵀ.
   *
   * @return how many singular values are not negligible
   */
  public int rank() {
    return rank;
  }

  /**
   * The norm of the residual at {@link #factors()}, weights included.
   *
   * @return ‖A(UVᵀ) − y‖
   */
  public double residualNorm() {
    return residualNorm;
  }

  /**
   * The norm of the targets, weights included.
   *
   * @return ‖y‖
   */
  public double targetNorm() {
    return targetNorm;
  }

  /**
   * How good the answer is, proven.
   *
   * @return the certificate of {@link #factors()}
   */
  public Certificate certificate() {
    return certificate;
  }

  /**
   * Why the run ended.
   *
   * @return the reason
   */
  public StopReason stopReason() {
    return stopReason;
  }

  /**
   * All passes over the measurements, those of certificates included.
   *
   * @return passes
   */
  public long passes() {
    return passes;
  }

  /**
   * The run, iteration by iteration.
   *
   * @return at least one row
   */
  public List<TraceRow> trace() {
    return trace;
  }

  /** The same answer in the words of its structure: complex columns, and eigenvalues once. */
  FitResult of(Structure structure) {
    double[] values = singularValues;
    if (structure.isComplex()) {
      values = new double[singularValues.length / 2];
      Arrays.setAll(values, k -> singularValues[2 * k] + singularValues[2 * k + 1]);
    }
    return new FitResult(
        factors,
        searchRank / structure.columnsOfOne(),
        values,
        structure.isComplex() ? (rank + 1) / 2 : rank,
        residualNorm,
        targetNorm,
        certificate,
        stopReason,
        passes,
        trace.stream().map(row -> row.of(structure)).toList());
  }

  /** The same answer in user units: its own are those of the solver. */
  FitResult in(Units units, SolverKind solver) {
    return new FitResult(
        units.toFactors(factors),
        searchRank,
        Arrays.stream(singularValues).map(units::toMatrix).toArray(),
        rank,
        units.toResidual(residualNorm),
        units.toResidual(targetNorm),
        certificate.in(units),
        stopReason,
        passes,
        trace.stream().map(row -> row.in(units, solver)).toList());
  }
}
