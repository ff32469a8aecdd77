package org.overrank.cli;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;
import org.overrank.linalg.InvalidInputException;

/**
 * An output that appears whole or not at all: it is built under a temporary name beside its place
 * and renamed at the end. What is not committed is removed, also when the process is interrupted.
 * An output that is replaced is moved aside first, see {@link EarlierOutput}.
 */
final class StagedOutput implements AutoCloseable {
  private static final long LEFTOVER_MILLIS = 24L * 3600 * 1000;

  private final FileSystem files;
  private final Path target;
  private final Path staging;
  private final boolean overwrite;
  private final Runnable cleanup = this::removeStaging;

  private StagedOutput(FileSystem files, Path target, boolean overwrite) {
    this.files = files;
    this.target = target;
    this.overwrite = overwrite;
    this.staging = sibling("tmp");
  }

  /**
   * Refuses an output that must not be written.
   *
   * @param location where it shall be
   * @param overwrite whether an earlier output may be replaced
   * @param replaceable which existing paths are earlier outputs
   * @param hadoop where file systems are
   * @return the output, of which nothing is written yet
   * @throws InvalidInputException if there is something that may not be replaced
   */
  static StagedOutput at(
      Location location, boolean overwrite, Replaceable replaceable, Configuration hadoop) {
    try {
      Path path = new Path(location.text());
      FileSystem files = path.getFileSystem(hadoop);
      if (files instanceof LocalFileSystem local) {
        // A checksum beside a file that somebody edits later makes the file unreadable to Hadoop.
        local.setWriteChecksum(false);
      }
      Path target = files.makeQualified(path);
      requireDirectoryAbove(files, target, location);
      EarlierOutput.restore(files, target);
      if (files.exists(target)) {
        if (!overwrite) {
          throw new InvalidInputException(
              "output " + location + " exists already: choose another or say --overwrite");
        }
        if (!replaceable.test(files, target)) {
          throw new InvalidInputException(
              "output "
                  + location
                  + " was not written by overrank: --overwrite does not replace it");
        }
      }
      return new StagedOutput(files, target, overwrite);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException("cannot write " + location + ": " + e.getMessage(), e);
    }
  }

  /** What is found out here is not found out after hours of computing. */
  private static void requireDirectoryAbove(FileSystem files, Path target, Location location)
      throws IOException {
    Path above = target.getParent();
    while (above != null && !files.exists(above)) {
      above = above.getParent();
    }
    if (above == null) {
      return;
    }
    if (!files.getFileStatus(above).isDirectory()) {
      throw new InvalidInputException(
          "cannot write " + location + ": " + above.toUri().getPath() + " is not a directory");
    }
    try {
      files.access(above, FsAction.WRITE);
    } catch (AccessControlException e) {
      throw new InvalidInputException(
          "cannot write " + location + ": no permission to write to " + above.toUri().getPath(), e);
    }
  }

  /** Tells an earlier output from somebody else's files. */
  @FunctionalInterface
  interface Replaceable {
    /**
     * Whether a path may be replaced.
     *
     * @param files its file system
     * @param path an existing path
     * @return true if it is an earlier output
     * @throws IOException if that cannot be told
     */
    boolean test(FileSystem files, Path path) throws IOException;
  }

  /**
   * Where to build the output: a directory that exists from now on.
   *
   * @return the temporary directory, beside the place of the output
   * @throws IOException if it cannot be made
   */
  Path begin() throws IOException {
    Interruption.onShutdown(cleanup);
    if (!files.mkdirs(staging)) {
      throw new InvalidInputException("cannot write to " + target.getParent());
    }
    removeLeftovers();
    return staging;
  }

  /**
   * The file system of the output.
   *
   * @return the file system
   */
  FileSystem files() {
    return files;
  }

  /**
   * Puts the whole temporary directory in its place.
   *
   * @throws IOException if it cannot be renamed; the earlier output, if any, is back then
   */
  void commit() throws IOException {
    commit(staging);
  }

  /**
   * Puts one part of the temporary directory in the output's place.
   *
   * @param part the temporary directory or something in it
   * @throws IOException if it cannot be renamed; the earlier output, if any, is back then
   */
  void commit(Path part) throws IOException {
    if (!files.exists(target)) {
      rename(part, target);
      return;
    }
    if (!overwrite) {
      throw new InvalidInputException(
          "output " + target + " appeared while this ran: kept as it is");
    }
    Path earlier = new Path(target.getParent(), EarlierOutput.prefix(target) + UUID.randomUUID());
    rename(target, earlier);
    try {
      rename(part, target);
    } catch (IOException e) {
      rename(earlier, target);
      throw e;
    }
    files.delete(earlier, true);
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  private Path sibling(String kind) {
    String name = "." + target.getName() + "." + kind + "-" + UUID.randomUUID();
    return new Path(target.getParent(), name);
  }

  /**
   * What runs left that were killed outright: old outputs whose successor is in place, and
   * unfinished ones, of which a younger one may still be at work.
   */
  private void removeLeftovers() throws IOException {
    long youngest = System.currentTimeMillis() - LEFTOVER_MILLIS;
    boolean replaced = files.exists(target);
    for (FileStatus left : files.listStatus(target.getParent())) {
      String name = left.getPath().getName();
      boolean unfinished = name.startsWith("." + target.getName() + ".tmp-");
      boolean old = replaced && name.startsWith(EarlierOutput.prefix(target));
      if (old || (unfinished && left.getModificationTime() < youngest)) {
        files.delete(left.getPath(), true);
      }
    }
  }

  private void removeStaging() {
    try {
      files.delete(staging, true);
    } catch (IOException e) {
      // The next line of defence is the name: hidden, and never read by anything.
    }
  }

  @Override
  public void close() {
    removeStaging();
    Interruption.forget(cleanup);
  }
}
