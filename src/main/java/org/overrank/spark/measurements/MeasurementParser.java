package org.overrank.spark.measurements;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;
import org.overrank.data.measurements.CellIndices;
import org.overrank.data.measurements.ComplexMatrix;
import org.overrank.data.measurements.IdSide;
import org.overrank.data.measurements.IdSides;
import org.overrank.data.measurements.MatrixSize;
import org.overrank.data.measurements.MeasurementColumns;
import org.overrank.data.measurements.NumberList;
import org.overrank.data.measurements.UnusableRow;
import org.overrank.data.table.NumberRules;
import org.overrank.data.table.Shown;
import org.overrank.loss.Loss;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;

/** Makes measurements of rows, or says what is wrong with them. */
final class MeasurementParser implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double LARGEST_INDEX = 0x1.0p53;

  private final MeasurementLayout layout;
  private final MatrixSize size;
  private final Loss loss;
  private final boolean complex;
  private final @Nullable Broadcast<IdSides> sides;

  /**
   * A parser.
   *
   * @param layout of the rows
   * @param size what matrices must fit, or of unknown sides where they are to be found out
   * @param complex whether lists hold complex numbers, interleaved: matrices of a known size are
   *     real ones of twice the size then, see {@link ComplexMatrix}; others are as they are read
   * @param loss what values are to be good for
   */
  MeasurementParser(MeasurementLayout layout, MatrixSize size, boolean complex, Loss loss) {
    this(layout, size, complex, null, loss);
  }

  private MeasurementParser(
      MeasurementLayout layout,
      MatrixSize size,
      boolean complex,
      @Nullable Broadcast<IdSides> sides,
      Loss loss) {
    this.loss = loss;
    this.layout = layout;
    this.size = size;
    this.complex = complex;
    this.sides = sides;
  }

  /**
   * A parser of measurements that are told by ids.
   *
   * @param layout of the rows
   * @param sides what stands for the ids
   * @param loss what values are to be good for
   */
  static MeasurementParser ofIds(MeasurementLayout layout, Broadcast<IdSides> sides, Loss loss) {
    return new MeasurementParser(layout, sides.value().size(), false, sides, loss);
  }

  /**
   * Reads a row.
   *
   * @param row in Spark's internal form; not kept
   * @return the measurement
   * @throws UnusableRow if there is none
   */
  Measurement parse(InternalRow row) {
    String corruption = layout.corruption(row);
    if (corruption != null) {
      throw new UnusableRow(corruption);
    }
    MeasurementColumns names = layout.columns();
    double value = number(names.value(), layout.value(row));
    String refused = NumberRules.refusal(names.value(), layout.value(row), value, loss);
    if (refused != null) {
      throw new UnusableRow(refused);
    }
    double weight = names.weight() == null ? 1 : weight(names.weight(), layout.weight(row));
    if (weight <= 0) {
      throw new UnusableRow(
          names.weight() + " " + NumberRules.quoted(layout.weight(row)) + " is not positive");
    }
    if (Math.sqrt(weight) * Math.abs(value) > NumberRules.LARGEST) {
      throw new UnusableRow(
          names.value() + " times the root of " + names.weight() + " is too large");
    }
    return new Measurement(matrix(row), loss.target(value), weight);
  }

  /**
   * Reads a row, where a bad one is somebody else's to report.
   *
   * @param row in Spark's internal form; not kept
   * @return the measurement, or empty
   */
  Optional<Measurement> usable(InternalRow row) {
    try {
      return Optional.of(parse(row));
    } catch (UnusableRow e) {
      return Optional.empty();
    }
  }

  private double number(String name, @Nullable Object cell) {
    double number = NumberRules.number(cell, layout.decimal());
    if (!(Math.abs(number) <= NumberRules.LARGEST)) {
      throw new UnusableRow(NumberRules.problem(name, cell, number));
    }
    return number;
  }

  private double weight(String name, @Nullable Object cell) {
    double number = NumberRules.number(cell, layout.decimal());
    if (!Double.isFinite(number)) {
      throw new UnusableRow(NumberRules.problem(name, cell, number));
    }
    return number;
  }

  /**
   * Reads what a row sees of the matrix, and leaves aside what it measured.
   *
   * @param row in Spark's internal form; not kept
   * @return A
   * @throws UnusableRow if there is none
   */
  SensingMatrix matrixOf(InternalRow row) {
    String corruption = layout.corruption(row);
    if (corruption != null) {
      throw new UnusableRow(corruption);
    }
    return matrix(row);
  }

  private static int index(IdSide side, String name, String id) {
    int index = side.ids().indexOf(id);
    if (index < 0) {
      throw new UnusableRow(name + " " + Shown.cell(id) + " is not in the table of its features");
    }
    return index;
  }

  private SensingMatrix matrix(InternalRow row) {
    if (sides != null) {
      ArrayColumn rows = layout.lists().get(0);
      ArrayColumn cols = layout.lists().get(1);
      return sides
          .value()
          .matrix(
              index(sides.value().rows(), rows.name(), rows.id(row, 0)),
              index(sides.value().cols(), cols.name(), cols.id(row, 1)));
    }
    return switch (layout.kind()) {
      case DENSE -> dense(list(row, 0));
      case SPARSE -> sparse(list(row, 0), list(row, 1), list(row, 2));
      case RANK_ONE -> rankOne(row);
      case SEEDED_GAUSSIAN -> new SensingMatrix.SeededGaussian(index(layout.index(row)));
      case ENTRIES -> throw new IllegalStateException("entries have a reader of their own");
    };
  }

  private NumberList list(InternalRow row, int which) {
    return layout.lists().get(which).read(row, which);
  }

  private SensingMatrix dense(NumberList cells) {
    double[] values = expanded(cells);
    if (size.isKnown() && values.length != numbers()) {
      throw wrongLength(values.length);
    }
    if (size.isKnown() && cells.lists() >= 0 && cells.lists() != size.rows()) {
      throw new UnusableRow(
          String.format(
              "%s has %d rows where %d are expected",
              layout.columns().measurement(), cells.lists(), size.rows()));
    }
    return complex && size.isKnown()
        ? ComplexMatrix.dense(values, size.rows())
        : new SensingMatrix.Dense(values);
  }

  /** In a list of all cells. */
  private long numbers() {
    return (complex ? 2L : 1L) * size.rows() * size.cols();
  }

  private SensingMatrix rankOne(InternalRow row) {
    if (!complex) {
      return new SensingMatrix.RankOne(vector(row, 0, size.rows()), vector(row, 1, size.cols()));
    }
    SensingVector left = vector(row, 0, Math.max(-1, 2 * size.rows()));
    SensingVector right = vector(row, 1, Math.max(-1, 2 * size.cols()));
    return size.isKnown()
        ? ComplexMatrix.rankOne(left.expanded(), right.expanded())
        : new SensingMatrix.RankOne(left, right);
  }

  private UnusableRow wrongLength(int length) {
    return new UnusableRow(
        String.format(
            "%s has %d numbers where %s%d x %d = %d are expected",
            layout.columns().measurement(),
            length,
            complex ? "2 x " : "",
            size.rows(),
            size.cols(),
            numbers()));
  }

  private static void requireEquallyMany(String name, int[] indices, double[] values) {
    if (indices.length != values.length) {
      throw new UnusableRow(
          name + " has " + indices.length + " indices and " + values.length + " values");
    }
  }

  /** Refuses lists within lists, and vectors with zeros, where a plain list is meant. */
  private static double[] plain(String name, NumberList list) {
    if (list.indices() != null || list.lists() >= 0) {
      throw new UnusableRow(name + " is not a plain list of numbers");
    }
    return list.values();
  }

  /** Spark's sparse vectors say how long they are; nothing else sparse is a dense measurement. */
  private double[] expanded(NumberList cells) {
    int[] indices = cells.indices();
    if (indices == null) {
      return cells.values();
    }
    if (cells.size() < 0) {
      throw new UnusableRow(layout.columns().measurement() + " does not say how long it is");
    }
    String name = layout.columns().measurement();
    requireEquallyMany(name, indices, cells.values());
    CellIndices.requireBelow(name + " indices", indices, cells.size());
    if (size.isKnown() && cells.size() != numbers()) {
      throw wrongLength(cells.size());
    }
    double[] values = new double[cells.size()];
    for (int k = 0; k < indices.length; k++) {
      values[indices[k]] += cells.values()[k];
    }
    return values;
  }

  private SensingMatrix sparse(NumberList rows, NumberList cols, NumberList values) {
    MeasurementColumns names = layout.columns();
    double[] numbers = plain(names.cellValues(), values);
    int count = complex ? numbers.length / 2 : numbers.length;
    boolean whole = !complex || numbers.length % 2 == 0;
    if (!whole || rows.values().length != count || cols.values().length != count) {
      throw new UnusableRow(
          String.format(
              complex
                  ? "%s, %s and %s have %d, %d and %d numbers, not two of the last for each cell"
                  : "%s, %s and %s have %d, %d and %d numbers, not equally many",
              names.cellRows(),
              names.cellCols(),
              names.cellValues(),
              rows.values().length,
              cols.values().length,
              numbers.length));
    }
    int[] at = indices(names.cellRows(), rows, size.rows());
    int[] across = indices(names.cellCols(), cols, size.cols());
    if (!complex) {
      return new SensingMatrix.Sparse(at, across, numbers);
    }
    return size.isKnown()
        ? ComplexMatrix.sparse(at, across, numbers, size.rows())
        : new SensingMatrix.Sparse(at, across, Arrays.copyOf(numbers, count));
  }

  private static int[] indices(String name, NumberList list, int limit) {
    int[] indices = CellIndices.of(name, plain(name, list));
    if (limit > 0) {
      CellIndices.requireBelow(name, indices, limit);
    }
    return indices;
  }

  private SensingVector vector(InternalRow row, int which, int expected) {
    NumberList list = list(row, which);
    String name = layout.lists().get(which).name();
    if (list.lists() >= 0) {
      throw new UnusableRow(name + " is not a plain list of numbers");
    }
    int length = list.size() < 0 ? expected : list.size();
    if (expected > 0 && length != expected) {
      throw new UnusableRow(
          name + " has " + length + " numbers where " + expected + " are expected");
    }
    int[] indices = list.indices();
    if (indices == null) {
      return SensingVector.dense(list.values());
    }
    requireEquallyMany(name, indices, list.values());
    if (length < 0) {
      throw new UnusableRow(name + " does not say how long it is");
    }
    CellIndices.requireBelow(name + " indices", indices, length);
    return SensingVector.sparse(length, indices, list.values());
  }

  private long index(@Nullable Object cell) {
    String name = layout.columns().index();
    double number = number(name, cell);
    if (number != Math.rint(number) || number < 0 || number >= LARGEST_INDEX) {
      throw new UnusableRow(
          name + " " + NumberRules.quoted(cell) + " is not a whole number from 0 and below 2^53");
    }
    return (long) number;
  }
}
