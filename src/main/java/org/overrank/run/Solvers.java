package org.overrank.run;

import org.apache.spark.sql.SparkSession;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.Regularizer;
import org.overrank.fit.FitSettings;
import org.overrank.linalg.InvalidInputException;
import org.overrank.optim.Solver;
import org.overrank.spark.baseline.BreezeLbfgs;
import org.overrank.spark.baseline.MllibAls;
import org.overrank.spark.entries.EntryData;

/** Builds the solvers that users name: our own, and those of libraries. */
public final class Solvers {
  private final SparkSession session;
  private final DataRequest request;
  private final MeasuredData data;

  /**
   * Solvers for some measurements.
   *
   * @param session where a library's solver may run
   * @param request what was asked of the measurements
   * @param data the measurements
   */
  public Solvers(SparkSession session, DataRequest request, MeasuredData data) {
    this.session = session;
    this.request = request;
    this.data = data;
  }

  /**
   * Builds a solver.
   *
   * @param settings which
   * @return the solver
   * @throws InvalidInputException if it cannot run on these measurements
   */
  public Solver create(FitSettings settings) {
    return switch (settings.solver()) {
      case LBFGS -> new BreezeLbfgs();
      case MLLIB_ALS -> mllibAls(settings.seed());
      default -> settings.createSolver(data.shape().units());
    };
  }

  private Solver mllibAls(long seed) {
    if (!(request instanceof EntriesRequest entries && data instanceof EntryData cells)) {
      throw new InvalidInputException("solver mllib-als works on entries only");
    }
    if (entries.table().weight() != null || entries.table().coefficient() != null) {
      throw new InvalidInputException("solver mllib-als knows neither weights nor coefficients");
    }
    if (entries.unobserved().isOn()) {
      throw new InvalidInputException(
          "solver mllib-als: not with an unobserved-weight, of which this baseline knows nothing");
    }
    if (entries.how().regularizer() == Regularizer.PLAIN) {
      throw new InvalidInputException(
          "solver mllib-als minimises the weighted objective only: add --regularizer weighted");
    }
    return new MllibAls(session, cells, seed);
  }
}
