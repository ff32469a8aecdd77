package org.overrank.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ratings of a table, as arrays: what objectives are recomputed from, independently of both sides. */
final class RatingsFile {
  private final Path path;
  private final int[] rows;
  private final int[] cols;
  private final double[] values;
  private final int[] rowCounts;
  private final int[] colCounts;

  private RatingsFile(Path path, int[] rows, int[] cols, double[] values) {
    this.path = path;
    this.rows = rows;
    this.cols = cols;
    this.values = values;
    this.rowCounts = counts(rows);
    this.colCounts = counts(cols);
  }

  /** Reads columns row, col and value; ids are whole numbers from 0. */
  static RatingsFile read(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    int count = lines.size() - 1;
    int[] rows = new int[count];
    int[] cols = new int[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      String[] fields = lines.get(i + 1).split(",", -1);
      rows[i] = Integer.parseInt(fields[0]);
      cols[i] = Integer.parseInt(fields[1]);
      values[i] = Double.parseDouble(fields[2]);
    }
    return new RatingsFile(path, rows, cols, values);
  }

  private static int[] counts(int[] ids) {
    int most = 0;
    for (int id : ids) {
      most = Math.max(most, id);
    }
    int[] counts = new int[most + 1];
    for (int id : ids) {
      counts[id]++;
    }
    return counts;
  }

  Path path() {
    return path;
  }

  String name() {
    return count() + " ratings of " + rowCounts.length + " x " + colCounts.length;
  }

  int count() {
    return values.length;
  }

  int rowCount() {
    return rowCounts.length;
  }

  int colCount() {
    return colCounts.length;
  }

  /** The lines of LIBMF's format. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      text.append(rows[i]).append(' ').append(cols[i]).append(' ').append(values[i]).append('\n');
    }
    return text.toString();
  }

  int row(int i) {
    return rows[i];
  }

  int col(int i) {
    return cols[i];
  }

  double value(int i) {
    return values[i];
  }
}
