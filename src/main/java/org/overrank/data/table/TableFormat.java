package org.overrank.data.table;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.EnumWords;

/** How a table is written. */
public enum TableFormat {
  /** Text with a separator, a comma unless said; may be compressed. */
  CSV,
  /** Apache Parquet. */
  PARQUET,
  /** One JSON object a line; may be compressed. */
  JSON,
  /** Apache ORC. */
  ORC,
  /** Matrix Market coordinates; for entries only. */
  MTX;

  private static final String TABBED = ".tsv";

  /**
   * Tells the format by a file's name, an ending of compression left aside.
   *
   * @param name name of a file, such as {@code ratings.csv.gz}
   * @return the format, or null if the name does not tell
   */
  public static @Nullable TableFormat ofName(String name) {
    String plain = unpacked(name);
    if (plain.endsWith(TABBED)) {
      return CSV;
    }
    if (plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      return JSON;
    }
    for (TableFormat format : values()) {
      if (plain.endsWith("." + format.word())) {
        return format;
      }
    }
    return null;
  }

  /**
   * Whether a name says that a tab separates.
   *
   * @param name name of a file, such as {@code ratings.tsv.gz}
   * @return true for TSV, which is CSV with another separator
   */
  public static boolean isTabbed(String name) {
    return unpacked(name).endsWith(TABBED);
  }

  private static String unpacked(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2|zst|lz4|deflate)$", "");
  }

  /**
   * The word that users and Spark's readers have for the format.
   *
   * @return the name in lower case
   */
  public String word() {
    return EnumWords.of(this);
  }
}
