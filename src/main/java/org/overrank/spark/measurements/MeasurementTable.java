package org.overrank.spark.measurements;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.measurements.MeasurementColumns;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.table.DecimalMark;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.ColumnPath;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.InputTable;

/**
 * The columns of a table that a kind of measurement needs, selected in one order: lists of numbers,
 * the index, value, weight, what is no record, and where the row stands.
 */
final class MeasurementTable {
  private final MeasurementSource source;
  private final InputTable files;
  private final boolean complex;
  private final List<ArrayColumn> lists = new ArrayList<>();
  private final List<Column> selected = new ArrayList<>();

  /**
   * A table.
   *
   * @param source names of its columns
   * @param files where it is
   * @param complex whether lists hold complex numbers: interleaved in a column {@code NAME}, or in
   *     {@code NAME_re} and {@code NAME_im}
   */
  MeasurementTable(MeasurementSource source, InputTable files, boolean complex) {
    this.source = source;
    this.files = files;
    this.complex = complex;
  }

  /** The selected columns. */
  Dataset<Row> select() {
    MeasurementColumns names = source.columns();
    List<String> scalars = new ArrayList<>(List.of(names.value()));
    if (names.weight() != null) {
      scalars.add(names.weight());
    }
    return select(scalars);
  }

  /** The same without value and weight, which need not be there. */
  Dataset<Row> selectMatrices() {
    return select(new ArrayList<>());
  }

  private Dataset<Row> select(List<String> scalars) {
    MeasurementColumns names = source.columns();
    List<String> listNames =
        switch (source.kind()) {
          case DENSE -> List.of(names.measurement());
          case SPARSE -> List.of(names.cellRows(), names.cellCols(), names.cellValues());
          case RANK_ONE ->
              source.ids() == null
                  ? List.of(names.left(), names.right())
                  : List.of(source.ids().row(), source.ids().col());
          case SEEDED_GAUSSIAN -> List.of();
          case ENTRIES -> throw new IllegalArgumentException("entries have a reader of their own");
        };
    if (listNames.isEmpty()) {
      scalars.add(names.index());
    }
    return select(listNames, scalars);
  }

  private Dataset<Row> select(List<String> listNames, List<String> scalars) {
    StructType schema = files.schema(scalars);
    List<String> present = List.of(schema.fieldNames());
    List<String> needed = new ArrayList<>(scalars);
    List<List<String>> parts = new ArrayList<>();
    for (String name : listNames) {
      List<String> columns =
          source.ids() != null || ColumnPath.type(schema, name) != null
              ? List.of(name)
              : parts(name, present);
      parts.add(columns);
      needed.addAll(columns);
    }
    List<String> ids = source.ids() == null ? List.of() : listNames;
    Dataset<Row> table = files.raw(List.copyOf(new LinkedHashSet<>(needed)), ids);
    for (int k = 0; k < parts.size(); k++) {
      if (source.ids() == null) {
        addList(table, listNames.get(k), parts.get(k));
      } else {
        Column id = ColumnTypes.id(table, listNames.get(k)).cast(DataTypes.StringType);
        add(listNames.get(k), id, ArrayColumn.Form.ID);
      }
    }
    MeasurementColumns names = source.columns();
    Column nothing = functions.lit(null).cast(DataTypes.StringType);
    boolean indexed = listNames.isEmpty();
    selected.add(indexed ? ColumnTypes.number(table, names.index()) : nothing);
    selected.add(number(table, names.value(), scalars, nothing));
    selected.add(number(table, names.weight(), scalars, nothing));
    selected.add(files.corrupt(table));
    selected.addAll(Arrays.asList(files.place(table)));
    return table.select(selected.toArray(Column[]::new));
  }

  private static Column number(
      Dataset<Row> table, @Nullable String name, List<String> scalars, Column nothing) {
    return name == null || !scalars.contains(name) ? nothing : ColumnTypes.number(table, name);
  }

  /** What the selected columns hold. */
  MeasurementLayout layout(Dataset<Row> table) {
    int first = lists.size();
    StructType schema = table.schema();
    return new MeasurementLayout(
        source.kind(),
        source.columns(),
        source.dialect().decimal(),
        List.copyOf(lists),
        isText(schema, first),
        isText(schema, first + 1),
        isText(schema, first + 2),
        files.expectedRecord(first + 2));
  }

  private static boolean isText(StructType schema, int column) {
    return schema.apply(column).dataType() instanceof StringType;
  }

  /** Real and imaginary parts, or numbered columns. */
  private List<String> parts(String name, List<String> present) {
    List<String> both = List.of(name + "_re", name + "_im");
    if (!complex || both.stream().noneMatch(present::contains)) {
      return numbered(name, present);
    }
    for (int k = 0; k < both.size(); k++) {
      if (!present.contains(both.get(k))) {
        throw new InvalidInputException(
            String.format(
                "%s: column \"%s\" is there without \"%s\": complex numbers have both parts",
                source.path(), both.get(1 - k), both.get(k)));
      }
    }
    return both;
  }

