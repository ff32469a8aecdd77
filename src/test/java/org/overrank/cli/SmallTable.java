package org.overrank.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.overrank.linalg.GaussianNumbers;

/** A planted matrix of rank 2 with text ids, 30 × 12, three quarters of its cells measured. */
final class SmallTable {
  static final int ROWS = 30;
  static final int COLS = 12;
  static final String[] COLUMNS = {"--row", "station", "--col", "hour", "--value", "level"};

  private SmallTable() {}

  /** Writes the table. */
  static Path write(Path directory) throws IOException {
    StringBuilder csv = new StringBuilder("station,hour,level\n");
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        if (isMeasured(a, b)) {
          csv.append(row(a))
              .append(',')
              .append(col(b))
              .append(',')
              .append(value(a, b))
              .append('\n');
        }
      }
    }
    return Files.writeString(directory.resolve("table.csv"), csv.toString());
  }

  /** Arguments of a fit of the table, which needs a dozen passes unless said otherwise. */
  static String[] fit(Path table, Path output, String... more) {
    List<String> args =
        new ArrayList<>(List.of("fit", "--input", table.toString(), "--output", output.toString()));
    args.addAll(List.of(COLUMNS));
    for (String quick : List.of("--lambda=0.03", "--center=mean")) {
      String name = quick.substring(0, quick.indexOf('=') + 1);
      if (Arrays.stream(more).noneMatch(option -> option.startsWith(name))) {
        args.add(quick);
      }
    }
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  static String[] concat(String[] first, String... second) {
    String[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  static boolean isMeasured(int a, int b) {
    return (5 * a + 3 * b) % 4 != 0;
  }

  static String row(int a) {
    return "station " + (char) ('A' + a % 26) + a;
  }

  static String col(int b) {
    return b < 10 ? "0" + b : Integer.toString(b);
  }

  static double value(int a, int b) {
    double value = 20;
    for (int k = 0; k < 2; k++) {
      value += GaussianNumbers.at(5, 1, a, k) * GaussianNumbers.at(5, 2, b, k);
    }
    return value;
  }

  static List<String> unmeasured() {
    List<String> cells = new ArrayList<>();
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < COLS; b++) {
        if (!isMeasured(a, b)) {
          cells.add(row(a) + "," + col(b));
        }
      }
    }
    return cells;
  }
}
