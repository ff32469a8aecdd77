package org.overrank.cli;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.MeasuredData;
import org.overrank.spark.ResourceEstimate;
import org.overrank.spark.model.ModelMetadata;

/** The measurements that a user asked for. */
interface DataRequest {
  /** Where they are. */
  String path();

  /** What a measurement sees. */
  MeasurementKind kind();

  /** The share that is to be held out. */
  double holdout();

  /** What was to be done with repeated cells, in a word. */
  String onDuplicate();

  /** How factors are penalised, in a word. */
  String regularizer();

  /** What is subtracted, in a word. */
  String center();

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
   * @param factorPairs pairs of factors that the solver keeps
   * @param halfSweeps whether it needs the transposed copy
   * @return the estimate
   */
  ResourceEstimate estimate(MeasuredData data, int searchRank, int factorPairs, boolean halfSweeps);

  /** What a model has to know of the table. */
  ModelMetadata.Source source();

  /**
   * What a model has to know of how the table became a problem.
   *
   * @param partitions how many blocks there were
   * @return the options
   */
  ModelMetadata.Entries options(int partitions);

  /** What a model has to know of other measurements than entries, else null. */
  ModelMetadata.@Nullable Measured measured();
}
