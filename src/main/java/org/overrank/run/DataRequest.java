package org.overrank.run;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.model.ModelMetadata;
import org.overrank.fit.FitSettings;
import org.overrank.fit.ProblemKind;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.objective.Structure;
import org.overrank.sensing.MeasurementKind;

/** The measurements that a user asked for. */
public interface DataRequest {
  /** {@return where they are} */
  String path();

  /** {@return where they are, as results and messages may say it} */
  String shownPath();

  /** {@return what a measurement sees} */
  MeasurementKind kind();

  /** {@return whether some are to be held out} */
  boolean holdsOut();

  /** {@return which those are, in words; empty for single ones at random} */
  default String heldOut() {
    return "";
  }

  /** {@return what was to be done with repeated cells, in a word} */
  String onDuplicate();

  /**
   * How many real rows and columns of the problem one of the table's matrices is held as.
   *
   * @return 2 where its numbers are complex
   */
  default int parts() {
    return 1;
  }

  /** {@return how factors are penalised, in a word} */
  String regularizer();

  /** {@return what cells say that are not measured} */
  default Unobserved unobserved() {
    return Unobserved.NOTHING;
  }

  /**
   * The same table, with another weight of cells that are not in it.
   *
   * @param weight α0, above 0
   * @return a request that reads it so
   */
  default DataRequest weighing(double weight) {
    throw new InvalidInputException(
        "an unobserved-weight is of tables of entries, not of " + EnumWords.of(kind()));
  }

  /** {@return how predictions are charged} */
  Loss loss();

  /** {@return what decides which solvers can be taken} */
  default ProblemKind problem() {
    return new ProblemKind(kind(), loss());
  }

  /** {@return what is subtracted, in a word} */
  String center();

  /**
   * The same measurements of a matrix with a structure.
   *
   * @param structure which says whether numbers are complex
   * @return a request that reads them so
   */
  default DataRequest of(Structure structure) {
    return this;
  }

  /**
   * The same measurements.
   *
   * @return a request that holds none of them out
   */
  DataRequest whole();

  /**
   * Reads them.
   *
   * @param session where
   * @return the measurements; the caller closes them
   * @throws InvalidInputException if they cannot be used
   */
  MeasuredData read(SparkSession session);

  /**
   * What a fit needs.
   *
   * @param data the measurements
   * @param searchRank R
   * @param solver the solver
   * @return the estimate
   */
  ResourceEstimate estimate(MeasuredData data, int searchRank, SolverKind solver);

  /**
   * What a fit needs at its first width.
   *
   * @param data the measurements
   * @param settings what the fit is asked
   * @return the estimate
   */
  default ResourceEstimate estimate(MeasuredData data, FitSettings settings) {
    return estimate(data, settings, settings.firstSearchRank(data.shape()));
  }

  /**
   * What a fit needs at a width.
   *
   * @param data the measurements
   * @param settings what the fit is asked
   * @param searchRank R
   * @return the estimate
   */
  default ResourceEstimate estimate(MeasuredData data, FitSettings settings, int searchRank) {
    return estimate(data, searchRank, settings.solver());
  }

  /** {@return what a model has to know of the table} */
  ModelMetadata.Source source();

  /**
   * What a model has to know of how the table became a problem.
   *
   * @param partitions how many blocks there were
   * @return the options
   */
  ModelMetadata.Entries options(int partitions);

  /** {@return what a model has to know of other measurements than entries, else null} */
  ModelMetadata.@Nullable Measured measured();
}
