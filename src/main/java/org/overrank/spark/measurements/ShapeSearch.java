package org.overrank.spark.measurements;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import org.overrank.data.measurements.MatrixSize;
import org.overrank.data.measurements.MeasurementOptions;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.table.InputOrder;
import org.overrank.linalg.InvalidInputException;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.Storage;

/** Finds the shape of the matrix that a table measures. */
final class ShapeSearch {
  private final MeasurementSource source;
  private final MeasurementOptions options;
  private final MeasurementLayout layout;
  private final InputOrder order;

  ShapeSearch(
      MeasurementSource source,
      MeasurementOptions options,
      MeasurementLayout layout,
      InputOrder order) {
    this.source = source;
    this.options = options;
    this.layout = layout;
    this.order = order;
  }

  /** Memory of a measurement in a block, by its shape. */
  double bytesPerRow(MatrixSize size) {
    double cells = (double) size.rows() * size.cols();
    return switch (source.kind()) {
      case DENSE -> (options.storage() == Storage.FLOAT ? 4 : 8) * cells;
      case RANK_ONE -> 8.0 * (size.rows() + size.cols());
      case SPARSE -> 160;
      // Drawing a matrix costs about six times what reading it does.
      case SEEDED_GAUSSIAN -> 48 * cells;
      case ENTRIES -> throw new IllegalStateException("entries have a reader of their own");
    };
  }

  /**
   * The shape, stated or read off.
   *
   * @param table the selected columns
   * @return both sides
   * @throws InvalidInputException if it cannot be told, or is too large
   */
  MatrixSize of(Dataset<Row> table) {
    MatrixSize stated = new MatrixSize(orUnknown(options.rows()), orUnknown(options.cols()));
    MatrixSize size = stated.isKnown() ? stated : complete(stated, table);
    boolean whole =
        source.kind() == MeasurementKind.DENSE || source.kind() == MeasurementKind.SEEDED_GAUSSIAN;
    if (whole && (long) size.rows() * size.cols() > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          String.format(
              "a %d x %d matrix has more cells than a measurement can hold",
              size.rows(), size.cols()));
    }
    return size;
  }

  private static int orUnknown(@Nullable Integer stated) {
    return stated == null ? -1 : stated;
  }

  private MatrixSize complete(MatrixSize stated, Dataset<Row> table) {
    return switch (source.kind()) {
      case SEEDED_GAUSSIAN -> throw unknown("seeded-gaussian measurements do not hold their shape");
      case SPARSE -> stated.max(largest(table));
      case DENSE -> dense(stated, first(table));
      case RANK_ONE -> rankOne(stated, first(table));
      case ENTRIES -> throw new IllegalStateException("entries have a reader of their own");
    };
  }

  /** In numbers of the matrix, which are two of a list each where they are complex. */
  private FirstRow.Lengths first(Dataset<Row> table) {
    FirstRow.Lengths found = new FirstRow(source.path(), layout, parser()).of(table, order);
    return options.complex() ? found.ofComplex() : found;
  }

  private InvalidInputException unknown(String why) {
    return new InvalidInputException(
        source.path()
            + ": "
            + why
            + "; say its rows and columns (--rows and --cols, numRows and numCols)");
  }

  /** One more than the largest indices of all usable rows. */
  private MatrixSize largest(Dataset<Row> table) {
    MeasurementParser parser = parser();
    MatrixSize found =
        table
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .map(row -> extent(parser, row))
            .treeReduce(MatrixSize::max);
    if (!found.isKnown()) {
      throw unknown("no measurement holds a cell");
    }
    return found;
  }

  private static MatrixSize extent(MeasurementParser parser, InternalRow row) {
    int rows = -1;
    int cols = -1;
    Optional<Measurement> usable = parser.usable(row);
    if (usable.isPresent()) {
      SensingMatrix.Sparse cells = (SensingMatrix.Sparse) usable.get().matrix();
      for (int k = 0; k < cells.values().length; k++) {
        rows = Math.max(rows, Math.addExact(cells.rows()[k], 1));
        cols = Math.max(cols, Math.addExact(cells.cols()[k], 1));
      }
    }
    return new MatrixSize(rows, cols);
  }

  private MatrixSize dense(MatrixSize stated, FirstRow.Lengths first) {
    if (first.lists() > 0 && first.cells() > 0) {
      int cols = first.cells() / first.lists();
      boolean agrees =
          (stated.rows() < 0 || stated.rows() == first.lists())
              && (stated.cols() < 0 || stated.cols() == cols);
      if (!agrees) {
        throw new InvalidInputException(
            String.format(
                "%s: its measurements are %d x %d, not as stated",
                source.path(), first.lists(), cols));
      }
      return new MatrixSize(first.lists(), first.cells() / first.lists());
    }
    int known = Math.max(stated.rows(), stated.cols());
    if (known < 0) {
      throw unknown(first.cells() + " numbers in a row do not tell a shape");
    }
    if (first.cells() == 0 || first.cells() % known != 0) {
      throw unknown(first.cells() + " numbers in a row are no multiple of " + known);
    }
    int other = first.cells() / known;
    return stated.rows() > 0 ? new MatrixSize(known, other) : new MatrixSize(other, known);
  }

  private MatrixSize rankOne(MatrixSize stated, FirstRow.Lengths first) {
    int rows = stated.rows() > 0 ? stated.rows() : first.left();
    int cols = stated.cols() > 0 ? stated.cols() : first.right();
    if (rows < 1 || cols < 1) {
      throw unknown("vectors without numbers do not tell a shape");
    }
    return new MatrixSize(rows, cols);
  }

  private MeasurementParser parser() {
    return new MeasurementParser(
        layout,
        new MatrixSize(orUnknown(options.rows()), orUnknown(options.cols())),
        options.complex(),
        options.loss());
  }
}
