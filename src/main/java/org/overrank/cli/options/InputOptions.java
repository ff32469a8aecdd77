package org.overrank.cli.options;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.measurements.IdTables;
import org.overrank.data.measurements.MeasurementOptions;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.TableFormat;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.run.DataRequest;
import org.overrank.run.EntriesRequest;
import org.overrank.run.MatricesRequest;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.Storage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options about what to read. */
public final class InputOptions {
  @Option(
      names = "--input",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "Table of measurements: a file, a directory or a pattern. Required.")
  @Nullable Location input;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "entries",
      converter = Words.Kinds.class,
      description =
          "What a measurement is: entries (single cells), dense, sparse, rank-one, or"
              + " seeded-gaussian. Default: ${DEFAULT-VALUE}.")
  MeasurementKind kind = MeasurementKind.ENTRIES;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Words.Formats.class,
      description =
          "csv, parquet, json, orc or mtx (entries only). By default told by the file names.")
  @Nullable TableFormat format;

  @Mixin DialectOptions dialect = new DialectOptions();

  @Mixin WideOptions wide = new WideOptions();

  @Mixin FeatureOptions features = new FeatureOptions();

  @Option(
      names = "--row",
      paramLabel = "COLUMN",
      defaultValue = "row",
      description = "Column with the row's id, number or text. Default: ${DEFAULT-VALUE}.")
  String row = "row";

  @Option(
      names = "--col",
      paramLabel = "COLUMN",
      defaultValue = "col",
      description = "Column with the column's id, number or text. Default: ${DEFAULT-VALUE}.")
  String col = "col";

  @Option(
      names = "--value",
      paramLabel = "COLUMN",
      defaultValue = "value",
      description = "Column with the measured value. Default: ${DEFAULT-VALUE}.")
  String value = "value";

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = "Column with positive weights. By default all weigh 1.")
  @Nullable String weight;

  @Option(
      names = "--coefficient",
      paramLabel = "COLUMN",
      description =
          "entries: column with the c of value = c * cell; errors are then those of the cell. By"
              + " default all are 1.")
  @Nullable String coefficient;

  @Option(
      names = "--on-bad-row",
      paramLabel = "POLICY",
      defaultValue = "fail",
      converter = Words.BadRowPolicies.class,
      description =
          "A row without ids or a finite value: fail, or drop and count. Default:"
              + " ${DEFAULT-VALUE}.")
  BadRowPolicy onBadRow = BadRowPolicy.FAIL;

  @Option(
      names = "--on-duplicate",
      paramLabel = "POLICY",
      defaultValue = "error",
      converter = Words.DuplicatePolicies.class,
      description =
          "A cell measured twice: error, mean, last, or keep both. Default: ${DEFAULT-VALUE}.")
  DuplicatePolicy onDuplicate = DuplicatePolicy.ERROR;

  @Mixin HoldoutOptions holdout = new HoldoutOptions();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description =
          "Number of partitions. By default chosen by the size. The last digits of a result"
              + " depend on it.")
  @Nullable Integer partitions;

  @Option(
      names = "--storage",
      paramLabel = "TYPE",
      converter = Words.Storages.class,
      description =
          "How the cells of --kind dense are kept: double, or float, which takes half the memory."
              + " By default double.")
  @Nullable Storage storage;

  /**
   * The measurements to read.
   *
   * @param matrices options of other kinds than entries
   * @param problem centring and regularizer
   * @param seed of the hold-out
   * @return what is asked
   * @throws InvalidInputException if the table is not said, or options do not fit the kind
   */
  public DataRequest request(MatrixOptions matrices, ProblemOptions problem, long seed) {
    if (input == null) {
      throw new InvalidInputException("--input is missing: the table of measurements to read");
    }
    matrices.check(kind);
    checkStorage();
    if (features.isAsked()) {
      return byIds(matrices, problem, seed);
    }
    int parts = partitions == null ? 0 : partitions;
    if (kind == MeasurementKind.ENTRIES) {
      if (wide.form(kind) != null && holdout.by != null) {
        throw new InvalidInputException(
            "--holdout-by: a --wide table has no further column: --holdout-kind blocks holds out"
                + " consecutive rows");
      }
      return new EntriesRequest(
          new EntrySource(
              input.text(),
              format,
              dialect.dialect(),
              row,
              col,
              value,
              weight,
              coefficient,
              wide.form(kind)),
          new EntryOptions(
              onBadRow,
              onDuplicate,
              parts,
              holdout.share,
              seed,
              holdout.rule(kind, row, col),
              problem.center,
              problem.regularizer(),
              problem.unobserved(),
              problem.loss),
          input.shown());
    }
    wide.form(kind);
    holdout.rule(kind, row, col);
    problem.requirePlain(EnumWords.of(kind));
    if (coefficient != null) {
      throw new InvalidInputException("--coefficient is an option of --kind entries only");
    }
    if (onDuplicate != DuplicatePolicy.ERROR) {
      throw new InvalidInputException("--on-duplicate is an option of --kind entries only");
    }
    return new MatricesRequest(
        new MeasurementSource(
            input.text(), format, dialect.dialect(), kind, matrices.columns(value, weight)),
        options(matrices, problem.loss, seed),
        input.shown());
  }

  private MeasurementOptions options(MatrixOptions matrices, Loss loss, long seed) {
    return new MeasurementOptions(
        onBadRow,
        partitions == null ? 0 : partitions,
        holdout.share,
        seed,
        matrices.rows,
        matrices.cols,
        storage == null ? Storage.DOUBLE : storage,
        matrices.measurementSeed == null ? 1 : matrices.measurementSeed,
        loss);
  }

  /** Measurements of features by ids, and where they are entries of the ids themselves too. */
  private DataRequest byIds(MatrixOptions matrices, ProblemOptions problem, long seed) {
    boolean cells = kind == MeasurementKind.ENTRIES;
    if (!cells && kind != MeasurementKind.RANK_ONE) {
      throw new InvalidInputException(
          "--row-features and --col-features are options of --kind entries and rank-one, not of "
              + EnumWords.of(kind));
    }
    matrices.requireNoVectors();
    if (wide.form(kind) != null || coefficient != null) {
      throw new InvalidInputException(
          (coefficient != null ? "--coefficient" : "--wide")
              + " does not go with --row-features and --col-features");
    }
    if (onDuplicate == DuplicatePolicy.MEAN || onDuplicate == DuplicatePolicy.LAST) {
      throw new InvalidInputException(
          "with --row-features or --col-features, --on-duplicate is error or keep");
    }
    problem.requirePlain("a fit with features");
    if (!problem.loss.isSquared()) {
      throw new InvalidInputException("--loss: not with --row-features and --col-features");
    }
    holdout.rule(MeasurementKind.RANK_ONE, row, col);
    return new MatricesRequest(
        new MeasurementSource(
            Objects.requireNonNull(input).text(),
            format,
            dialect.dialect(),
            MeasurementKind.RANK_ONE,
            matrices.columns(value, weight),
            new IdTables(
                row,
                col,
                cells,
                cells && onDuplicate == DuplicatePolicy.ERROR,
                features.rowTable(),
                features.colTable())),
        options(matrices, problem.loss, seed),
        input.shown());
  }

  /** Whether measurements are cells and nothing else. */
  boolean isOfCells() {
    return kind == MeasurementKind.ENTRIES && !features.isAsked();
  }

  /**
   * What is read.
   *
   * @return paths or patterns
   */
  public List<String> paths() {
    return Stream.concat(Stream.of(input, holdout.test), features.tables())
        .filter(Objects::nonNull)
        .map(Location::text)
        .toList();
  }

  private void checkStorage() {
    if (storage == Storage.FLOAT && kind != MeasurementKind.DENSE) {
      throw new InvalidInputException(
          "--storage float is an option of --kind dense, not of " + EnumWords.of(kind));
    }
  }

  /**
   * Refuses what does not go with measurements that are generated.
   *
   * @throws InvalidInputException naming the option
   */
  public void checkGenerated() {
    if (input != null) {
      throw new InvalidInputException("--input and --instance say the same thing: give one");
    }
    if (storage == Storage.FLOAT) {
      throw new InvalidInputException(
          "--storage float is an option of --kind dense, not of instances");
    }
  }
}
