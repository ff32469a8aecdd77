package org.overrank.cli.output;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that a command tells while it runs.
 *
 * @param level how bad it is
 * @param name what kind of thing it is, such as "progress"
 * @param text for people, one line or more
 * @param fields the same for programs, maybe none
 */
public record Event(Level level, String name, String text, Map<String, Object> fields) {
  /** How bad things are. */
  public enum Level {
    /** As it should be. */
    INFO,
    /** Not as it should be, but the command goes on. */
    WARN,
    /** The end of the command. */
    ERROR
  }

  /** Any line. */
  static final String MESSAGE = "message";

  /**
   * What is as it should be.
   *
   * @param name what kind of thing it is
   * @param text for people
   * @return the event, without fields
   */
  public static Event of(String name, String text) {
    return new Event(Level.INFO, name, text, Map.of());
  }

  /**
   * What is not as it should be.
   *
   * @param text for people
   * @return the event
   */
  public static Event warning(String text) {
    return new Event(Level.WARN, "warning", text, Map.of());
  }

  /**
   * What ends a command.
   *
   * @param text for people
   * @return the event
   */
  public static Event error(String text) {
    return new Event(Level.ERROR, "error", text, Map.of());
  }

  /**
   * The same with one more field.
   *
   * @param key in camel case
   * @param value a number, a text, a list of such
   * @return a new event
   */
  public Event with(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(key, value);
    return new Event(level, name, text, more);
  }

  /**
   * Tells it.
   *
   * @param err where: text for people, unless it is a {@link JsonLog}
   */
  public void tell(PrintStream err) {
    if (err instanceof JsonLog json) {
      json.write(this);
    } else {
      err.println(text);
    }
  }
}
