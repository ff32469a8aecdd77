package org.overrank.cli.options;

import java.util.List;

/** How what a command tells is written. */
public enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** One JSON object a line. */
  JSON;

  static final String OPTION = "--log";
  private static final String WORD = "json";

  /**
   * Whether arguments ask for JSON; known before they are parsed, so that what is wrong with them
   * is told so too.
   *
   * @param args of a command
   * @return whether {@code --log json} is among them
   */
  public static boolean isJson(String... args) {
    List<String> all = List.of(args);
    int at = all.indexOf(OPTION);
    return all.contains(OPTION + "=" + WORD)
        || (at >= 0 && at + 1 < all.size() && all.get(at + 1).equals(WORD));
  }
}
