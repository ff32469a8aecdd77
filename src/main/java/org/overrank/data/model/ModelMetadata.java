package org.overrank.data.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.entries.WideForm;
import org.overrank.data.measurements.IdTables;
import org.overrank.data.measurements.MeasurementColumns;
import org.overrank.data.measurements.MeasurementOptions;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextDialect;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.objective.Structure;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.Storage;

/**
 * What has to be known of a model besides its factors: enough to rebuild the problem it solves.
 *
 * @param formatVersion version of the files' layout
 * @param version version of the program that wrote it
 * @param lambda λ
 * @param relativeGapAsked the gap that the fit was asked to prove
 * @param seed seed of the hold-out and of the certificate
 * @param width columns of the factors
 * @param rank numerical rank of UVᵀ
 * @param mean μ that was subtracted from the values
 * @param measurements N
 * @param rows d1
 * @param cols d2
 * @param rowIds what the rows' ids are kept as
 * @param colIds what the columns' ids are kept as
 * @param source where the measurements came from
 * @param entries how they were turned into a problem; partitions is the number that was used
 * @param measured where and what they were if they were not entries, null for entries
 * @param values what the entries of the fit were like, null in models of instances and of old
 * @param heldOut by how much predictions missed what was held out, null where nothing was, and in
 *     models of old
 * @param structure what was known of the matrix, null for nothing
 * @param slope what M is multiplied by before labels are told of it; null, which is 1, unless a
 *     hold-out has said otherwise
 */
