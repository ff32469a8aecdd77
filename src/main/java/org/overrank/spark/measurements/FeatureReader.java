package org.overrank.spark.measurements;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.CanonicalLong;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.measurements.IdSide;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.NumberRules;
import org.overrank.data.table.Segment;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.SparkErrors;
import org.overrank.spark.table.TableFiles;

/**
 * Reads a table of features: a column of ids, and numbers in all others. It comes to the driver,
 * where the factors are.
 */
public final class FeatureReader {
  private final TableFiles files;
  private final String id;
  private final TextDialect dialect;
  private final List<String> names;
  private final Map<String, double[]> rows = new TreeMap<>();
  private final List<Segment> segments = new ArrayList<>();

  private FeatureReader(TableFiles files, String id, TextDialect dialect) {
    this.files = files;
    this.id = id;
    this.dialect = dialect;
    List<String> columns = List.of(files.schema(List.of(id)).fieldNames());
    this.names = columns.stream().filter(name -> !name.equals(id)).sorted().toList();
    if (!columns.contains(id) || names.isEmpty()) {
      throw new InvalidInputException(
          String.format(
              "%s: %s; there are: %s",
              files.path(),
              names.isEmpty() ? "no column of features" : "no column " + Shown.cell(id) + " of ids",
              Shown.names(columns)));
    }
  }

  /**
   * Reads a table.
   *
   * @param spark the session
   * @param path where it is
   * @param dialect how it is written, if it is text
   * @param id the column of ids; all others are features
   * @param own whether each id has a part of its own
   * @return its ids and their features, by name
   * @throws InvalidInputException if a row has no id, one that was there before, or no finite
   *     number for a feature: the message says which row
   */
  public static IdSide read(
      SparkSession spark, String path, TextDialect dialect, String id, boolean own) {
    return SparkErrors.reading(
        path,
        () ->
            new FeatureReader(TableFiles.open(spark, path, null, dialect), id, dialect).read(own));
  }

  private IdSide read(boolean own) {
    for (Row row : table().collectAsList()) {
      String file = row.getString(0);
      long start = row.getLong(1);
      if (segments.isEmpty() || !segments.get(segments.size() - 1).isAt(file, start)) {
        segments.add(new Segment(file, start));
      }
      segments.get(segments.size() - 1).count(problem(row));
    }
    InputOrder order = new InputOrder(segments.toArray(Segment[]::new));
    String problem = order.firstProblem();
    if (problem != null) {
      throw new InvalidInputException(problem);
    }
    order.requireUsable(files.path());
    IdIndex ids = index(rows.keySet().stream());
    Matrix features = Matrix.zeros(ids.size(), names.size());
    for (int k = 0; k < ids.size(); k++) {
      double[] values = Objects.requireNonNull(rows.get(ids.idAt(k).toString()));
      System.arraycopy(values, 0, features.data(), k * names.size(), names.size());
    }
    return new IdSide(ids, names, features, own);
  }

  /** Ids as they are kept: longs where all are. */
  static IdIndex index(Stream<String> texts) {
    String[] all = texts.sorted().distinct().toArray(String[]::new);
    return Arrays.stream(all).allMatch(CanonicalLong::is)
        ? IdIndex.ofLongs(Arrays.stream(all).mapToLong(Long::parseLong).sorted().toArray())
        : IdIndex.ofStrings(all);
  }

  private Dataset<Row> table() {
    List<String> all = new ArrayList<>(List.of(id));
    all.addAll(names);
    Dataset<Row> raw = files.raw(all, List.of(id));
    List<Column> selected = new ArrayList<>(Arrays.asList(files.place(raw)));
    selected.add(files.malformed(raw, List.of(id)));
    selected.add(files.corrupt(raw));
    selected.add(ColumnTypes.id(raw, id));
    names.forEach(name -> selected.add(ColumnTypes.number(raw, name)));
    return raw.select(selected.toArray(Column[]::new));
  }

  /** What is wrong with a row; keeps it where nothing is. */
  private @Nullable String problem(Row row) {
    if (!row.isNullAt(2)) {
      return row.getString(2);
    }
    if (!row.isNullAt(3)) {
      return "not "
          + files.expectedRecord(names.size() + 1)
          + ": "
          + NumberRules.quoted(row.getString(3));
    }
    if (row.isNullAt(4) || row.get(4).toString().isEmpty()) {
      return id + " is missing";
    }
    double[] values = new double[names.size()];
    for (int k = 0; k < values.length; k++) {
      Object cell = row.get(5 + k);
      values[k] = NumberRules.number(cell, dialect.decimal());
      if (!(Math.abs(values[k]) <= NumberRules.LARGEST)) {
        return NumberRules.problem(names.get(k), cell, values[k]);
      }
    }
    String text = row.get(4).toString();
    return rows.put(text, values) == null ? null : id + " " + Shown.cell(text) + " is there twice";
  }
}
