package org.overrank.data.table;

import org.jspecify.annotations.Nullable;

/** Text of two or four bytes a character, which cannot be split at line feeds, and what is none. */
public final class WideText {
  private static final int LOOKED_AT = 4096;

  private WideText() {}

  /**
   * Tells what is no text of one byte for each letter of ASCII.
   *
   * @param head first bytes of a file
   * @param separator what may stand between fields, control characters too
   * @return the end of a sentence about it, or null
   */
  public static @Nullable String problem(byte[] head, String separator) {
    String name = marked(head);
    if (name == null) {
      name = unmarked(head);
    }
    if (name != null) {
      return String.format("is %s: convert it first, as with iconv -f %s -t UTF-8", name, name);
    }
    return isBinary(head, separator) ? "is no text" : null;
  }

  private static @Nullable String marked(byte[] head) {
    boolean little = begins(head, 0xff, 0xfe);
    if (begins(head, 0, 0, 0xfe, 0xff)
        || (little && head.length > 3 && head[2] == 0 && head[3] == 0)) {
      return "UTF-32";
    }
    return little || begins(head, 0xfe, 0xff) ? "UTF-16" : null;
  }

  private static boolean begins(byte[] head, int... bytes) {
    for (int k = 0; k < bytes.length; k++) {
      if (head.length <= k || (head[k] & 0xff) != bytes[k]) {
        return false;
      }
    }
    return true;
  }

  /** Most letters of tables are of ASCII: their other bytes are 0. */
  private static @Nullable String unmarked(byte[] head) {
    int length = Math.min(head.length, LOOKED_AT) & -4;
    int[] zeros = new int[4];
    for (int k = 0; k < length; k++) {
      zeros[k & 3] += head[k] == 0 ? 1 : 0;
    }
    int most = length * 3 / 16;
    boolean[] zero = new boolean[4];
    for (int k = 0; k < 4; k++) {
      zero[k] = length > 0 && zeros[k] >= most;
    }
    if (zero[1] && zero[2] && zero[3] && !zero[0]) {
      return "UTF-32LE";
    }
    if (zero[0] && zero[1] && zero[2] && !zero[3]) {
      return "UTF-32BE";
    }
    if (zero[1] && zero[3] && !zero[0] && !zero[2]) {
      return "UTF-16LE";
    }
    return zero[0] && zero[2] && !zero[1] && !zero[3] ? "UTF-16BE" : null;
  }

  private static boolean isBinary(byte[] head, String separator) {
    int length = Math.min(head.length, LOOKED_AT);
    int controls = 0;
    for (int k = 0; k < length; k++) {
      boolean blank =
          head[k] == '\n' || head[k] == '\r' || head[k] == '\t' || separator.indexOf(head[k]) >= 0;
      controls += head[k] >= 0 && head[k] < ' ' && !blank ? 1 : 0;
    }
    return controls > length / 10;
  }
}
