package org.overrank.spark.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;

/** Finds the files of a table and tells its format by their names. */
public final class InputFiles {
  private static final String CHOICE =
      Arrays.stream(TableFormat.values()).map(TableFormat::word).collect(Collectors.joining(", "));

  private InputFiles() {}

  /**
   * The format of a table that exists.
   *
   * @param path a file, a directory or a pattern
   * @param asked the format, or null to tell by the names
   * @param configuration the file systems
   * @return the format
   * @throws InvalidInputException if there are no files, or the names do not tell one format
   */
  public static TableFormat format(
      String path, @Nullable TableFormat asked, Configuration configuration) {
    List<String> names = names(path, configuration);
    if (names.isEmpty()) {
      throw new InvalidInputException(path + ": the directory holds no data files");
    }
    return asked == null ? formatOf(names, path) : asked;
  }

  private static TableFormat formatOf(List<String> names, String path) {
    TreeSet<TableFormat> formats = new TreeSet<>();
    for (String name : names) {
      TableFormat format = TableFormat.ofName(name);
      if (format == null) {
        String where = path.endsWith(name) ? path : path + ": " + name;
        throw new InvalidInputException(
            where + ": the name does not tell the format; say which of " + CHOICE);
      }
      formats.add(format);
    }
    if (formats.size() > 1) {
      String found = formats.stream().map(TableFormat::word).collect(Collectors.joining(" and "));
      throw new InvalidInputException(path + ": holds both " + found + " files");
    }
    return Objects.requireNonNull(formats.first());
  }

  private static List<String> names(String path, Configuration configuration) {
    if (path.isBlank()) {
      throw new InvalidInputException("the path of the input is empty");
    }
    try {
      Path pattern = new Path(path);
      FileSystem system = pattern.getFileSystem(configuration);
      FileStatus[] found = system.globStatus(pattern);
      if (found == null || found.length == 0) {
        throw new InvalidInputException(path + ": no such file or directory");
      }
      List<String> names = new ArrayList<>();
      for (FileStatus status : found) {
        addNames(status, system, names);
      }
      return names;
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(path + ": cannot be opened: " + SparkErrors.line(e), e);
    }
  }

  private static void addNames(FileStatus status, FileSystem system, List<String> names)
      throws IOException {
    if (status.isFile()) {
      names.add(status.getPath().getName());
      return;
    }
    String root = status.getPath().toUri().getPath();
    RemoteIterator<LocatedFileStatus> files = system.listFiles(status.getPath(), true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      String inside = file.toUri().getPath().substring(root.length());
      // Spark's own rules: names that begin so hold no data, and of directories within a directory
      // only those of partitions are read, named as in year=2020.
      if (inside.matches(".*/[_.].*")) {
        continue;
      }
      if (!inside.matches("(/[^/=]+=[^/]*)*/[^/]*")) {
        throw new InvalidInputException(
            root + ": holds directories; name their files by a pattern such as " + root + "/*/*");
      }
      names.add(file.getName());
    }
  }
}
