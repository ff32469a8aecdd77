package org.overrank.run;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.measurements.IdTables;
import org.overrank.data.measurements.MeasurementOptions;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.model.ModelMetadata;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.EnumWords;
import org.overrank.loss.Loss;
import org.overrank.objective.Structure;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.measurements.MeasurementReader;

/**
 * A table of measurements that are not entries.
 *
 * @param table where it is and which of its columns count
 * @param how how it becomes a problem
 * @param frame the table itself where it is no file, else null
 * @param shownPath where it is, as results and messages may say it
 */
public record MatricesRequest(
    MeasurementSource table, MeasurementOptions how, @Nullable Dataset<Row> frame, String shownPath)
    implements DataRequest {
  /**
   * A table in files.
   *
   * @param table where it is and which of its columns count
   * @param how how it becomes a problem
   * @param shownPath where it is, as results and messages may say it
   */
  public MatricesRequest(MeasurementSource table, MeasurementOptions how, String shownPath) {
    this(table, how, null, shownPath);
  }

  /**
   * A table that is no file.
   *
   * @param table which of its columns count
   * @param how how it becomes a problem
   * @param frame the table itself
   */
  public MatricesRequest(MeasurementSource table, MeasurementOptions how, Dataset<Row> frame) {
    this(table, how, frame, table.path());
  }

  @Override
  public String path() {
    return table.path();
  }

  @Override
  public MeasurementKind kind() {
    return table.kind();
  }

  @Override
  public boolean holdsOut() {
    return how.holdout() > 0;
  }

  @Override
  public int parts() {
    return how.complex() ? 2 : 1;
  }

  @Override
  public String onDuplicate() {
    return EnumWords.of(DuplicatePolicy.KEEP);
  }

  @Override
  public String regularizer() {
    return EnumWords.of(Regularizer.PLAIN);
  }

  @Override
  public String center() {
    return EnumWords.of(CenteringKind.NONE);
  }

  @Override
  public Loss loss() {
    return how.loss();
  }

  @Override
  public DataRequest of(Structure structure) {
    return new MatricesRequest(table, how.withComplex(structure.isComplex()), frame, shownPath);
  }

  @Override
  public DataRequest whole() {
    return new MatricesRequest(table, how.withoutHoldout(), frame, shownPath);
  }

  @Override
  public MeasuredData read(SparkSession session) {
    return frame == null
        ? MeasurementReader.read(session, table, how)
        : MeasurementReader.read(frame, table, how);
  }

  @Override
  public ResourceEstimate estimate(MeasuredData data, int searchRank, SolverKind solver) {
    return ResourceEstimate.ofMatrices(
        data.shape(), searchRank, data.partitions(), solver, data.bytes());
  }

  /** Predictions are made of cells, by their indices or ids. */
  @Override
  public ModelMetadata.Source source() {
    IdTables ids = table.ids();
    EntrySource cells = EntrySource.of(table.path());
    return ModelMetadata.Source.of(
        (ids == null ? cells : cells.withColumns(ids.row(), ids.col(), table.columns().value()))
            .withFormat(table.format())
            .withWeight(table.columns().weight()),
        shownPath);
  }

  @Override
  public ModelMetadata.Entries options(int partitions) {
    return new ModelMetadata.Entries(
        how.onBadRow(),
        DuplicatePolicy.KEEP,
        partitions,
        how.holdout(),
        CenteringKind.NONE,
        Regularizer.PLAIN,
        null,
        null,
        null,
        ModelMetadata.Entries.word(how.loss()));
  }

  @Override
  public ModelMetadata.Measured measured() {
    return new ModelMetadata.Measured(
        table.kind(), table.columns(), how.storage(), how.measurementSeed(), ids());
  }

  private ModelMetadata.@Nullable Ids ids() {
    IdTables ids = table.ids();
    return ids == null
        ? null
        : new ModelMetadata.Ids(ids.row(), ids.col(), ids.own(), List.of(), List.of());
  }
}
