package org.overrank.data.entries;

/** Texts that are exactly what {@link Long#toString(long)} writes. */
public final class CanonicalLong {
  private static final String MAX = Long.toString(Long.MAX_VALUE);
  private static final String MIN = Long.toString(Long.MIN_VALUE).substring(1);

  private CanonicalLong() {}

  /**
   * Whether a text and a long stand for each other.
   *
   * @param text any text
   * @return true if {@code Long.toString(Long.parseLong(text)).equals(text)}
   */
  public static boolean is(String text) {
    boolean negative = text.startsWith("-");
    int start = negative ? 1 : 0;
    int digits = text.length() - start;
    if (digits < 1 || digits > MAX.length()) {
      return false;
    }
    for (int at = start; at < text.length(); at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        return false;
      }
    }
    if (text.charAt(start) == '0') {
      return text.length() == 1;
    }
    return digits < MAX.length() || text.substring(start).compareTo(negative ? MIN : MAX) <= 0;
  }
}
