package org.overrank.run.sweep;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.overrank.fit.FitCheckpoint;
import org.overrank.fit.FitOption;
import org.overrank.fit.FitSettings;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.Factors;
import org.overrank.run.CheckpointFile;
import org.overrank.run.Digest;
import org.overrank.run.OutputException;
import org.overrank.sweep.TrialKey;

/** What trials leave besides their results, while it is needed: checkpoints and answers. */
public final class TrialFiles {
  static final String DIRECTORY = "checkpoints";
  private static final int NAME_BYTES = 12;

  private final TrialLog log;
  private final String input;
  private final List<FitOption<?>> varying;
  private final int seconds;
  private final Consumer<String> warnings;

  /**
   * Files of the trials of one input.
   *
   * @param log the results
   * @param input the input's name
   * @param varying the options of which trials have different values
   * @param seconds between checkpoints
   * @param warnings who is told that checkpoints cannot be written
   */
  public TrialFiles(
      TrialLog log,
      String input,
      List<FitOption<?>> varying,
      int seconds,
      Consumer<String> warnings) {
    this.log = log;
    this.input = input;
    this.varying = varying;
    this.seconds = seconds;
    this.warnings = warnings;
  }

  /** Whether a trial has a result. */
  public boolean isDone(FitSettings trial) {
    return log.has(key(trial));
  }

  /** What stands for a trial in the results. */
  String key(FitSettings trial) {
    String key = TrialKey.of(trial, varying);
    return input.isEmpty() ? key : input + ": " + key;
  }

  /** What is special about a trial besides what every key tells. */
  Optional<String> variant(FitSettings trial) {
    return TrialKey.variant(trial, varying);
  }

  CheckpointFile checkpoint(FitSettings trial) {
    return file(trial, "checkpoint", seconds);
  }

  /** Keeps an answer for the neighbour that begins at it. */
  void keepAnswer(FitSettings trial, Factors answer) {
    CheckpointFile file = file(trial, "answer", 0);
    try {
      file.write(FitCheckpoint.ofAnswer(key(trial), answer));
    } catch (IOException e) {
      throw new OutputException(file, e, log.remains());
    }
  }

  /** An answer that was kept. */
  Factors answer(FitSettings trial) {
    FitCheckpoint kept =
        file(trial, "answer", 0)
            .load()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "the answer of "
                            + key(trial)
                            + ", at which its neighbour begins, is gone: choose another --output"));
    return kept.solver().factors().get(0);
  }

  private CheckpointFile file(FitSettings trial, String what, int every) {
    return new CheckpointFile(
        log.folder().file(DIRECTORY + "/" + name(key(trial)) + "." + what),
        log.folder().hadoop(),
        every,
        System::nanoTime,
        warnings);
  }

  private static String name(String key) {
    return Digest.hex(key, NAME_BYTES);
  }

  /**
   * A short hash, to tell settings apart.
   *
   * @param text any text
   * @return 12 hexadecimal digits
   */
  static String shortHash(String text) {
    return name(text).substring(0, NAME_BYTES);
  }
}
