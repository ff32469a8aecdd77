package org.overrank.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.overrank.linalg.EnumWords;

/**
 * What a command tells, one JSON object a line: {@code time}, {@code level}, {@code event}, {@code
 * message}, and fields of the event. A line that is merely printed is an event "message".
 */
public final class JsonLog extends PrintStream {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream target;

  private JsonLog(PrintStream target) {
    super(new Lines(target), true, StandardCharsets.UTF_8);
    this.target = target;
  }

  /**
   * Objects on a stream.
   *
   * @param target gets the lines
   * @return a stream of events
   */
  public static PrintStream over(PrintStream target) {
    return new JsonLog(target);
  }

  /** {@return what gets the lines} */
  public PrintStream target() {
    return target;
  }

  /**
   * A text within a line.
   *
   * @param text any text
   * @return the same as JSON has it between quotes
   */
  public static String escaped(String text) {
    String quoted = text(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** Writes an event. */
  void write(Event event) {
    flush();
    print(target, event);
  }

  private static void print(PrintStream target, Event event) {
    ObjectNode json = JSON.createObjectNode();
    json.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("level", EnumWords.of(event.level()));
    json.put("event", event.name()).put("message", event.text());
    event.fields().forEach(json::putPOJO);
    target.println(text(json));
    target.flush();
  }

  private static String text(Object json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes events of lines. */
  private static final class Lines extends OutputStream {
    private final PrintStream target;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(PrintStream target) {
      this.target = target;
    }

    @Override
    public synchronized void write(int b) {
      if (b != '\n') {
        line.write(b);
        return;
      }
      String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      line.reset();
      if (!text.isEmpty()) {
        print(target, Event.of(Event.MESSAGE, text));
      }
    }
  }
}
