package org.overrank.spark.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.overrank.fit.CheckpointCodec;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitCheckpoint;
import org.overrank.linalg.InvalidInputException;

/** One fit's last checkpoint, in a file that is replaced as a whole, on any file system. */
public final class CheckpointFile implements Checkpoints {
  /** Seconds between checkpoints unless said otherwise. */
  public static final int DEFAULT_SECONDS = 60;

  private final Path file;
  private final FileContext files;
  private final long interval;
  private final LongSupplier clock;
  private long last;

  /**
   * A checkpoint's place.
   *
   * @param file where it is
   * @param hadoop the file systems
   * @param seconds between checkpoints, 0 for one before every step
   * @param clock nanoseconds
   */
  public CheckpointFile(Path file, Configuration hadoop, int seconds, LongSupplier clock) {
    try {
      this.files = FileContext.getFileContext(file.toUri(), hadoop);
    } catch (IOException e) {
      throw new InvalidInputException("cannot use " + file + ": " + e.getMessage(), e);
    }
    this.file = file;
    this.interval = seconds * 1_000_000_000L;
    this.clock = clock;
    this.last = clock.getAsLong();
  }

  @Override
  public Optional<FitCheckpoint> load() {
    try (InputStream in = files.open(file)) {
      return Optional.of(CheckpointCodec.read(in));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new InvalidInputException(
          "checkpoint "
              + file
              + " cannot be read ("
              + e.getMessage()
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
    Path beside = file.suffix(".tmp");
    try {
      try (OutputStream out =
          files.create(
              beside,
              EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
              Options.CreateOpts.createParent())) {
        CheckpointCodec.write(checkpoint, out);
      }
      files.rename(beside, file, Options.Rename.OVERWRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write checkpoint " + file, e);
    }
    last = clock.getAsLong();
  }

  /** Removes the checkpoint: its fit has ended. */
  public void remove() {
    try {
      if (files.util().exists(file)) {
        files.delete(file, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove checkpoint " + file, e);
    }
  }
}
