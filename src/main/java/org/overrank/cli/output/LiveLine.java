package org.overrank.cli.output;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * The place where progress shows: on a terminal one line that is rewritten, else a new line every
 * few seconds.
 */
final class LiveLine {
  private static final long REWRITE_NANOS = 100_000_000L;
  private static final long REPEAT_NANOS = 5_000_000_000L;
  private static final String ERASE = "\r\u001b[K";

  /** The terminal cuts what is longer than it is wide; a second line could not be erased. */
  private static final String CUT = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier clock;
  private long next;
  private boolean showing;

  /**
   * A place that shows nothing yet.
   *
   * @param err where
   * @param terminal whether a line can be rewritten
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  LiveLine(PrintStream err, boolean terminal, LongSupplier clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.next = clock.getAsLong() + (terminal ? 0 : REPEAT_NANOS);
  }

  /**
   * Whether it is time to show something.
   *
   * @return true if the last line is old enough
   */
  boolean isDue() {
    return clock.getAsLong() - next >= 0;
  }

  /**
   * Shows a line.
   *
   * @param event its text is the line, without its end
   */
  void show(Event event) {
    if (terminal) {
      err.print(ERASE + CUT + event.text() + WRAP);
      err.flush();
      showing = true;
    } else {
      event.tell(err);
    }
    next = clock.getAsLong() + (terminal ? REWRITE_NANOS : REPEAT_NANOS);
  }

  /**
   * Prints what stays.
   *
   * @param text one line or more, without the last end
   */
  void tell(String text) {
    clear();
    err.println(text);
  }

  /**
   * Prints what stays.
   *
   * @param event what is told
   */
  void tell(Event event) {
    clear();
    event.tell(err);
  }

  /** Takes away a line that would be rewritten, so that others can be printed. */
  void clear() {
    if (showing) {
      err.print(ERASE);
      err.flush();
      showing = false;
    }
  }
}
