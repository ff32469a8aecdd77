package org.overrank.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.FilePaths;
import org.overrank.spark.table.SparkErrors;

/** Finds out whether a place can be written to the only way there is: by writing to it. */
public final class WriteProbe {
  /** More than file systems keep inside of their own records: a full disk has no room for it. */
  private static final int BYTES = 64 << 10;

  private WriteProbe() {}

  /** What else a place must stand. */
  @FunctionalInterface
  public interface Trial {
    /**
     * Tries it.
     *
     * @param directory an empty one, which is removed afterwards
     * @throws IOException if it fails
     */
    void in(Path directory) throws IOException;
  }

  /**
   * Makes the directories above a place, one beside it, a file in that, renames it, and removes all
   * that it made.
   *
   * @param location the place, as the user wrote it
   * @param files its file system
   * @param target the place
   * @throws InvalidInputException if any of that fails
   */
  public static void require(Object location, FileSystem files, Path target) {
    require(location, files, target, directory -> {});
  }

  /**
   * The same, and something else in the directory that is made.
   *
   * @param location the place, as the user wrote it
   * @param files its file system
   * @param target the place
   * @param more what else is tried
   * @throws InvalidInputException if any of that fails
   */
  public static void require(Object location, FileSystem files, Path target, Trial more) {
    List<Path> made = new ArrayList<>();
    try {
      Path above = above(files, target);
      if (!files.getFileStatus(above).isDirectory()) {
        throw new IOException(above.toUri().getPath() + " is not a directory");
      }
      Path probe =
          FilePaths.below(target.getParent(), "." + target.getName() + ".tmp-" + UUID.randomUUID());
      for (Path at = probe; !at.equals(above); at = at.getParent()) {
        made.add(at);
      }
      try {
        makeDirectories(files, probe);
        write(files, probe);
        more.in(probe);
      } finally {
        files.delete(probe, true);
        for (Path directory : made) {
          files.delete(directory, false);
        }
      }
    } catch (IOException | FSError e) {
      throw refusal(location, e);
    }
  }

  /**
   * The nearest directory that exists.
   *
   * @param files a file system
   * @param target a place there
   * @return the directory that the place is in, or will be
   * @throws IOException if that cannot be told
   */
  public static Path above(FileSystem files, Path target) throws IOException {
    Path above = target.getParent();
    if (above == null) {
      throw new IOException("it is the root of its file system");
    }
    while (above.getParent() != null && !files.exists(above)) {
      above = above.getParent();
    }
    return above;
  }

  private static void makeDirectories(FileSystem files, Path directory) throws IOException {
    if (FilePaths.isLocal(files)) {
      // Unlike Hadoop, Java says why not.
      Files.createDirectories(FilePaths.local(directory));
    } else if (!files.mkdirs(directory)) {
      throw new IOException("cannot make the directory " + directory);
    }
  }

  private static void write(FileSystem files, Path probe) throws IOException {
    Path file = new Path(probe, "probe");
    try (OutputStream out = files.create(file, false)) {
      out.write(new byte[BYTES]);
    }
    if (!files.rename(file, new Path(probe, "renamed"))) {
      throw new IOException("cannot rename files in " + probe.getParent().toUri().getPath());
    }
  }

  /**
   * A place that cannot be written to, in one line.
   *
   * @param location the place, as the user wrote it
   * @param cause why
   * @return the refusal
   */
  public static InvalidInputException refusal(Object location, Throwable cause) {
    return new InvalidInputException(
        "cannot write " + location + ": " + SparkErrors.line(cause), cause);
  }
}
