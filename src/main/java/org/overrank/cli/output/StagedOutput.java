package org.overrank.cli.output;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.Location;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.OutputException;
import org.overrank.run.Shortage;
import org.overrank.run.WriteProbe;
import org.overrank.spark.table.FilePaths;

/**
 * An output that appears whole or not at all: it is built under a temporary name beside its place
 * and renamed at the end. What is not committed is removed, also when the process is interrupted;
 * what is whole and cannot be put in place is kept, and its place said. An output that is replaced
 * is moved aside first, see {@link EarlierOutput}.
 */
public final class StagedOutput implements AutoCloseable {
  private static final long LEFTOVER_MILLIS = 24L * 3600 * 1000;

  private final Location location;
  private final FileSystem files;
  private final Path target;
  private final boolean overwrite;
  private final Runnable cleanup = this::removeStaging;
  private Path staging;
  private boolean kept;

  private StagedOutput(Location location, FileSystem files, Path target, boolean overwrite) {
    this.location = location;
    this.files = files;
    this.target = target;
    this.overwrite = overwrite;
    String name = "." + target.getName() + ".tmp-" + UUID.randomUUID();
    this.staging = FilePaths.below(target.getParent(), name);
  }

  /**
   * Refuses an output that must not be, or cannot be, written: what is found out here is not found
   * out after hours of computing. A link is followed.
   *
   * @param location where it shall be
   * @param overwrite whether an earlier output may be replaced
   * @param replaceable which existing paths are earlier outputs
   * @param hadoop where file systems are
   * @return the output, of which nothing is written yet
   * @throws InvalidInputException if there is something that may not be replaced, or no way to
   *     write there
   */
  public static StagedOutput at(
      Location location, boolean overwrite, Replaceable replaceable, Configuration hadoop) {
    try {
      Path path = FilePaths.of(location.text());
      FileSystem files = FilePaths.system(path, hadoop);
      if (FilePaths.isLocal(files)) {
        // A checksum beside a file that somebody edits later makes the file unreadable to Hadoop.
        FileSystem.getLocal(hadoop).setWriteChecksum(false);
      }
      Path target = EarlierOutput.place(files, files.makeQualified(path));
      EarlierOutput.restore(files, target);
      requireNoDanglingLink(location, files, files.makeQualified(path));
      if (files.exists(target)) {
        requireReplaceable(location, overwrite, replaceable.objection(files, target));
      }
      WriteProbe.require(location, files, target);
      return new StagedOutput(location, files, target, overwrite);
    } catch (IOException | FSError | IllegalArgumentException e) {
      throw WriteProbe.refusal(location, e);
    }
  }

  private static void requireReplaceable(
      Location location, boolean overwrite, @Nullable String objection) {
    if (!overwrite) {
      throw new InvalidInputException(
          "output " + location + " exists already: choose another or say --overwrite");
    }
    if (objection != null) {
      throw new InvalidInputException(
          "output " + location + " " + objection + ": --overwrite does not replace it");
    }
  }

  private static void requireNoDanglingLink(Location location, FileSystem files, Path path)
      throws IOException {
    Path place = EarlierOutput.place(files, path);
    if (!place.equals(path) && !files.exists(place)) {
      throw new InvalidInputException(
          "cannot write "
              + location
              + ": it is a link to "
              + place.toUri().getPath()
              + ", which does not exist");
    }
  }

  /** Tells an earlier output from somebody else's files. */
  @FunctionalInterface
  public interface Replaceable {
    /**
     * What speaks against replacing a path.
     *
     * @param files its file system
     * @param path an existing path
     * @return null if it is an earlier output, else the end of a sentence about it
     * @throws IOException if that cannot be told
     */
    @Nullable String objection(FileSystem files, Path path) throws IOException;
  }

