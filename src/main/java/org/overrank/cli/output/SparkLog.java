package org.overrank.cli.output;

import java.io.PrintStream;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Spark's own log as events of a command. */
public final class SparkLog extends AbstractAppender {
  private final PrintStream err;

  private SparkLog(PrintStream err) {
    super("overrank events", null, null, true, Property.EMPTY_ARRAY);
    this.err = err;
  }

  /**
   * Sends what Spark logs to a stream of events, and nowhere else.
   *
   * @param err the events
   */
  public static void to(PrintStream err) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    SparkLog events = new SparkLog(err);
    events.start();
    for (LoggerConfig logger : context.getConfiguration().getLoggers().values()) {
      for (String name : logger.getAppenders().keySet()) {
        logger.removeAppender(name);
      }
    }
    context.getConfiguration().getRootLogger().addAppender(events, null, null);
    context.updateLoggers();
  }

  @Override
  public void append(LogEvent logged) {
    org.apache.logging.log4j.Level said = logged.getLevel();
    Event.Level level =
        said.isMoreSpecificThan(org.apache.logging.log4j.Level.ERROR)
            ? Event.Level.ERROR
            : said.isMoreSpecificThan(org.apache.logging.log4j.Level.WARN)
                ? Event.Level.WARN
                : Event.Level.INFO;
    String text = logged.getMessage().getFormattedMessage();
    new Event(level, "log", text, Map.of("logger", logged.getLoggerName())).tell(err);
  }
}
