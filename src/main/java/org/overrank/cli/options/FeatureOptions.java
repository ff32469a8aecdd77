package org.overrank.cli.options;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.measurements.FurtherIds;
import org.overrank.data.measurements.IdSide;
import org.overrank.data.model.FeatureFactors;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.measurements.FeatureReader;
import picocli.CommandLine.Option;

/** Options about what is known of rows and columns beside what was measured. */
public final class FeatureOptions {
  private static final String ROWS = "--row-features";
  private static final String COLS = "--col-features";

  @Option(
      names = ROWS,
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description =
          "entries, rank-one: a table with a column of row ids, called as in --row, and a feature,"
              + " a number, in every other column. By default rows have none.")
  private @Nullable Location rows;

  @Option(
      names = COLS,
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "The same of the columns, by --col. By default columns have none.")
  private @Nullable Location cols;

  /** Whether there are any. */
  public boolean isAsked() {
    return rows != null || cols != null;
  }

  /** {@return where the tables are that there are} */
  public Stream<Location> tables() {
    return Stream.of(rows, cols).filter(Objects::nonNull);
  }

  /** {@return where the table of the rows' features is, or null} */
  public @Nullable String rowTable() {
    return rows == null ? null : rows.text();
  }

  /** {@return where the table of the columns' features is, or null} */
  public @Nullable String colTable() {
    return cols == null ? null : cols.text();
  }

  /**
   * Refuses tables that a model has no use for, and the lack of one that it was fitted to.
   *
   * @param fitted what is known of the model
   * @throws InvalidInputException naming the option
   */
  public void requireThoseOf(ModelMetadata fitted) {
    ModelMetadata.Measured measured = fitted.measured();
    ModelMetadata.Ids ids = measured == null ? null : measured.ids();
    requireAlike(ROWS, rows, ids != null && !ids.rowFeatures().isEmpty());
    requireAlike(COLS, cols, ids != null && !ids.colFeatures().isEmpty());
  }

  private static void requireAlike(String option, @Nullable Location given, boolean had) {
    if (had != (given != null)) {
      throw new InvalidInputException(
          option
              + (had ? " is missing: the model" : ": the model")
              + " was fitted with"
              + (had ? " such features" : "out such features"));
    }
  }

  /**
   * A model with rows and columns that it has not seen and that are told by their features.
   *
   * @param session where tables are read
   * @param model which
   * @param dialect how they are written, if they are text
   * @return the model itself if there are no tables; else it knows their ids too
   * @throws InvalidInputException if the tables have not the features of the model
   */
  public LowRankModel extended(SparkSession session, LowRankModel model, TextDialect dialect) {
    if (!isAsked()) {
      return model;
    }
    ModelMetadata.Source names = model.metadata().source();
    FeatureFactors known = model.matrix().features();
    LowRankMatrix more =
        FurtherIds.of(
            model.matrix(),
            side(session, ROWS, rows, names.row(), dialect, known.rowNames()),
            side(session, COLS, cols, names.col(), dialect, known.colNames()));
    return new LowRankModel(model.metadata().withIds(more), more);
  }

  private static @Nullable IdSide side(
      SparkSession session,
      String option,
      @Nullable Location table,
      String id,
      TextDialect dialect,
      List<String> features) {
    if (table == null) {
      return null;
    }
    IdSide side = FeatureReader.read(session, table.text(), dialect, id, false);
    if (!side.names().equals(features)) {
      throw new InvalidInputException(
          String.format(
              "%s %s: has the features %s, and the model was fitted to %s",
              option, table, side.names(), features.isEmpty() ? "none" : features));
    }
    return side;
  }
}
