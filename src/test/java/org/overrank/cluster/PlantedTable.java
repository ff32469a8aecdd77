package org.overrank.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.overrank.linalg.GaussianNumbers;

/** Some cells of a noisy matrix of rank 3, with ids that a page must not take at their word. */
final class PlantedTable {
  static final String ROW = "<script>alert('row')</script>";
  static final String COLUMN = "\"><img src=x onerror=alert(2)>";
  static final int ROWS = 240;
  static final int COLS = 90;
  private static final int RANK = 3;
  private static final int FILES = 4;

  private PlantedTable() {}

  /** Writes the table, in a directory of files. */
  static Path write(Path directory) throws IOException {
    Path table = Files.createDirectory(directory.resolve("table"));
    for (int file = 0; file < FILES; file++) {
      int from = file * ROWS / FILES;
      Files.writeString(table.resolve(file + ".csv"), csv(from, (file + 1) * ROWS / FILES));
    }
    return table;
  }

  private static String csv(int from, int until) {
    StringBuilder csv = new StringBuilder();
    csv.append(quoted(ROW)).append(',').append(quoted(COLUMN)).append(",value\n");
    for (int a = from; a < until; a++) {
      for (int b = 0; b < COLS; b++) {
        if ((7 * a + 5 * b + a * b) % 3 != 0) {
          csv.append(quoted(rowId(a))).append(',').append(quoted(colId(b))).append(',');
          csv.append(value(a, b)).append('\n');
        }
      }
    }
    return csv.toString();
  }

  static String rowId(int a) {
    return "</script><svg onload=alert(" + a + ")>";
  }

  static String colId(int b) {
    return "{{data}}&lt;" + b + "'\"";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static double value(int a, int b) {
    double value = 0.3 * GaussianNumbers.at(6, 3, a, b);
    for (int k = 0; k < RANK; k++) {
      value += GaussianNumbers.at(6, 1, a, k) * GaussianNumbers.at(6, 2, b, k);
    }
    return value;
  }
}
