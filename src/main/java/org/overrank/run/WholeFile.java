package org.overrank.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.overrank.spark.table.SparkErrors;

/**
 * A file that is replaced as a whole, on any file system: it is written under a hidden name beside
 * its place and renamed over what is there.
 *
 * <p>Files of this machine are on the disk before they are renamed. Hadoop's own rename deletes the
 * old file first there, which a kill would make the loss of both; Java's does not.
 */
public final class WholeFile {
  private static final String TEMPORARY = ".tmp";

  private final Path file;
  private final FileSystem files;
  private final Configuration hadoop;

  /**
   * A file's place.
   *
   * @param file where it is
   * @param hadoop the file systems
   * @throws IOException if there is no such file system
   */
  public WholeFile(Path file, Configuration hadoop) throws IOException {
    FileSystem found = file.getFileSystem(hadoop);
    // Checksums beside the file would outlive it when others replace it.
    this.files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
    this.file = files.makeQualified(file);
    this.hadoop = hadoop;
  }

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @param out where to; not closed
     * @throws IOException if that fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Whether a name is that of a file which was being written when its process ended.
   *
   * @param name a file's name, without directories
   * @return true if nobody needs it
   */
  public static boolean isLeftover(String name) {
    return name.startsWith(".") && name.endsWith(TEMPORARY);
  }

  /**
   * Replaces the file; makes the directory if need be.
   *
   * @param content what it is to hold
   * @throws IOException if it cannot be written; what was there is there still
   */
  public void replace(Content content) throws IOException {
    if (file.toUri().getScheme().equals("file")) {
      replaceHere(java.nio.file.Path.of(file.toUri().getPath()), content);
      return;
    }
    FileContext context = FileContext.getFileContext(file.toUri(), hadoop);
    Path beside = new Path(file.getParent(), besideName(file.getName()));
    try (OutputStream out =
        context.create(
            beside,
            EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
            Options.CreateOpts.createParent())) {
      content.writeTo(out);
    } catch (IOException | FSError e) {
      context.delete(beside, false);
      throw new IOException(SparkErrors.line(e), e);
    }
    context.rename(beside, file, Options.Rename.OVERWRITE);
  }

  private static void replaceHere(java.nio.file.Path file, Content content) throws IOException {
    java.nio.file.Path place = file.toAbsolutePath();
    java.nio.file.Path beside = place.resolveSibling(besideName(file.getFileName().toString()));
    Files.createDirectories(beside.getParent());
    try {
      try (FileChannel channel =
              FileChannel.open(
                  beside,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        content.writeTo(out);
        channel.force(true);
      }
      Files.move(
          beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
  }

  private static String besideName(String name) {
    return "." + name + TEMPORARY;
  }

  /**
   * Reads the file.
   *
   * @return its bytes
   * @throws IOException if it is not there or cannot be read
   */
  public InputStream open() throws IOException {
    return files.open(file);
  }

  /**
   * Removes the file, and what a killed process left of its successor.
   *
   * @throws IOException if that fails
   */
  public void remove() throws IOException {
    files.delete(file, false);
    files.delete(new Path(file.getParent(), besideName(file.getName())), false);
  }

  @Override
  public String toString() {
    return file.toUri().getScheme().equals("file") ? file.toUri().getPath() : file.toString();
  }
}
