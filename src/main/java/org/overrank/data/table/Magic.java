package org.overrank.data.table;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Formats that are no text, by the bytes they begin with. */
public enum Magic {
  GZIP("1f8b", "is gzip", ".gz"),
  BZIP2("425a68", "is bzip2", ".bz2"),
  ZSTD("28b52ffd", "is packed by Zstandard: unpack it first", null),
  XZ("fd377a585a00", "is packed by xz: unpack it first", null),
  LZ4("04224d18", "is packed by lz4: unpack it first", null),
  SNAPPY("ff060000734e61507059", "is packed by Snappy: unpack it first", null),
  SEVEN_ZIP("377abcaf271c", "is a 7z archive: unpack it first", null),
  RAR("526172211a07", "is a RAR archive: unpack it first", null),
  ZIP("504b0304", "is a zip archive: unpack it first", null),
  EMPTY_ZIP("504b0506", "is an empty zip archive", null),
  EXCEL_97("d0cf11e0a1b11ae1", "is a workbook of Excel: save its table as CSV", null),
  PARQUET("50415231", "is Parquet", ".parquet"),
  ENCRYPTED_PARQUET("50415245", "is encrypted Parquet", null),
  ORC("4f5243", "is ORC", ".orc"),
  AVRO("4f626a01", "is Avro: convert it to Parquet first", null),
  SQLITE("53514c69746520666f726d6174203300", "is an SQLite database: export a table first", null),
  ARROW("4152524f5731", "is Arrow: convert it to Parquet first", null),
  FEATHER("46454131", "is Feather: convert it to Parquet first", null),
  HDF5("894844460d0a1a0a", "is HDF5: convert it to Parquet first", null),
  NUMPY("934e554d5059", "is an array of NumPy: convert it to Parquet first", null),
  MATLAB("4d41544c414220352e30", "is a file of MATLAB: convert it first", null),
  PDF("255044462d", "is PDF", null),
  PNG("89504e470d0a1a0a", "is a picture", null),
  JPEG("ffd8ff", "is a picture", null),
  TAR("", "is a tar archive: unpack it first", null),
  WORKBOOK("", "is a workbook of a spreadsheet program: save its table as CSV", null);

  private static final int TAR_BLOCK = 512;
  private static final int TAR_SUM = 148;
  private static final int TAR_SUM_LENGTH = 8;

  private final String begin;
  private final String what;
  private final @Nullable String ending;

  Magic(String begin, String what, @Nullable String ending) {
    this.begin = new String(HexFormat.of().parseHex(begin), StandardCharsets.ISO_8859_1);
    this.what = what;
    this.ending = ending;
  }

  /**
   * What a file is.
   *
   * @param head its first bytes
   * @return null if it may be text
   */
  public static @Nullable Magic of(byte[] head) {
    if (isTar(head)) {
      return TAR;
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (Magic magic : values()) {
      if (!magic.begin.isEmpty() && text.startsWith(magic.begin)) {
        return magic == ZIP && isWorkbook(text) ? WORKBOOK : magic.unlessText(text);
      }
    }
    return null;
  }

  /** The letters that ORC and Bzip2 begin with can begin a header of CSV too. */
  private @Nullable Magic unlessText(String head) {
    boolean letters = this == ORC || this == BZIP2 || this == PARQUET || this == FEATHER;
    return letters && head.chars().limit(TAR_BLOCK).noneMatch(Magic::isControl) ? null : this;
  }

  private static boolean isControl(int c) {
    return c < ' ' && c != '\n' && c != '\r' && c != '\t';
  }

  private static boolean isWorkbook(String head) {
    return head.contains("[Content_Types].xml")
        || head.contains("xl/")
        || head.contains("opendocument.spreadsheet");
  }

  /** A tar archive begins with a block that holds the sum of its bytes, in octal. */
  private static boolean isTar(byte[] head) {
    if (head.length < TAR_BLOCK) {
      return false;
    }
    int sum = TAR_SUM_LENGTH * ' ';
    for (int k = 0; k < TAR_BLOCK; k++) {
      sum += k < TAR_SUM || k >= TAR_SUM + TAR_SUM_LENGTH ? head[k] & 0xff : 0;
    }
    String stated =
        new String(head, TAR_SUM, TAR_SUM_LENGTH, StandardCharsets.ISO_8859_1)
            .replaceAll("[\\x00 ]", "");
    return stated.matches("[0-7]{1,7}") && Integer.parseInt(stated, TAR_SUM_LENGTH) == sum;
  }

  /** Whether this is how a format's files begin. */
  public boolean is(TableFormat format) {
    return switch (format) {
      case PARQUET -> this == PARQUET || this == ENCRYPTED_PARQUET;
      case ORC -> this == ORC;
      case CSV, JSON, MTX -> false;
    };
  }

  /**
   * What to tell about a file.
   *
   * @param name of the file, or empty
   * @return the end of a sentence about it
   */
  public String words(String name) {
    if (ending == null || name.isEmpty()) {
      return what;
    }
    boolean packed = this == GZIP || this == BZIP2;
    String right = packed ? name + ending : name.replaceFirst("\\.[^.]*$", "") + ending;
    return what + ": name it " + Shown.path(right);
  }
}
