package org.overrank.cli.options;

import org.jspecify.annotations.Nullable;
import org.overrank.data.measurements.MeasurementColumns;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.MeasurementKind;
import picocli.CommandLine.Option;

/** Options about measurements that are not entries. */
public final class MatrixOptions {
  @Option(
      names = "--measurement",
      paramLabel = "COLUMN",
      description =
          "dense: column with the cells of A by rows (array, vector, or text in CSV), or the prefix"
              + " of numbered columns. By default measurement.")
  @Nullable String measurement;

  @Option(
      names = "--left",
      paramLabel = "COLUMN",
      description = "rank-one: column with the vector a. By default left.")
  @Nullable String left;

  @Option(
      names = "--right",
      paramLabel = "COLUMN",
      description = "rank-one: column with the vector b. By default right.")
  @Nullable String right;

  @Option(
      names = "--cell-rows",
      paramLabel = "COLUMN",
      description = "sparse: column with the rows of the cells, from 0. By default rows.")
  @Nullable String cellRows;

  @Option(
      names = "--cell-cols",
      paramLabel = "COLUMN",
      description = "sparse: column with the columns of the cells, from 0. By default cols.")
  @Nullable String cellCols;

  @Option(
      names = "--cell-values",
      paramLabel = "COLUMN",
      description = "sparse: column with the values of the cells. By default values.")
  @Nullable String cellValues;

  @Option(
      names = "--index",
      paramLabel = "COLUMN",
      description = "seeded-gaussian: column with the number of the matrix. By default index.")
  @Nullable String index;

  @Option(
      names = "--measurement-seed",
      paramLabel = "N",
      converter = CheckedNumber.Seed.class,
      description = "seeded-gaussian: seed that the matrices are drawn with. By default 1.")
  @Nullable Long measurementSeed;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "Rows of the matrix, where the measurements do not tell.")
  @Nullable Integer rows;

  @Option(
      names = "--cols",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "Columns of the matrix, where the measurements do not tell.")
  @Nullable Integer cols;

  /**
   * Refuses options of another kind.
   *
   * @param kind what a measurement sees
   * @throws InvalidInputException naming the option
   */
  void check(MeasurementKind kind) {
    refuse(measurement, "--measurement", kind, MeasurementKind.DENSE);
    refuse(left, "--left", kind, MeasurementKind.RANK_ONE);
    refuse(right, "--right", kind, MeasurementKind.RANK_ONE);
    refuse(cellRows, "--cell-rows", kind, MeasurementKind.SPARSE);
    refuse(cellCols, "--cell-cols", kind, MeasurementKind.SPARSE);
    refuse(cellValues, "--cell-values", kind, MeasurementKind.SPARSE);
    refuse(index, "--index", kind, MeasurementKind.SEEDED_GAUSSIAN);
    refuse(measurementSeed, "--measurement-seed", kind, MeasurementKind.SEEDED_GAUSSIAN);
    if (kind == MeasurementKind.ENTRIES && (rows != null || cols != null)) {
      throw new InvalidInputException(
          "--rows and --cols are not options of --kind entries: the ids tell the shape");
    }
  }

  /**
   * Refuses what says where vectors are, or how long, where ids tell both.
   *
   * @throws InvalidInputException naming the options
   */
  void requireNoVectors() {
    if (left != null || right != null || rows != null || cols != null) {
      throw new InvalidInputException(
          "--left, --right, --rows and --cols do not go with --row-features and --col-features:"
              + " the ids in --row and --col tell the vectors");
    }
  }

  private static void refuse(
      @Nullable Object given, String option, MeasurementKind kind, MeasurementKind of) {
    if (given != null && kind != of) {
      throw new InvalidInputException(
          option
              + " is an option of --kind "
              + EnumWords.of(of)
              + ", not of "
              + EnumWords.of(kind));
    }
  }

  /**
   * Names of the columns.
   *
   * @param value of the measured value
   * @param weight of the weight, or null
   * @return all names
   */
  MeasurementColumns columns(String value, @Nullable String weight) {
    MeasurementColumns usual = MeasurementColumns.DEFAULT;
    return new MeasurementColumns(
        or(measurement, usual.measurement()),
        or(left, usual.left()),
        or(right, usual.right()),
        or(cellRows, usual.cellRows()),
        or(cellCols, usual.cellCols()),
        or(cellValues, usual.cellValues()),
        or(index, usual.index()),
        value,
        weight);
  }

  private static String or(@Nullable String given, String usual) {
    return given == null ? usual : given;
  }
}
