package org.overrank.spark.measurements;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.overrank.data.measurements.CellIndices;
import org.overrank.data.measurements.NumberList;
import org.overrank.data.measurements.NumberListText;
import org.overrank.data.measurements.UnusableRow;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.NumberRules;
import org.overrank.data.table.NumberText;

/**
 * How a column holds lists of numbers.
 *
 * <p>Rows are read in Spark's internal form, where an array of doubles is one copy of memory and no
 * number is boxed.
 *
 * @param name what the column is called, for messages
 * @param form how it is stored
 * @param decimal what numbers in texts have before their fraction
 * @param parts how real and imaginary parts are stored, empty for other forms
 */
record ArrayColumn(String name, Form form, DecimalMark decimal, List<ArrayColumn> parts)
    implements Serializable {
  /** How lists are stored. */
  enum Form {
    /** One text. */
    TEXT,
    /** An array of texts, one for each of several columns. */
    TEXTS,
    /** An array of doubles. */
    NUMBERS,
    /** An array of arrays of doubles. */
    NESTED,
    /** Spark ML's vector: type, size, indices, values. */
    VECTOR,
    /** A struct of indices, values and size. */
    STRUCT,
    /** A struct of two lists, the real parts and the imaginary parts. */
    PARTS,
    /** An id, which stands for a list that is elsewhere. */
    ID
  }

  /** A column that holds lists in one way all over. */
  ArrayColumn(String name, Form form, DecimalMark decimal) {
    this(name, form, decimal, List.of());
  }

  /**
   * Reads one cell.
   *
   * @param row a row in Spark's internal form
   * @param at the column's place in it
   * @return the numbers, all of them finite and not too large
   * @throws UnusableRow if the cell has none
   */
  NumberList read(InternalRow row, int at) {
    if (row.isNullAt(at)) {
      throw new UnusableRow(name + " is missing");
    }
    return switch (form) {
      case TEXT -> NumberListText.parse(name, row.getUTF8String(at).toString(), decimal);
      case TEXTS -> NumberList.plain(texts(row.getArray(at)));
      case NUMBERS -> NumberList.plain(numbers(row.getArray(at)));
      case NESTED -> nested(row.getArray(at));
      case VECTOR -> vector(row.getStruct(at, 4));
      case STRUCT -> struct(row.getStruct(at, 3));
      case PARTS -> interleaved(row.getStruct(at, 2));
      case ID -> throw new IllegalStateException(name + " holds ids");
    };
  }

  /**
   * Reads an id.
   *
   * @param row a row in Spark's internal form
   * @param at the column's place in it
   * @return its text
   * @throws UnusableRow if the cell has none
   */
  String id(InternalRow row, int at) {
    String text = row.isNullAt(at) ? "" : row.getUTF8String(at).toString();
    if (text.isEmpty()) {
      throw new UnusableRow(name + " is missing");
    }
    return text;
  }

  private double[] texts(ArrayData array) {
    double[] values = new double[array.numElements()];
    for (int k = 0; k < values.length; k++) {
      String element = NumberListText.element(name, k);
      if (array.isNullAt(k)) {
        throw new UnusableRow(element + " is missing");
      }
      String text = array.getUTF8String(k).toString();
      values[k] = NumberText.parse(text, decimal);
      require(element, text, values[k]);
    }
    return values;
  }

  private double[] numbers(ArrayData array) {
    for (int k = 0; k < array.numElements(); k++) {
      if (array.isNullAt(k)) {
        throw new UnusableRow(NumberListText.element(name, k) + " is missing");
      }
    }
    return checked(array.toDoubleArray());
  }

  private double[] checked(double[] values) {
    for (int k = 0; k < values.length; k++) {
      require(NumberListText.element(name, k), values[k], values[k]);
    }
    return values;
  }

  private static void require(String element, Object shown, double value) {
    if (!(Math.abs(value) <= NumberRules.LARGEST)) {
      throw new UnusableRow(NumberRules.problem(element, shown, value));
    }
  }

  private NumberList nested(ArrayData lists) {
    double[][] parts = new double[lists.numElements()][];
    int total = 0;
    for (int k = 0; k < parts.length; k++) {
      if (lists.isNullAt(k)) {
        throw new UnusableRow(NumberListText.element(name, k) + " is missing");
      }
      parts[k] = numbers(lists.getArray(k));
      if (parts[k].length != parts[0].length) {
        throw new UnusableRow(
            String.format(
                "%s is ragged: a list of %d numbers after one of %d",
                name, parts[k].length, parts[0].length));
      }
      total = Math.addExact(total, parts[k].length);
    }
    double[] values = new double[total];
    for (int k = 0; k < parts.length; k++) {
      System.arraycopy(parts[k], 0, values, k * parts[0].length, parts[k].length);
    }
    return NumberList.nested(values, parts.length);
  }

  /** The real part and the imaginary part of each number, one behind the other. */
  private NumberList interleaved(InternalRow both) {
    NumberList re = whole(both, 0);
    NumberList im = whole(both, 1);
    if (re.size() != im.size() || re.lists() != im.lists()) {
      throw new UnusableRow(
          String.format(
              "%s has %d numbers and %s %d, not equally many",
              parts.get(0).name(), re.size(), parts.get(1).name(), im.size()));
    }
    double[] values = new double[Math.multiplyExact(2, re.size())];
    for (int k = 0; k < re.size(); k++) {
      values[2 * k] = re.values()[k];
      values[2 * k + 1] = im.values()[k];
    }
    return re.lists() < 0 ? NumberList.plain(values) : NumberList.nested(values, re.lists());
  }

  private NumberList whole(InternalRow both, int part) {
    NumberList list = parts.get(part).read(both, part);
    if (list.indices() != null) {
      throw new UnusableRow(parts.get(part).name() + " is not a plain list of numbers");
    }
    return list;
  }

  private NumberList vector(InternalRow vector) {
    double[] values = numbers(vector.getArray(3));
    boolean sparse = vector.getByte(0) == 0;
    return sparse
        ? NumberList.sparse(values, vector.getArray(2).toIntArray(), vector.getInt(1))
        : NumberList.plain(values);
  }

  private NumberList struct(InternalRow struct) {
    if (struct.isNullAt(0) || struct.isNullAt(1)) {
      throw new UnusableRow(name + " has no " + (struct.isNullAt(0) ? "indices" : "values"));
    }
    double[] indices = numbers(struct.getArray(0));
    double[] values = numbers(struct.getArray(1));
    int size = struct.isNullAt(2) ? -1 : struct.getInt(2);
    return NumberList.sparse(values, CellIndices.of(name + " indices", indices), size);
  }
}