  /** Builds an output. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @param files the file system of the directory
     * @param directory an empty directory
     * @throws IOException if it cannot be written
     */
    void writeTo(FileSystem files, Path directory) throws IOException;
  }

  /**
   * Refuses to replace what is read.
   *
   * @param input a path or a pattern
   * @param hadoop where file systems are
   * @throws InvalidInputException if the output's place is among the input's, or holds some of it
   */
  public void requireApart(String input, Configuration hadoop) {
    if (EarlierOutput.overlaps(files, target, input, hadoop)) {
      throw new InvalidInputException(
          "output " + location + " is the input, or part of it, or holds it: choose another");
    }
  }

  /**
   * Refuses a disk that certainly is too small.
   *
   * @param bytes what the output takes at least
   * @throws InvalidInputException if there is less room
   */
  void requireRoom(long bytes) throws IOException {
    long room = files.getStatus(WriteProbe.above(files, target)).getRemaining();
    if (room < bytes) {
      throw new InvalidInputException(
          String.format(
              java.util.Locale.ROOT,
              "cannot write %s: it takes %,d kB or more, and its disk has room for %,d kB",
              location,
              bytes >> 10,
              room >> 10));
    }
  }

  /**
   * Builds the output and puts it in its place. If that fails nothing is lost: the result is built
   * once more on the driver's own disk, or what there is of it is left where it is.
   *
   * @param content writes it; hours of work, so it is saved where that can be
   * @throws OutputException if it is not in its place; says where it is instead
   */
  public void build(Content content) {
    boolean whole = false;
    try {
      Path directory = begin();
      content.writeTo(files, directory);
      whole = true;
      commit();
    } catch (IOException | FSError e) {
      Interruption.awaitEndIfBegun();
      throw new OutputException(location, e, whole ? keep("the result is") : saved(content));
    }
  }

  /** What can be made again, and is not worth keeping in halves. */
  @FunctionalInterface
  interface Work {
    /**
     * Builds the output in a temporary directory and commits it.
     *
     * @param directory an empty directory
     * @throws IOException if it cannot be written
     */
    void in(Path directory) throws IOException;
  }

  /**
   * Builds an output that the same command makes again.
   *
   * @param work builds and commits it
   * @throws OutputException if it cannot be written; nothing is there then
   */
  void buildAgain(Work work) {
    try {
      work.in(begin());
    } catch (IOException | FSError e) {
      throw unwritten(e);
    } catch (Exception e) {
      // Also checked ones that Scala does not declare.
      if (Shortage.isOfDisk(e)) {
        throw unwritten(e);
      }
      throw e;
    }
  }

  private OutputException unwritten(Throwable cause) {
    Interruption.awaitEndIfBegun();
    return new OutputException(location, cause, "nothing was written");
  }

  private String saved(Content content) {
    try {
      java.nio.file.Path here = java.nio.file.Files.createTempDirectory("overrank-");
      try {
        FileSystem local = FileSystem.getLocal(files.getConf());
        local.setWriteChecksum(false);
        content.writeTo(local, FilePaths.of(here));
        return "the result is in " + here + " instead";
      } catch (IOException | FSError e) {
        org.apache.hadoop.fs.FileUtil.fullyDelete(here.toFile());
      }
    } catch (IOException e) {
      // Nowhere to go: what is there stays there.
    }
    return keep("as much of the result as there was room for is");
  }

  /** Gives the temporary directory a name that nobody clears away. */
  private String keep(String what) {
    try {
      if (!files.exists(staging)) {
        return "nothing was written";
      }
    } catch (IOException e) {
      // It may be there.
    }
    kept = true;
    String mark = staging.getName().substring(staging.getName().length() - 8);
    Path visible = FilePaths.below(target.getParent(), target.getName() + ".kept-" + mark);
    try {
      if (files.rename(staging, visible)) {
        staging = visible;
      }
    } catch (IOException | FSError e) {
      // It keeps its hidden name.
    }
    return what + " in " + staging.toUri().getPath();
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
      throw new IOException("cannot make a directory in " + target.getParent());
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
   * The place of the output, links followed.
   *
   * @return a qualified path
   */
  Path target() {
    return target;
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
    Interruption.unlessBegun(() -> place(part), location + " was written");
  }

  private void place(Path part) throws IOException {
    if (!files.exists(target)) {
      rename(part, target);
      return;
    }
    if (!overwrite) {
      throw new IOException("it appeared while this ran and is kept as it is");
    }
    Path earlier =
        FilePaths.below(target.getParent(), EarlierOutput.prefix(target) + UUID.randomUUID());
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
    if (kept) {
      return;
    }
    try {
      files.delete(staging, true);
    } catch (IOException | FSError e) {
      // The next line of defence is the name: hidden, and never read by anything.
    }
  }

  @Override
  public void close() {
    removeStaging();
    Interruption.forget(cleanup);
  }
}
