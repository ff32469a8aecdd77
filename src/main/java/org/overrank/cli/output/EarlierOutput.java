package org.overrank.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.overrank.cli.options.Location;
import org.overrank.data.model.LowRankModel;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.table.FilePaths;
import org.overrank.spark.table.FilePattern;
import org.overrank.spark.table.SparkErrors;

/**
 * An output that was moved aside to be replaced.
 *
 * <p>No file system swaps two directories in one step: an output is replaced by renaming the old
 * one aside and the new one into its place. A run that is killed between the two leaves the old
 * one, whole, under a hidden name. Whoever next wants the output puts it back first.
 */
public final class EarlierOutput {
  private static final String MARK = ".old-";
  private static final int MOST_LINKS = 40;

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
  public static void restore(Location location, Configuration hadoop) {
    try {
      Path path = FilePaths.of(location.text());
      FileSystem files = FilePaths.system(path, hadoop);
      restore(files, place(files, files.makeQualified(path)));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(location + ": cannot be read: " + SparkErrors.line(e), e);
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

  /**
   * Where an output really is.
   *
   * @param files its file system
   * @param path a path, maybe a link
   * @return the path, or what the link leads to, which may not be there
   * @throws IOException if the link cannot be read
   */
  static Path place(FileSystem files, Path path) throws IOException {
    if (!FilePaths.isLocal(files)) {
      return path;
    }
    java.nio.file.Path at = FilePaths.local(path);
    if (!Files.isSymbolicLink(at)) {
      return path;
    }
    if (Files.exists(at)) {
      return FilePaths.of(at.toRealPath());
    }
    for (int hop = 0; hop < MOST_LINKS && Files.isSymbolicLink(at); hop++) {
      at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
    }
    return FilePaths.of(at);
  }

  /**
   * Whether replacing an output would take away some of an input.
   *
   * @param files the output's file system
   * @param target the output's place, links followed
   * @param input a path or a pattern
   * @param hadoop the file systems
   * @return true if something is there that is the input, or part of it, or holds it
   */
  static boolean overlaps(FileSystem files, Path target, String input, Configuration hadoop) {
    try {
      FileSystem source = FilePaths.system(FilePaths.of(input), hadoop);
      if (!source.getUri().equals(files.getUri()) || !files.exists(target)) {
        return false;
      }
      String output = realPath(files, target);
      for (FileStatus status : FilePattern.find(input, hadoop)) {
        String read = realPath(source, status.getPath());
        if (read.startsWith(output) || output.startsWith(read)) {
          return true;
        }
      }
      return false;
    } catch (IOException | IllegalArgumentException e) {
      return false; // It cannot be read either, as whoever reads it will say.
    }
  }

  /** With all links followed, and a slash at the end. */
  private static String realPath(FileSystem files, Path path) throws IOException {
    return FilePaths.isLocal(files)
        ? FilePaths.local(path).toRealPath() + "/"
        : files.makeQualified(path).toUri().getPath() + "/";
  }

  /**
   * The model of an earlier fit.
   *
   * @param session where it is read
   * @param location the model, or the output that it is in
   * @return the model
   */
  public static LowRankModel model(SparkSession session, Location location) {
    restore(location, session.sparkContext().hadoopConfiguration());
    return ModelStore.load(session, location.text());
  }
}
