package org.overrank.spark.measurements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.LocalSpark;
import org.overrank.data.measurements.MeasurementColumns;
import org.overrank.data.measurements.MeasurementOptions;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.TextDialect;
import org.overrank.loss.Losses;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;
import org.overrank.sensing.Storage;

/** Small tables of measurements, written by code that shares nothing with the reader. */
public final class MeasurementTables {
  private MeasurementTables() {}

  static final MeasurementOptions OPTIONS =
      new MeasurementOptions(
          BadRowPolicy.FAIL, 3, 0, 1, null, null, Storage.DOUBLE, 9, Losses.SQUARED);

  static MeasurementOptions sized(@Nullable Integer rows, @Nullable Integer cols) {
    return new MeasurementOptions(
        BadRowPolicy.FAIL, 3, 0, 1, rows, cols, Storage.DOUBLE, 9, Losses.SQUARED);
  }

  static MeasurementData read(String path, MeasurementKind kind, MeasurementOptions options) {
    return MeasurementReader.read(
        LocalSpark.session(),
        new MeasurementSource(path, null, TextDialect.USUAL, kind, MeasurementColumns.DEFAULT),
        options);
  }

  static MeasurementData weighted(String path, MeasurementKind kind, MeasurementOptions options) {
    MeasurementColumns columns =
        new MeasurementColumns(
            "measurement", "left", "right", "rows", "cols", "values", "index", "value", "weight");
    return MeasurementReader.read(
        LocalSpark.session(),
        new MeasurementSource(path, null, TextDialect.USUAL, kind, columns),
        options);
  }

  static String write(Path file, List<String> lines) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, lines).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One JSON object a line, with value and weight. */
  public static List<String> json(List<Measurement> measurements) {
    List<String> lines = new ArrayList<>();
    for (Measurement m : measurements) {
      lines.add(
          String.format(
              "{%s,\"value\":%s,\"weight\":%s}", jsonFields(m.matrix()), m.value(), m.weight()));
    }
    return lines;
  }

  private static String jsonFields(SensingMatrix matrix) {
    if (matrix instanceof SensingMatrix.Dense dense) {
      return "\"measurement\":" + Arrays.toString(dense.cells());
    }
    if (matrix instanceof SensingMatrix.Sparse sparse) {
      return String.format(
          "\"rows\":%s,\"cols\":%s,\"values\":%s",
          Arrays.toString(sparse.rows()),
          Arrays.toString(sparse.cols()),
          Arrays.toString(sparse.values()));
    }
    if (matrix instanceof SensingMatrix.RankOne form) {
      return "\"left\":" + jsonVector(form.left()) + ",\"right\":" + jsonVector(form.right());
    }
    return "\"index\":" + ((SensingMatrix.SeededGaussian) matrix).index();
  }

  private static String jsonVector(SensingVector vector) {
    if (vector.isDense()) {
      return Arrays.toString(vector.values());
    }
    return String.format(
        "{\"indices\":%s,\"values\":%s,\"size\":%d}",
        IntStream.range(0, vector.values().length)
            .mapToObj(k -> Integer.toString(vector.index(k)))
            .collect(Collectors.joining(",", "[", "]")),
        Arrays.toString(vector.values()),
        vector.length());
  }

  /** A header and one line a measurement; lists as texts separated by blanks. */
  public static List<String> csv(List<Measurement> measurements) {
    List<String> lines = new ArrayList<>();
    for (Measurement m : measurements) {
      if (lines.isEmpty()) {
        lines.add(csvHeader(m.matrix()) + ",value,weight");
      }
      lines.add(csvFields(m.matrix()) + "," + m.value() + "," + m.weight());
    }
    return lines;
  }

  private static String csvHeader(SensingMatrix matrix) {
    if (matrix instanceof SensingMatrix.Dense) {
      return "measurement";
    }
    if (matrix instanceof SensingMatrix.Sparse) {
      return "rows,cols,values";
    }
    return matrix instanceof SensingMatrix.RankOne ? "left,right" : "index";
  }

  private static String csvFields(SensingMatrix matrix) {
    if (matrix instanceof SensingMatrix.Dense dense) {
      return texts(dense.cells());
    }
    if (matrix instanceof SensingMatrix.Sparse sparse) {
      return "\""
          + Arrays.toString(sparse.rows())
          + "\",\""
          + Arrays.toString(sparse.cols())
          + "\",\""
          + Arrays.toString(sparse.values())
          + "\"";
    }
    if (matrix instanceof SensingMatrix.RankOne form) {
      return texts(full(form.left())) + "," + texts(full(form.right()));
    }
    return Long.toString(((SensingMatrix.SeededGaussian) matrix).index());
  }

  private static String texts(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  static double[] full(SensingVector vector) {
    double[] result = new double[vector.length()];
    for (int k = 0; k < vector.values().length; k++) {
      result[vector.index(k)] += vector.values()[k];
    }
    return result;
  }
}
