package org.overrank.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Spark writes down of one application while it runs: one event a line. */
final class EventLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  /**
   * The log of the only application that writes to a directory.
   *
   * @param directory made if it is not there
   */
  EventLog(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** Settings with which an application writes this log, as plain text and at once. */
  Map<String, String> settings() {
    return Map.of(
        "spark.eventLog.enabled", "true",
        "spark.eventLog.dir", directory.toUri().toString(),
        "spark.eventLog.rolling.enabled", "false",
        "spark.eventLog.compress", "false");
  }

  /** The directory, for a history server. */
  Path directory() {
    return directory;
  }

  /** Logs of all drivers that wrote here, oldest first. */
  private List<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted((a, b) -> Long.compare(modified(a), modified(b)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }

  /** All text so far. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Path file : files()) {
      try {
        text.append(Files.readString(file, StandardCharsets.UTF_8));
      } catch (IOException e) {
        // Renamed at the end of the application, between listing and reading: the next call sees
        // it.
      }
    }
    return text.toString();
  }

  /** How many events of a kind there are so far whose line holds a text. */
  int count(String kind, String text) {
    String event = "\"SparkListener" + kind + "\"";
    return (int) text().lines().filter(line -> line.contains(event) && line.contains(text)).count();
  }

  /** The events of a kind, in order. */
  List<JsonNode> events(String kind) {
    List<JsonNode> events = new ArrayList<>();
    for (String line :
        text().lines().filter(line -> line.contains("SparkListener" + kind)).toList()) {
      try {
        JsonNode event = JSON.readTree(line);
        if (event.path("Event").asText().equals("SparkListener" + kind)) {
          events.add(event);
        }
      } catch (IOException e) {
        // The last line of a log that is being written, or of a driver that was killed.
      }
    }
    return events;
  }
}
