package org.overrank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.SealedJson;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.WholeFile;
import org.overrank.spark.table.SparkErrors;
import org.overrank.sweep.TrialResult;

/**
 * The results of a sweep, one line a trial, appended as trials end.
 *
 * <p>The settings stand beside it, so that another sweep cannot be mixed in.
 */
final class TrialLog implements AutoCloseable {
  private static final String SPEC = "sweep.conf";
  private static final String LAMBDAS = "lambdas.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Location location;
  private final Path directory;
  private final TrialLines file;
  private final String specHash;
  private final List<TrialResult> results = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private @Nullable FileChannel lock;

  private TrialLog(Location location, String specHash) {
    this.location = location;
    this.directory = location.onThisMachine();
    this.specHash = specHash;
    this.file = new TrialLines(directory.resolve("trials.jsonl"));
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
    TrialLog log = new TrialLog(location, hash);
    try {
      FileSystem here = FileSystem.getLocal(new Configuration());
      here.setWriteChecksum(false);
      WriteProbe.require(
          location,
          here,
          new org.apache.hadoop.fs.Path("file", null, log.directory.resolve(SPEC).toString()));
      log.settle(location, settings);
      log.lock(location);
      log.begin();
      return log;
    } catch (IOException e) {
      throw WriteProbe.refusal(location, e);
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
    TrialLog log = new TrialLog(location, "");
    if (!Files.exists(log.directory.resolve(SPEC))) {
      throw new InvalidInputException(location + " holds no sweep's results");
    }
    try {
      log.file.read().forEach(log::add);
      return log;
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + location + ": " + SparkErrors.line(e), e);
    }
  }

  private void begin() throws IOException {
    try {
      file.cutHalfLine();
      file.read().forEach(this::add);
      Interruption.leaves(this::remains);
    } catch (IOException | InvalidInputException e) {
      close();
      throw e;
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
    Path spec = directory.resolve(SPEC);
    if (Files.exists(spec)) {
      requireSame(location, Files.readAllLines(spec), settings);
      return;
    }
    if (Files.exists(directory)) {
      try (var content = Files.list(directory)) {
        // Hidden: what a killed run left of its first file, or the system's own.
        if (content.anyMatch(path -> !path.getFileName().toString().startsWith("."))) {
          throw new InvalidInputException(
              "output " + location + " holds no sweep: choose another directory");
        }
      }
    }
    WholeFile.write(spec, String.join("\n", settings) + "\n");
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

  /** What people call the results: the directory's name, that of the night where it is a link. */
  String name() {
    try {
      return String.valueOf(
          location.isMasked()
              ? Path.of(location.shown()).getFileName()
              : directory.toRealPath().getFileName());
    } catch (IOException e) {
      return String.valueOf(directory.getFileName());
    }
  }

  /** A hash of the settings. */
  String specHash() {
    return specHash;
  }

  /** All results so far. */
  List<TrialResult> results() {
    return results;
  }

  /**
   * Appends a result.
   *
   * @param result what a trial found
   * @throws OutputException if it is not on the disk; all others are
   */
  void append(TrialResult result) {
    try {
      file.append(result);
    } catch (IOException e) {
      throw new OutputException(file, e, remains());
    }
    add(result);
  }

  /** What there is if nothing follows. */
  String remains() {
    return String.format(
        Locale.ROOT,
        "%,d results are kept in %s: the same command runs the rest",
        done.size(),
        location.isMasked() ? location : directory);
  }

  private void add(TrialResult result) {
    if (done.add(result.trial())) {
      results.add(result);
    }
  }

  /**
   * The values of λ of an input, chosen once for all runs.
   *
   * @param input the input's name
   * @return them, none if they were not chosen yet
   */
  List<Double> lambdas(String input) {
    try {
      JsonNode values = chosen().get(input);
      List<Double> lambdas = new ArrayList<>();
      if (values != null) {
        values.forEach(value -> lambdas.add(value.asDouble()));
      }
      return lambdas;
    } catch (IOException e) {
      throw new InvalidInputException(
          directory.resolve(LAMBDAS) + " cannot be read: " + SparkErrors.line(e), e);
    }
  }

  private ObjectNode chosen() throws IOException {
    Path file = directory.resolve(LAMBDAS);
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    if (JSON.readTree(text) instanceof ObjectNode all
        && (!SealedJson.isSealed(all) || SealedJson.unseal(all))) {
      return all;
    }
    throw new InvalidInputException(file + " is damaged: choose another --output");
  }

  /**
   * Keeps the values of λ of an input.
   *
   * @param input the input's name
   * @param values of λ
   */
  void keepLambdas(String input, List<Double> values) {
    try {
      ObjectNode all = chosen();
      values.forEach(all.putArray(input)::add);
      write(LAMBDAS, JSON.writeValueAsString(SealedJson.sealed(all)));
    } catch (IOException e) {
      throw new OutputException(directory.resolve(LAMBDAS), e, remains());
    }
  }

  /**
   * A file of the results.
   *
   * @param name its name
   * @return its content, or null if it is not there
   * @throws IOException if it cannot be read
   */
  @Nullable String text(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.exists(file) ? Files.readString(file) : null;
  }

  /**
   * Writes a file of the results, whole.
   *
   * @param name its name
   * @param text its content, without the last end of line
   * @throws OutputException if that fails; what was there is there still
   */
  void write(String name, String text) {
    try {
      WholeFile.write(directory.resolve(name), text + "\n");
    } catch (IOException e) {
      throw new OutputException(directory.resolve(name), e, remains());
    }
  }
}
