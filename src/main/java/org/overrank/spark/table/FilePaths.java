package org.overrank.spark.table;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.VersionInfo;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;

/**
 * Paths as users write them. Only what begins like {@code scheme:/} is a URI: Hadoop by itself
 * would take whatever stands before the first colon for a scheme, as in {@code run 10:00/in.csv}.
 */
public final class FilePaths {
  private static final Pattern URI =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):/.*", Pattern.DOTALL);

  /** Who knows a file system that does not come with Spark. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "s3a", "org.apache.hadoop:hadoop-aws:",
          "abfs", "org.apache.hadoop:hadoop-azure:",
          "abfss", "org.apache.hadoop:hadoop-azure:",
          "wasb", "org.apache.hadoop:hadoop-azure:",
          "wasbs", "org.apache.hadoop:hadoop-azure:",
          "oss", "org.apache.hadoop:hadoop-aliyun:",
          "cosn", "org.apache.hadoop:hadoop-cos:",
          "obs", "org.apache.hadoop:hadoop-huaweicloud:");

  private FilePaths() {}

  /**
   * Whether a text is a URI, and no path of the default file system.
   *
   * @param text as a user wrote it
   * @return true if it begins with a scheme that is not the name of a folder here
   */
  public static boolean isUri(String text) {
    Matcher uri = URI.matcher(text);
    return uri.matches() && (text.startsWith("//", uri.end(1) + 1) || !isFolder(uri.group(1)));
  }

  private static boolean isFolder(String scheme) {
    return Files.isDirectory(java.nio.file.Path.of(scheme + ":"));
  }

  /**
   * A path as a user wrote it.
   *
   * @param text a path or a URI, not empty
   * @return the path, in which colons are colons
   */
  public static Path of(String text) {
    return isUri(text) ? new Path(text) : new Path(null, null, text);
  }

  /**
   * A path of this machine.
   *
   * @param path relative or absolute
   * @return the absolute path, as a URI of the scheme file
   */
  public static Path of(java.nio.file.Path path) {
    return new Path("file", null, path.toAbsolutePath().toString());
  }

  /**
   * A path within a directory.
   *
   * @param directory the directory
   * @param name a file's name, colons and all
   * @return the file's path
   */
  public static Path below(Path directory, String name) {
    return new Path(directory, new Path(null, null, name));
  }

  /**
   * The file system of a path. Where that is this machine's, its files are as they are: Hadoop's
   * checksums beside them, which take no colons in names and go stale when a file is edited, are
   * left aside.
   *
   * @param path any path
   * @param hadoop the file systems
   * @return its file system
   * @throws IOException if there is none, with one line that says what to do about it
   */
  public static FileSystem system(Path path, Configuration hadoop) throws IOException {
    try {
      FileSystem system = path.getFileSystem(hadoop);
      return system instanceof LocalFileSystem local ? local.getRaw() : system;
    } catch (UnsupportedFileSystemException e) {
      throw unknown(path, e);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException) {
        throw unknown(path, e);
      }
      throw e;
    }
  }

  private static IOException unknown(Path path, Exception cause) {
    return new IOException(advice(path.toUri().getScheme()), cause);
  }

  private static String advice(String scheme) {
    String artifact = PACKAGES.get(scheme);
    if (artifact != null) {
      return String.format(
          "Spark does not come with what reads %s://; say OVERRANK_SPARK_OPTS=\"--packages %s%s\"",
          scheme, artifact, VersionInfo.getVersion());
    }
    return switch (scheme) {
      case "gs" ->
          "Spark does not come with what reads gs://; say OVERRANK_SPARK_OPTS=\"--packages"
              + " com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.26\"";
      case "s3", "s3n" -> "what Amazon calls " + scheme + ":// is s3a:// here";
      default ->
          "Spark knows no file system " + scheme + "://; --packages names one that shall be there";
    };
  }

  /**
   * The place on this machine.
   *
   * @param path a path of this machine's file system
   * @return the same for Java
   */
  public static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /**
   * Whether a file system is this machine's.
   *
   * @param files from {@link #system}
   * @return true if {@link #local} works
   */
  public static boolean isLocal(FileSystem files) {
    return files instanceof RawLocalFileSystem;
  }

  /**
   * Refuses a path that cannot be.
   *
   * @param text as a user wrote it
   * @param what of it is wrong
   * @return the refusal
   */
  public static InvalidInputException unusable(String text, Exception what) {
    return new InvalidInputException(
        Shown.path(text) + ": cannot be opened: " + SparkErrors.line(what), what);
  }
}
