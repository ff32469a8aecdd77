package org.overrank.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.overrank.fit.CheckpointCodec;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitCheckpoint;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.SparkErrors;

/**
 * One fit's last checkpoint, in a file that is replaced as a whole, on any file system. A
 * checkpoint that cannot be written is a warning, said once: the fit goes on without.
 */
public final class CheckpointFile implements Checkpoints {
  /** Seconds between checkpoints unless said otherwise. */
  public static final int DEFAULT_SECONDS = 60;

  private final WholeFile file;
  private final long interval;
  private final LongSupplier clock;
  private final Consumer<String> warnings;
  private long last;
  private boolean warned;
  private volatile boolean kept;

  /**
   * A checkpoint's place.
   *
   * @param file where it is
   * @param hadoop the file systems
   * @param seconds between checkpoints, 0 for one before every step
   * @param clock nanoseconds
   * @param warnings who is told, in one line, that checkpoints cannot be written
   */
  public CheckpointFile(
      Path file, Configuration hadoop, int seconds, LongSupplier clock, Consumer<String> warnings) {
    try {
      this.file = new WholeFile(file, hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException("cannot use " + file + ": " + SparkErrors.line(e), e);
    }
    this.interval = seconds * 1_000_000_000L;
    this.clock = clock;
    this.last = clock.getAsLong();
    this.warnings = warnings;
  }

  @Override
  public Optional<FitCheckpoint> load() {
    try (InputStream in = file.open()) {
      FitCheckpoint found = CheckpointCodec.read(in);
      kept = true;
      return Optional.of(found);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new InvalidInputException(
          "checkpoint "
              + file
              + " cannot be read ("
              + SparkErrors.line(e)
              + "): remove it to begin anew",
          e);
    }
  }

  @Override
  public boolean isDue() {
    return clock.getAsLong() - last >= interval;
  }

  @Override
  public void save(FitCheckpoint checkpoint) {
    try {
      write(checkpoint);
    } catch (IOException e) {
      if (!warned) {
        warned = true;
        warnings.accept(
            "checkpoint " + file + " cannot be written (" + SparkErrors.line(e) + "): going on");
      }
    }
    last = clock.getAsLong();
  }

  /**
   * Writes a checkpoint that nobody can do without.
   *
   * @param checkpoint what to keep
   * @throws IOException if it cannot be written; what was there is there still
   */
  public void write(FitCheckpoint checkpoint) throws IOException {
    file.replace(out -> CheckpointCodec.write(checkpoint, out));
    kept = true;
  }

  /**
   * Whether there is a checkpoint that the same fit would go on from.
   *
   * @return true once one was read or written, until it is removed
   */
  public boolean isKept() {
    return kept;
  }

  /** Removes the checkpoint: its fit has ended. What cannot be removed does no harm. */
  public void remove() {
    kept = false;
    try {
      file.remove();
    } catch (IOException e) {
      warnings.accept("checkpoint " + file + " cannot be removed: " + SparkErrors.line(e));
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
