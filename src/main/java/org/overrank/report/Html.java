package org.overrank.report;

/** Text as HTML. */
final class Html {
  private Html() {}

  /**
   * Escapes text so that it stands as text between tags and within quoted attributes.
   *
   * @param text any text
   * @return the same for a reader of the page
   */
  static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(codePoint -> append(html, codePoint));
    return html.toString();
  }

  /**
   * Appends a row of a table.
   *
   * @param html added to
   * @param cells plain text, to be escaped
   */
  static void row(StringBuilder html, String... cells) {
    html.append("<tr>");
    cells(html, cells);
    html.append("</tr>\n");
  }

  /**
   * Appends cells of a row.
   *
   * @param html added to
   * @param cells plain text, to be escaped
   */
  static void cells(StringBuilder html, String... cells) {
    for (String cell : cells) {
      html.append("<td>").append(escape(cell)).append("</td>");
    }
  }

  private static void append(StringBuilder html, int codePoint) {
    switch (codePoint) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      default -> html.appendCodePoint(isShown(codePoint) ? codePoint : 0xFFFD);
    }
  }

  /** HTML has no control characters, and a lone surrogate has no UTF-8. */
  private static boolean isShown(int codePoint) {
    boolean white = codePoint == '\n' || codePoint == '\t';
    return white || !(Character.isISOControl(codePoint) || isSurrogate(codePoint));
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
