package org.overrank.spark.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.FirstLine;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TableGuess;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;

/**
 * The files of a table, whose format is told by their names.
 *
 * @param path as the user wrote it
 * @param roots what Spark's readers are given: each a file, or a directory of them
 * @param files all that hold data, by their paths
 */
record InputFiles(String path, List<Path> roots, List<FileStatus> files) {
  private static final int BUFFER = 1 << 16;
  private static final int HEAD = 64 << 10;
  private static final int LINES = 6;
  private static final String CHOICE =
      Arrays.stream(TableFormat.values()).map(TableFormat::word).collect(Collectors.joining(", "));

  /**
   * Finds them.
   *
   * @param path a file, a directory or a pattern
   * @param hadoop the file systems
   * @return the files, at least one
   * @throws InvalidInputException if there are none
   */
  static InputFiles find(String path, Configuration hadoop) {
    if (path.isBlank()) {
      throw new InvalidInputException("the path of the input is empty");
    }
    try {
      List<FileStatus> found = FilePattern.find(path, hadoop);
      if (found.isEmpty()) {
        throw new InvalidInputException(Shown.path(path) + ": no such file or directory");
      }
      List<FileStatus> files = new ArrayList<>();
      for (FileStatus status : found) {
        addFiles(status, FilePaths.system(status.getPath(), hadoop), files);
      }
      if (files.isEmpty()) {
        throw new InvalidInputException(Shown.path(path) + ": the directory holds no data files");
      }
      files.sort(Comparator.comparing(FileStatus::getPath));
      return new InputFiles(path, found.stream().map(FileStatus::getPath).toList(), files);
    } catch (IOException | IllegalArgumentException e) {
      throw FilePaths.unusable(path, e);
    }
  }

  private static void addFiles(FileStatus status, FileSystem system, List<FileStatus> into)
      throws IOException {
    if (status.isFile()) {
      into.add(status);
      return;
    }
    String root = status.getPath().toUri().getPath();
    RemoteIterator<LocatedFileStatus> files = system.listFiles(status.getPath(), true);
    while (files.hasNext()) {
      LocatedFileStatus file = files.next();
      String inside = file.getPath().toUri().getPath().substring(root.length());
      // Spark's own rules: names that begin so hold no data, and of directories within a directory
      // only those of partitions are read, named as in year=2020.
      if (inside.matches("(?s).*/[_.].*")) {
        continue;
      }
      if (!inside.matches("(?s)(/[^/=]+=[^/]*)*/[^/]*")) {
        throw new InvalidInputException(
            Shown.path(root)
                + ": holds directories; name their files by a pattern such as "
                + Shown.path(root + "/*/*"));
      }
      into.add(file);
    }
  }

  /**
   * The format of the table.
   *
   * @param asked the format, or null to tell by the names
   * @param dialect what is said about texts: a separator is one of CSV
   * @param spark the session
   * @return the format
   * @throws InvalidInputException if the names do not tell one format
   */
  TableFormat format(@Nullable TableFormat asked, TextDialect dialect, SparkSession spark) {
    if (asked != null) {
      return asked;
    }
    TreeSet<TableFormat> formats = new TreeSet<>();
    for (FileStatus file : files) {
      String name = file.getPath().getName();
      TableFormat format = TableFormat.ofName(name);
      if (format == null && dialect.isOfCsv()) {
        format = TableFormat.CSV;
      }
      if (format == null) {
        throw new InvalidInputException(
            inTable(file)
                + ": the name does not tell the format; say which of "
                + CHOICE
                + TableGuess.of(firstLines(spark), null, null));
      }
      formats.add(format);
    }
    if (formats.size() > 1) {
      String found = formats.stream().map(TableFormat::word).collect(Collectors.joining(" and "));
      throw new InvalidInputException(Shown.path(path) + ": holds both " + found + " files");
    }
    return Objects.requireNonNull(formats.first());
  }

