package org.overrank.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/**
 * The results of a sweep, one line a trial, appended as trials end.
 *
 * <p>A line is written at once and forced to the disk before the next trial's; what a killed run
 * left of half a line is cut off. The settings stand beside it, so that another sweep cannot be
 * mixed in.
 */
final class TrialLog implements AutoCloseable {
  private static final String TRIAL = "trial";
  private static final String LAMBDAS = "lambdas.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Path file;
  private final String specHash;
  private final List<JsonNode> lines = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private @Nullable FileChannel lock;

  private TrialLog(Path directory, String specHash) {
    this.directory = directory;
    this.specHash = specHash;
    this.file = directory.resolve("trials.jsonl");
  }

  /**
   * Opens the results of a sweep, or begins them.
   *
   * @param location a directory on this machine
   * @param settings what tells sweeps apart, line by line
   * @return the log
   * @throws InvalidInputException if another sweep's results are there, or something else
   */
  static TrialLog open(Location location, List<String> settings) {
    String hash = TrialFiles.shortHash(String.join("\n", settings));
    TrialLog log = new TrialLog(location.onThisMachine(), hash);
    try {
      log.settle(location, settings);
      log.lock(location);
      log.cutHalfLine();
      log.readLines();
      return log;
    } catch (IOException e) {
      throw new InvalidInputException("cannot write " + location + ": " + e.getMessage(), e);
    }
  }

  /**
   * The results of a sweep, to be looked at; it may be under way.
   *
   * @param location its directory
   * @return the log
   * @throws InvalidInputException if no sweep's results are there
   */
  static TrialLog read(Location location) {
    Path directory = location.onThisMachine();
    if (!Files.exists(directory.resolve("sweep.conf"))) {
      throw new InvalidInputException(location + " holds no sweep's results");
    }
    TrialLog log = new TrialLog(directory, "");
    try {
      log.readLines();
      return log;
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + location + ": " + e.getMessage(), e);
    }
  }

  /** Nobody else writes here until this is closed, or the process ends. */
  private void lock(Location location) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        lock = channel;
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Said below, in the words of users.
    }
    channel.close();
    throw new InvalidInputException("another sweep is writing to " + location);
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  private void settle(Location location, List<String> settings) throws IOException {
    Path spec = directory.resolve("sweep.conf");
    if (Files.exists(spec)) {
      requireSame(location, Files.readAllLines(spec), settings);
      return;
    }
    if (Files.exists(directory)) {
      try (var content = Files.list(directory)) {
        if (content.findAny().isPresent()) {
          throw new InvalidInputException(
              "output " + location + " holds no sweep: choose another directory");
        }
      }
    }
    Files.createDirectories(directory);
    replace(spec, String.join("\n", settings) + "\n");
  }

  private static void requireSame(Location location, List<String> earlier, List<String> settings) {
    List<String> differences = new ArrayList<>();
    for (String line : earlier) {
      if (!settings.contains(line)) {
        differences.add("it has " + line);
      }
    }
    for (String line : settings) {
      if (!earlier.contains(line)) {
        differences.add("this has " + line);
      }
    }
    if (!differences.isEmpty()) {
      throw new InvalidInputException(
          "output " + location + " holds another sweep: " + String.join("; ", differences));
    }
  }

  private void cutHalfLine() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    if (whole < bytes.length) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
      }
    }
  }

  private void readLines() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    String text = Files.readString(file);
    int whole = text.lastIndexOf('\n') + 1;
    int number = 0;
    for (String line : text.substring(0, whole).lines().toList()) {
      number++;
      try {
        add(JSON.readTree(line));
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(file + ": line " + number + " is no result", e);
      }
    }
  }

  /**
   * Whether a trial has a result.
   *
   * @param key what stands for it
   * @return true if a line has it
   */
  boolean has(String key) {
    return done.contains(key);
  }

  /** Where the results are. */
  Path directory() {
    return directory;
  }

  /** What people call the results: the directory's name. */
  String name() {
    return String.valueOf(directory.getFileName());
  }

  /** A hash of the settings. */
  String specHash() {
    return specHash;
  }

  /** All results so far. */
  List<JsonNode> lines() {
    return lines;
  }

  /**
   * Appends a result.
   *
   * @param line what a trial found, its key under {@code trial}
   */
  void append(ObjectNode line) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      byte[] bytes = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot append to " + file, e);
    }
    add(line);
  }

  private void add(JsonNode line) {
    if (done.add(line.path(TRIAL).asText())) {
      lines.add(line);
    }
  }

  /**
   * The values of λ of an input, chosen once for all runs.
   *
   * @param input the input's name
   * @return them, or null if they were not chosen yet
   */
  @Nullable List<Double> lambdas(String input) {
    Path chosen = directory.resolve(LAMBDAS);
    if (!Files.exists(chosen)) {
      return null;
    }
    try {
      JsonNode values = JSON.readTree(Files.readString(chosen)).get(input);
      List<Double> lambdas = new ArrayList<>();
      if (values != null) {
        values.forEach(value -> lambdas.add(value.asDouble()));
      }
      return values == null ? null : lambdas;
    } catch (IOException e) {
      throw new InvalidInputException(chosen + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Keeps the values of λ of an input.
   *
   * @param input the input's name
   * @param values of λ
   */
  void keepLambdas(String input, List<Double> values) {
    Path chosen = directory.resolve(LAMBDAS);
    try {
      ObjectNode all =
          Files.exists(chosen)
              ? (ObjectNode) JSON.readTree(Files.readString(chosen))
              : JSON.createObjectNode();
      values.forEach(all.putArray(input)::add);
      replace(chosen, JSON.writeValueAsString(all) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + chosen, e);
    }
  }

  /**
   * Writes the sweep's summary, whole.
   *
   * @param summary its content
   */
  void writeSummary(JsonNode summary) {
    try {
      write("summary.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(summary));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + directory, e);
    }
  }

  /**
   * Writes a file of the results, whole.
   *
   * @param name its name
   * @param text its content, without the last end of line
   * @throws IOException if that fails
   */
  void write(String name, String text) throws IOException {
    replace(directory.resolve(name), text + "\n");
  }

  private static void replace(Path target, String text) throws IOException {
    Path beside = target.resolveSibling("." + target.getFileName() + ".tmp");
    Files.writeString(beside, text);
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
