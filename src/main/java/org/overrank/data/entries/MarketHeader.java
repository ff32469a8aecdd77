package org.overrank.data.entries;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.overrank.data.table.NumberRules;
import org.overrank.linalg.InvalidInputException;

/**
 * The banner and the size line of a Matrix Market file (R. F. Boisvert, R. Pozo, K. A. Remington,
 * "The Matrix Market Exchange Formats", NISTIR 5935, 1996).
 *
 * @param rows d1
 * @param cols d2
 * @param entries how many are stored
 * @param pattern whether entries have no value, which stands for 1
 * @param mirror what an entry says of its mirror image: 1, −1, or 0 for nothing
 */
public record MarketHeader(int rows, int cols, long entries, boolean pattern, int mirror)
    implements Serializable {
  private static final String BANNER = "%%matrixmarket";

  /**
   * Reads the header of a file.
   *
   * @param path what the file is called
   * @param file its bytes, unpacked; closed here
   * @return the header
   * @throws InvalidInputException if it is none of those that are understood
   * @throws IOException if the bytes cannot be read
   */
  public static MarketHeader read(String path, InputStream file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return read(path, lines);
    }
  }

  private static MarketHeader read(String path, BufferedReader lines) throws IOException {
    String banner = lines.readLine();
    String[] words = banner == null ? new String[0] : words(banner.toLowerCase(Locale.ROOT));
    if (words.length != 5 || !words[0].equals(BANNER) || !words[1].equals("matrix")) {
      throw new InvalidInputException(
          path + ": line 1 is not a Matrix Market banner: " + NumberRules.quoted(banner));
    }
    if (!words[2].equals("coordinate")
        || !(words[3].equals("real") || words[3].equals("integer") || words[3].equals("pattern"))
        || mirror(words[4]) > 1) {
      throw new InvalidInputException(
          String.format(
              "%s: line 1: %s %s %s is not supported; coordinate real, integer or pattern, general,"
                  + " symmetric or skew-symmetric are",
              path, words[2], words[3], words[4]));
    }
    int number = 1;
    String line = lines.readLine();
    while (line != null && isComment(line)) {
      number++;
      line = lines.readLine();
    }
    boolean pattern = words[3].equals("pattern");
    return sized(path, number + 1, line == null ? "" : line, pattern, mirror(words[4]));
  }

  private static int mirror(String symmetry) {
    return switch (symmetry) {
      case "general" -> 0;
      case "symmetric" -> 1;
      case "skew-symmetric" -> -1;
      default -> 2;
    };
  }

  private static MarketHeader sized(
      String path, int number, String line, boolean pattern, int mirror) {
    String[] words = words(line);
    try {
      if (words.length == 3) {
        int rows = Integer.parseInt(words[0]);
        int cols = Integer.parseInt(words[1]);
        long entries = Long.parseLong(words[2]);
        if (rows > 0 && cols > 0 && entries >= 0 && (mirror == 0 || rows == cols)) {
          return new MarketHeader(rows, cols, entries, pattern, mirror);
        }
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new InvalidInputException(
        String.format(
            "%s: line %d is not a size line of rows, columns and entries: %s",
            path, number, NumberRules.quoted(line)));
  }

  /** Whether a line says nothing. */
  public static boolean isComment(String line) {
    return line.isBlank() || line.startsWith("%");
  }

  /**
   * The words of a line.
   *
   * @param line of the file
   * @return what stands between blanks
   */
  public static String[] words(String line) {
    return line.strip().split("\\s+");
  }
}