  /**
   * Whether the names say that tabs separate.
   *
   * @param dialect what is said about that
   * @return true if all are TSV
   * @throws InvalidInputException if only some are, and nothing is said
   */
  boolean tabbed(TextDialect dialect) {
    long tabbed =
        files.stream().filter(file -> TableFormat.isTabbed(file.getPath().getName())).count();
    if (tabbed > 0 && tabbed < files.size() && dialect.separator() == null) {
      throw new InvalidInputException(
          Shown.path(path) + ": holds both tsv and csv files: say their --separator");
    }
    return tabbed > 0;
  }

  /**
   * The first lines of the first file, for messages.
   *
   * @param spark the session
   * @return a few lines that are not blank, each character a byte; none if they cannot be read
   */
  List<String> firstLines(SparkSession spark) {
    try (InputStream in = open(spark.sparkContext().hadoopConfiguration())) {
      byte[] head = in.readNBytes(HEAD);
      String text = new String(head, StandardCharsets.ISO_8859_1);
      int last = 1 + Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
      String whole = head.length < HEAD ? text : text.substring(0, last);
      return whole
          .replaceFirst("^\u00ef\u00bb\u00bf", "")
          .lines()
          .filter(line -> !line.isBlank())
          .limit(LINES)
          .toList();
    } catch (IOException | RuntimeException e) {
      return List.of(); // Who reads it all will say why it cannot be read.
    }
  }

  /**
   * The first line that is not blank, which is the header if there is one.
   *
   * @param hadoop the file systems
   * @return its text, each character a byte; empty if all files are blank
   * @throws UncheckedIOException if it cannot be read
   */
  String header(Configuration hadoop) {
    for (FileStatus file : files) {
      try (InputStream stored = open(file.getPath(), hadoop)) {
        String line = FirstLine.read(stored).text();
        if (!line.isBlank()) {
          return line;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return "";
  }

  /**
   * A file of the table in messages.
   *
   * @param file one of the files
   * @return the table's path, and the file's name if that does not end it
   */
  String inTable(FileStatus file) {
    String name = file.getPath().getName();
    return path.endsWith(name) ? Shown.path(path) : Shown.path(path) + ": " + Shown.path(name);
  }

  /**
   * Opens the first file.
   *
   * @param hadoop the file systems
   * @return its bytes, unpacked
   * @throws IOException if it cannot be read
   */
  InputStream open(Configuration hadoop) throws IOException {
    return open(files.get(0).getPath(), hadoop);
  }

  /**
   * What the last file ends with.
   *
   * @param hadoop the file systems
   * @return its last byte, unpacked; −1 if it has none
   * @throws IOException if it cannot be read
   */
  int lastByte(Configuration hadoop) throws IOException {
    FileStatus last = files.get(files.size() - 1);
    int found = -1;
    try (InputStream in = open(last.getPath(), hadoop)) {
      if (in instanceof FSDataInputStream stored) {
        stored.seek(Math.max(0, last.getLen() - 1));
      }
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        found = read == 0 ? found : buffer[read - 1];
      }
    }
    return found;
  }

  private static InputStream open(Path file, Configuration hadoop) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    InputStream stored = FilePaths.system(file, hadoop).open(file);
    return codec == null ? stored : codec.createInputStream(stored);
  }

  /** Whether a file lies in a directory within what was named, which is a partition then. */
  boolean hasDirectories() {
    Set<Path> named = new HashSet<>(roots);
    return files.stream()
        .map(FileStatus::getPath)
        .anyMatch(file -> !named.contains(file) && !named.contains(file.getParent()));
  }

  /** Whether some file has a name in which Hadoop's checksums cannot be told from a scheme. */
  boolean needsPlainFiles() {
    return files.stream()
        .map(FileStatus::getPath)
        .anyMatch(file -> "file".equals(file.toUri().getScheme()) && file.getName().contains(":"));
  }
}
