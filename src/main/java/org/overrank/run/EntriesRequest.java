package org.overrank.run;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.model.ModelMetadata;
import org.overrank.fit.SolverKind;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.entries.EntryReader;

/**
 * A table of entries.
 *
 * @param table where it is and which of its columns count
 * @param how how it becomes a problem
 * @param frame the table itself where it is no file, else null
 * @param shownPath where it is, as results and messages may say it
 */
public record EntriesRequest(
    EntrySource table, EntryOptions how, @Nullable Dataset<Row> frame, String shownPath)
    implements DataRequest {
  /** Checks what columns go with what values are. */
  public EntriesRequest {
    if (how.unobserved().confidence() != null
        && (table.weight() != null || table.coefficient() != null)) {
      throw new InvalidInputException(
          "confidence makes weights of the values: not with a column of weights or coefficients");
    }
    boolean mixed = how.regularizer() != Regularizer.PLAIN || table.coefficient() != null;
    if (!how.loss().isSquared() && table.weight() != null && mixed) {
      throw new InvalidInputException(
          "loss "
              + how.loss().word()
              + ": a column of weights goes with the plain regularizer and no coefficients");
    }
  }

  /**
   * A table in files.
   *
   * @param table where it is and which of its columns count
   * @param how how it becomes a problem
   * @param shownPath where it is, as results and messages may say it
   */
  public EntriesRequest(EntrySource table, EntryOptions how, String shownPath) {
    this(table, how, null, shownPath);
  }

  /**
   * A table that is no file.
   *
   * @param table which of its columns count
   * @param how how it becomes a problem
   * @param frame the table itself
   */
  public EntriesRequest(EntrySource table, EntryOptions how, Dataset<Row> frame) {
    this(table, how, frame, table.path());
  }

  @Override
  public String path() {
    return table.path();
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.ENTRIES;
  }

  @Override
  public boolean holdsOut() {
    return how.holdsOut();
  }

  @Override
  public String heldOut() {
    return how.rule().words();
  }

  @Override
  public String onDuplicate() {
    return EnumWords.of(how.onDuplicate());
  }

  @Override
  public String regularizer() {
    return EnumWords.of(how.regularizer());
  }

  @Override
  public Unobserved unobserved() {
    return how.unobserved();
  }

  @Override
  public DataRequest weighing(double weight) {
    Unobserved say = new Unobserved(weight, how.unobserved().confidence(), false);
    return new EntriesRequest(table, how.withUnobserved(say), frame, shownPath);
  }

  @Override
  public String center() {
    return EnumWords.of(how.center());
  }

  @Override
  public Loss loss() {
    return how.loss();
  }

  @Override
  public DataRequest whole() {
    return new EntriesRequest(table, how.whole(), frame, shownPath);
  }

  @Override
  public MeasuredData read(SparkSession session) {
    return frame == null
        ? EntryReader.read(session, table, how)
        : EntryReader.read(frame, table, how);
  }

  @Override
  public ResourceEstimate estimate(MeasuredData data, int searchRank, SolverKind solver) {
    return ResourceEstimate.ofEntries(data.shape(), searchRank, data.partitions(), solver);
  }

  @Override
  public ModelMetadata.Source source() {
    return ModelMetadata.Source.of(table, shownPath);
  }

  @Override
  public ModelMetadata.Entries options(int partitions) {
    return ModelMetadata.Entries.of(how, partitions);
  }

  @Override
  public ModelMetadata.@Nullable Measured measured() {
    return null;
  }
}
