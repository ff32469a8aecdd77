package org.overrank.cli;

import org.apache.spark.sql.SparkSession;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.MeasuredData;
import org.overrank.spark.ResourceEstimate;
import org.overrank.spark.entries.CenteringKind;
import org.overrank.spark.entries.DuplicatePolicy;
import org.overrank.spark.entries.EntrySource;
import org.overrank.spark.entries.Regularizer;
import org.overrank.spark.measurements.MeasurementOptions;
import org.overrank.spark.measurements.MeasurementReader;
import org.overrank.spark.measurements.MeasurementSource;
import org.overrank.spark.model.ModelMetadata;

/**
 * A table of measurements that are not entries.
 *
 * @param table where it is and which of its columns count
 * @param how how it becomes a problem
 */
record MatricesRequest(MeasurementSource table, MeasurementOptions how) implements DataRequest {
  @Override
  public String path() {
    return table.path();
  }

  @Override
  public MeasurementKind kind() {
    return table.kind();
  }

  @Override
  public double holdout() {
    return how.holdout();
  }

  @Override
  public String onDuplicate() {
    return EnumWord.of(DuplicatePolicy.KEEP);
  }

  @Override
  public String regularizer() {
    return EnumWord.of(Regularizer.PLAIN);
  }

  @Override
  public String center() {
    return EnumWord.of(CenteringKind.NONE);
  }

  @Override
  public MeasuredData read(SparkSession session) {
    return MeasurementReader.read(session, table, how);
  }

  @Override
  public ResourceEstimate estimate(
      MeasuredData data, int searchRank, int factorPairs, boolean halfSweeps) {
    return ResourceEstimate.ofMatrices(
        data.shape(), searchRank, data.partitions(), factorPairs, data.bytes());
  }

  /** Predictions are made of cells, by their indices. */
  @Override
  public ModelMetadata.Source source() {
    return ModelMetadata.Source.of(
        EntrySource.of(table.path())
            .withFormat(table.format())
            .withWeight(table.columns().weight()));
  }

  @Override
  public ModelMetadata.Entries options(int partitions) {
    return new ModelMetadata.Entries(
        how.onBadRow(),
        DuplicatePolicy.KEEP,
        partitions,
        how.holdout(),
        CenteringKind.NONE,
        Regularizer.PLAIN);
  }

  @Override
  public ModelMetadata.Measured measured() {
    return new ModelMetadata.Measured(
        table.kind(), table.columns(), how.storage(), how.measurementSeed());
  }
}
