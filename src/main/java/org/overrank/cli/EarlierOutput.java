package org.overrank.cli;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.overrank.linalg.InvalidInputException;

/**
 * An output that was moved aside to be replaced.
 *
 * <p>No file system swaps two directories in one step: an output is replaced by renaming the old
 * one aside and the new one into its place. A run that is killed between the two leaves the old
 * one, whole, under a hidden name. Whoever next wants the output puts it back first.
 */
final class EarlierOutput {
  private static final String MARK = ".old-";

  private EarlierOutput() {}

  /**
   * The beginning of the names that an output is moved aside to.
   *
   * @param target the output's place
   * @return a hidden name, to be completed
   */
  static String prefix(Path target) {
    return "." + target.getName() + MARK;
  }

  /**
   * Puts an output back that a killed run left aside; does nothing where all is in place.
   *
   * @param location where the output should be
   * @param hadoop the file systems
   */
  static void restore(Location location, Configuration hadoop) {
    try {
      Path path = new Path(location.text());
      FileSystem files = path.getFileSystem(hadoop);
      restore(files, files.makeQualified(path));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(location + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Puts an output back.
   *
   * @param files its file system
   * @param target its place
   * @throws IOException if it cannot be renamed
   */
  static void restore(FileSystem files, Path target) throws IOException {
    Path above = target.getParent();
    if (above == null || files.exists(target) || !files.exists(above)) {
      return;
    }
    FileStatus latest = null;
    for (FileStatus status : files.listStatus(above)) {
      boolean aside = status.getPath().getName().startsWith(prefix(target));
      if (aside
          && (latest == null || status.getModificationTime() > latest.getModificationTime())) {
        latest = status;
      }
    }
    if (latest != null && !files.rename(latest.getPath(), target)) {
      throw new IOException("cannot rename " + latest.getPath() + " to " + target);
    }
  }
}