public record ModelMetadata(
    int formatVersion,
    String version,
    double lambda,
    double relativeGapAsked,
    long seed,
    int width,
    int rank,
    double mean,
    long measurements,
    int rows,
    int cols,
    IdIndex.Kind rowIds,
    IdIndex.Kind colIds,
    Source source,
    Entries entries,
    @Nullable Measured measured,
    @Nullable Values values,
    @Nullable ResidualQuantiles heldOut,
    @Nullable Structure structure,
    @Nullable Double slope) {
  /** The layout that this program writes; it reads this one and all before it. */
  public static final int FORMAT_VERSION = 1;

  /**
   * The values of the entries of a fit.
   *
   * @param mean their weighted mean, before anything was subtracted
   * @param meanWeight the mean of their weights
   * @param leftExponent U carries 2 to this power more than V does of the balanced factors; null,
   *     which is 0, in models of 0.1.0
   * @param least the least value, null in older models
   * @param greatest the largest value, null in older models
   */
  public record Values(
      double mean,
      double meanWeight,
      @Nullable Integer leftExponent,
      @Nullable Double least,
      @Nullable Double greatest) {
    private @Nullable ValueRange range() {
      return least == null || greatest == null ? null : new ValueRange(least, greatest);
    }
  }

  /**
   * A table of entries.
   *
   * @param path where it was
   * @param format how it was written, null if told by the names
   * @param row column with the row's id
   * @param col column with the column's id
   * @param value column with the value
   * @param weight column with the weight, or null
   * @param coefficient column with the coefficient, or null
   * @param wide what is not a value in a wide table, null where a row is an entry
   */
  public record Source(
      String path,
      @Nullable TableFormat format,
      String row,
      String col,
      String value,
      @Nullable String weight,
      @Nullable String coefficient,
      @Nullable WideForm wide) {
    /**
     * Notes down a source.
     *
     * @param source a table
     * @param shownPath where it is, as a file may say it
     * @return the same for the file
     */
    public static Source of(EntrySource source, String shownPath) {
      return new Source(
          shownPath,
          source.format(),
          source.row(),
          source.col(),
          source.value(),
          source.weight(),
          source.coefficient(),
          source.wide());
    }
  }

  /**
   * How a table became a problem; see {@link EntryOptions}.
   *
   * @param onBadRow what was done with unusable rows
   * @param onDuplicate what was done with cells that occur more than once
   * @param partitions how many blocks there were
   * @param holdout the share of cells that was kept out
   * @param center what was subtracted
   * @param regularizer how the factors were penalised
   * @param rule how the cells were drawn that were kept out; null, which is by their indices, in
   *     models of before
   * @param unobservedWeight weight of cells that were not in the table; null, which is 0, in older
   *     models
   * @param confidence what was made of values by which cells are 1 or 0, null where they were
   *     values
   * @param loss how predictions were charged, in a word; null for squares
   */
  public record Entries(
      BadRowPolicy onBadRow,
      DuplicatePolicy onDuplicate,
      int partitions,
      double holdout,
      CenteringKind center,
      Regularizer regularizer,
      @Nullable HoldoutRule rule,
      @Nullable Double unobservedWeight,
      @Nullable Double confidence,
      @Nullable String loss) {
    /**
     * Notes down options.
     *
     * @param options the options of the fit
     * @param partitions how many blocks there were
     * @return the same for the file
     */
    public static Entries of(EntryOptions options, int partitions) {
      if (options.rule().kind() == HoldoutKind.TABLE) {
        // The problem is that of the other table alone.
        return of(options.whole(), partitions);
      }
      return new Entries(
          options.onBadRow(),
          options.onDuplicate(),
          partitions,
          options.holdout(),
          options.center(),
          options.regularizer(),
          options.rule(),
          options.unobserved().isOn() ? options.unobserved().weight() : null,
          options.unobserved().confidence(),
          word(options.loss()));
    }

    /**
     * A loss, as it is kept.
     *
     * @param loss how predictions are charged
     * @return a word, or null for squares
     */
    public static @Nullable String word(Loss loss) {
      return loss.isSquared() ? null : loss.word();
    }

    /** {@return how predictions were charged} */
    public Loss charged() {
      return loss == null ? Losses.SQUARED : Losses.of(loss);
    }

    /**
     * What cells said that were not in the table.
     *
     * @return the same for options
     */
    public Unobserved unobserved() {
      double weight = unobservedWeight == null ? 0 : unobservedWeight;
      return new Unobserved(weight, confidence, regularizer == Regularizer.FREQUENCY);
    }
  }

  /**
   * What lies between cells of M and values of the table.
   *
   * @return how predictions were charged; squares where values are not of cells
   */
  public Loss ofCells() {
    return measured == null ? entries.charged() : Losses.SQUARED;
  }

  /**
   * A table of other measurements than entries and how it became a problem.
   *
   * @param kind what a measurement sees
   * @param columns names of the columns
   * @param storage how dense matrices were kept
   * @param measurementSeed the family of seeded Gaussian matrices
   * @param ids how they were told by ids; null where they were not, and in older models
   */
  public record Measured(
      MeasurementKind kind,
      MeasurementColumns columns,
      Storage storage,
      long measurementSeed,
      @Nullable Ids ids) {
    /**
     * Notes down features.
     *
     * @param rows names of the rows' features
     * @param cols names of the columns' features
     * @return the same with them
     */
    public Measured withFeatures(List<String> rows, List<String> cols) {
      Ids told = Objects.requireNonNull(ids);
      return new Measured(
          kind,
          columns,
          storage,
          measurementSeed,
          new Ids(told.row, told.col, told.own, rows, cols));
    }
  }

  /**
   * How measurements were told by ids.
   *
   * @param row column with the row's id
   * @param col column with the column's id
   * @param own whether each id has a part of its own beside its features
   * @param rowFeatures names of the rows' features, ascending, maybe none
   * @param colFeatures names of the columns' features, as these
   */
  public record Ids(
      String row, String col, boolean own, List<String> rowFeatures, List<String> colFeatures) {
    /** Detaches the lists. */
    public Ids {
      rowFeatures = List.copyOf(rowFeatures);
      colFeatures = List.copyOf(colFeatures);
    }
  }

  /**
   * The table of other measurements than entries.
   *
   * @param path where it is now
   * @param format how it is written, or null to tell by the names
   * @param dialect what is said about how its texts are written
   * @param of what the model knows of it
   * @param rowFeatures where the table of the rows' features is now, or null
   * @param colFeatures where that of the columns' is, or null
   * @return the source
   */
  public static MeasurementSource source(
      String path,
      @Nullable TableFormat format,
      TextDialect dialect,
      Measured of,
      @Nullable String rowFeatures,
      @Nullable String colFeatures) {
    Ids ids = of.ids;
    return new MeasurementSource(
        path,
        format,
        dialect,
        of.kind,
        of.columns,
        ids == null
            ? null
            : new IdTables(ids.row, ids.col, ids.own, false, rowFeatures, colFeatures));
  }

  /**
   * The options that rebuild a problem of other measurements than entries.
   *
   * @param of what the model knows of them
   * @param partitions how many blocks
   * @return options with the seed of the fit
   */
  public MeasurementOptions options(Measured of, int partitions) {
    int parts = known().parts();
    return new MeasurementOptions(
        entries.onBadRow(),
        partitions,
        entries.holdout(),
        seed,
        rows / parts,
        cols / parts,
        of.storage(),
        of.measurementSeed(),
        known().isComplex(),
        entries.charged());
  }

  /**
   * The options that rebuild the problem.
   *
   * @return options with the seed and the number of partitions of the fit
   */
  public EntryOptions options() {
    return new EntryOptions(
        entries.onBadRow(),
        entries.onDuplicate(),
        entries.partitions(),
        entries.holdout(),
        seed,
        entries.rule() == null ? HoldoutRule.CELLS : entries.rule(),
        entries.center(),
        entries.regularizer(),
        entries.unobserved(),
        entries.charged());
  }

  /**
   * The metadata of a model with other rows and columns.
   *
   * @param matrix that model's
   * @return the same otherwise
   */
  public ModelMetadata withIds(LowRankMatrix matrix) {
    return new ModelMetadata(
        formatVersion,
        version,
        lambda,
        relativeGapAsked,
        seed,
        width,
        rank,
        mean,
        measurements,
        matrix.rows().size(),
        matrix.cols().size(),
        matrix.rows().kind(),
        matrix.cols().kind(),
        source,
        entries,
        measured,
        values,
        heldOut,
        structure,
        slope);
  }

  /**
   * A matrix as its cells are told: in the link of the loss, with the slope.
   *
   * @param matrix M
   * @return over the same parts
   */
  LowRankMatrix told(LowRankMatrix matrix) {
    return matrix.under(ofCells()).sloped(slope);
  }

  /**
   * What was known of the matrix.
   *
   * @return its structure
   */
  public Structure known() {
    return structure == null ? Structure.GENERAL : structure;
  }

  /**
   * What is predicted where nothing else is known.
   *
   * @return the mean of the values
   */
  public double valueMean() {
    return values == null ? mean : values.mean;
  }

  /**
   * The range of the values that were fitted.
   *
   * @return the range, or null if it was not noted down
   */
  public @Nullable ValueRange valueRange() {
    return values == null ? null : values.range();
  }

  /** Whether a fit can have written this; Jackson leaves absent values null or 0. */
  public boolean isSound() {
    return lambda > 0
        && Double.isFinite(lambda)
        && Double.isFinite(mean)
        && width >= 1
        && rows >= 1
        && cols >= 1
        && rowIds != null
        && colIds != null
        && source != null
        && entries != null
        && (heldOut == null || heldOut.isSound())
        && (slope == null || (slope > 0 && Double.isFinite(slope)));
  }
}
