package org.overrank.run.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overrank.fit.SealedJson;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.OutputException;
import org.overrank.run.WriteProbe;
import org.overrank.spark.table.SparkErrors;
import org.overrank.sweep.TrialResult;

/**
 * The results of a sweep, one line a trial, appended as trials end.
 *
 * <p>The settings stand beside it, so that another sweep cannot be mixed in.
 */
public final class TrialLog implements AutoCloseable {
  /** A file that every sweep's results have. */
  public static final String SPEC = "sweep.conf";

  private static final String LAMBDAS = "lambdas.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ResultsFolder folder;
  private final TrialLines lines;
  private final String specHash;
  private final List<TrialResult> results = new ArrayList<>();
  private final Set<String> done = new HashSet<>();

  private TrialLog(ResultsFolder folder, String specHash) {
    this.folder = folder;
    this.specHash = specHash;
    this.lines = new TrialLines(folder);
  }

  /**
   * Opens the results of a sweep, or begins them.
   *
   * @param folder where; closed with the log
   * @param settings what tells sweeps apart, line by line
   * @param waiting told, in one line, if a lock has to be waited for
   * @return the log
   * @throws InvalidInputException if another sweep's results are there, or something else
   */
  public static TrialLog open(
      ResultsFolder folder, List<String> settings, Consumer<String> waiting) {
    TrialLog log = new TrialLog(folder, TrialFiles.shortHash(String.join("\n", settings)));
    try {
      log.begin(settings, waiting);
      return log;
    } catch (InvalidInputException e) {
      log.close();
      throw e;
    } catch (IOException e) {
      log.close();
      throw WriteProbe.refusal(folder, e);
    }
  }

  /**
   * The results of a sweep, to be looked at; it may be under way.
   *
   * @param folder where; closed with the log
   * @return the log
   * @throws InvalidInputException if no sweep's results are there
   */
  public static TrialLog read(ResultsFolder folder) {
    TrialLog log = new TrialLog(folder, "");
    try {
      if (!folder.has(SPEC)) {
        throw new InvalidInputException(folder + " holds no sweep's results");
      }
      log.lines.read().forEach(log::add);
      return log;
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + folder + ": " + SparkErrors.line(e), e);
    }
  }

  /**
   * The results of a sweep that is to be run, so far; nothing is written.
   *
   * @param folder where, maybe not there; closed with the log
   * @param settings all settings that trials depend on
   * @return the log
   * @throws InvalidInputException if the sweep could not be run there
   */
  public static TrialLog preview(ResultsFolder folder, List<String> settings) {
    TrialLog log = new TrialLog(folder, "");
    try {
      folder.requireWritable(SPEC);
      if (log.isBegun(settings)) {
        log.lines.read().forEach(log::add);
      }
      return log;
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + folder + ": " + SparkErrors.line(e), e);
    }
  }

  private void begin(List<String> settings, Consumer<String> waiting) throws IOException {
    folder.requireWritable(SPEC);
    isBegun(settings); // Nothing is left where something else is, not even a lock.
    if (!folder.lock(waiting)) {
      throw new InvalidInputException("another sweep is writing to " + folder);
    }
    if (!isBegun(settings)) {
      folder.write(SPEC, String.join("\n", settings) + "\n");
    }
    lines.cutHalfLine();
    lines.read().forEach(this::add);
  }

  private boolean isBegun(List<String> settings) throws IOException {
    String earlier = folder.text(SPEC);
    if (earlier != null) {
      requireSame(earlier.lines().toList(), settings);
      return true;
    }
    // Hidden: what a killed run left of its first file, or the system's own.
    if (!folder.names().stream().allMatch(name -> name.startsWith("."))) {
      throw new InvalidInputException(
          "output " + folder + " holds no sweep: choose another directory");
    }
    return false;
  }

  private void requireSame(List<String> earlier, List<String> settings) {
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
          "output " + folder + " holds another sweep: " + String.join("; ", differences));
    }
  }

  @Override
  public void close() {
    folder.close();
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
  public ResultsFolder folder() {
    return folder;
  }

  /** A hash of the settings. */
  String specHash() {
    return specHash;
  }

  /** All results so far. */
  public List<TrialResult> results() {
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
      lines.append(result);
    } catch (IOException e) {
      throw new OutputException(lines, e, remains());
    }
    add(result);
  }

  /** What there is if nothing follows. */
  public String remains() {
    return String.format(
        Locale.ROOT,
        "%,d results are kept in %s: the same command runs the rest",
        done.size(),
        folder.inFull());
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
  public List<Double> lambdas(String input) {
    try {
      JsonNode values = chosen().get(input);
      List<Double> lambdas = new ArrayList<>();
      if (values != null) {
        values.forEach(value -> lambdas.add(value.asDouble()));
      }
      return lambdas;
    } catch (IOException e) {
      throw new InvalidInputException(
          folder.place(LAMBDAS) + " cannot be read: " + SparkErrors.line(e), e);
    }
  }

  private ObjectNode chosen() throws IOException {
    String text = folder.text(LAMBDAS);
    if (text == null) {
      return JSON.createObjectNode();
    }
    if (JSON.readTree(text) instanceof ObjectNode all
        && (!SealedJson.isSealed(all) || SealedJson.unseal(all))) {
      return all;
    }
    throw new InvalidInputException(folder.place(LAMBDAS) + " is damaged: choose another --output");
  }

  /**
   * Keeps the values of λ of an input.
   *
   * @param input the input's name
   * @param values of λ
   */
  public void keepLambdas(String input, List<Double> values) {
    try {
      ObjectNode all = chosen();
      values.forEach(all.putArray(input)::add);
      write(LAMBDAS, JSON.writeValueAsString(SealedJson.sealed(all)));
    } catch (IOException e) {
      throw new OutputException(folder.place(LAMBDAS), e, remains());
    }
  }

  /**
   * A file of the results.
   *
   * @param name its name
   * @return its content, or null if it is not there
   * @throws IOException if it cannot be read
   */
  public @Nullable String text(String name) throws IOException {
    return folder.text(name);
  }

  /**
   * Writes a file of the results, whole.
   *
   * @param name its name
   * @param text its content, without the last end of line
   * @throws OutputException if that fails; what was there is there still
   */
  public void write(String name, String text) {
    try {
      folder.write(name, text + "\n");
    } catch (IOException e) {
      throw new OutputException(folder.place(name), e, remains());
    }
  }

  /**
   * Removes what trials kept for their own sake: every one has ended.
   *
   * @throws IOException if that fails
   */
  public void removeKept() throws IOException {
    folder.remove(TrialFiles.DIRECTORY);
  }
}