  /** Columns named by a prefix and a number from 0 or 1, in the order of the numbers. */
  private List<String> numbered(String prefix, List<String> present) {
    TreeMap<Integer, String> byNumber = new TreeMap<>();
    for (String name : present) {
      if (name.startsWith(prefix) && name.substring(prefix.length()).matches("_?\\d{1,9}")) {
        int number = Integer.parseInt(name.substring(prefix.length()).replace("_", ""));
        String other = byNumber.put(number, name);
        if (other != null) {
          throw new InvalidInputException(
              source.path() + ": columns \"" + other + "\" and \"" + name + "\" have one number");
        }
      }
    }
    if (byNumber.isEmpty()) {
      throw new InvalidInputException(
          String.format(
              "%s: no column \"%s\", nor columns \"%s0\", \"%s1\" and so on; there are: %s",
              source.path(), prefix, prefix, prefix, Shown.names(present)));
    }
    int expected = byNumber.firstKey() == 0 ? 0 : 1;
    for (int number : byNumber.keySet()) {
      if (number != expected++) {
        throw new InvalidInputException(
            source.path() + ": column \"" + prefix + (expected - 1) + "\" is missing");
      }
    }
    return List.copyOf(byNumber.values());
  }

  private void addList(Dataset<Row> table, String name, List<String> columns) {
    if (columns.size() == 1 && columns.get(0).equals(name)) {
      addList(name, ColumnPath.column(table, name), type(table, name));
      return;
    }
    if (columns.equals(List.of(name + "_re", name + "_im"))) {
      addParts(table, name, columns);
      return;
    }
    boolean numbers = columns.stream().allMatch(each -> type(table, each) instanceof NumericType);
    Column[] parts =
        columns.stream()
            .map(
                each ->
                    ColumnPath.column(table, each)
                        .cast(numbers ? DataTypes.DoubleType : DataTypes.StringType))
            .toArray(Column[]::new);
    selected.add(functions.array(parts));
    lists.add(
        new ArrayColumn(
            name,
            numbers ? ArrayColumn.Form.NUMBERS : ArrayColumn.Form.TEXTS,
            source.dialect().decimal()));
  }

  private void addParts(Dataset<Row> table, String name, List<String> columns) {
    MeasurementTable each = new MeasurementTable(source, files, complex);
    columns.forEach(part -> each.addList(table, part, List.of(part)));
    selected.add(functions.struct(each.selected.toArray(Column[]::new)));
    DecimalMark decimal = source.dialect().decimal();
    lists.add(new ArrayColumn(name, ArrayColumn.Form.PARTS, decimal, List.copyOf(each.lists)));
  }

  private void addList(String name, Column column, DataType type) {
    DataType doubles = DataTypes.createArrayType(DataTypes.DoubleType);
    if (type instanceof StringType) {
      add(name, column, ArrayColumn.Form.TEXT);
    } else if (type.equals(SQLDataTypes.VectorType())) {
      add(name, column, ArrayColumn.Form.VECTOR);
    } else if (isArrayOfNumbers(type)) {
      add(name, column.cast(doubles), ArrayColumn.Form.NUMBERS);
    } else if (type instanceof ArrayType outer && isArrayOfNumbers(outer.elementType())) {
      add(name, column.cast(DataTypes.createArrayType(doubles)), ArrayColumn.Form.NESTED);
    } else if (type instanceof StructType struct && isSparse(struct)) {
      boolean sized = Arrays.asList(struct.fieldNames()).contains("size");
      Column size = sized ? column.getField("size") : functions.lit(null);
      Column parts =
          functions.struct(
              column.getField("indices").cast(doubles),
              column.getField("values").cast(doubles),
              size.cast(DataTypes.IntegerType));
      add(name, functions.when(column.isNotNull(), parts), ArrayColumn.Form.STRUCT);
    } else {
      throw new InvalidInputException(
          String.format(
              "%s: column \"%s\" has type %s, which is no list of numbers",
              source.path(), name, type.simpleString()));
    }
  }

  private void add(String name, Column column, ArrayColumn.Form form) {
    selected.add(column);
    lists.add(new ArrayColumn(name, form, source.dialect().decimal()));
  }

  private static boolean isArrayOfNumbers(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType;
  }

  private static boolean isSparse(StructType struct) {
    List<String> fields = Arrays.asList(struct.fieldNames());
    return fields.contains("indices")
        && fields.contains("values")
        && isArrayOfNumbers(struct.apply("indices").dataType())
        && isArrayOfNumbers(struct.apply("values").dataType());
  }

  private static DataType type(Dataset<Row> table, String name) {
    return Objects.requireNonNull(ColumnPath.type(table.schema(), name), name);
  }
}
