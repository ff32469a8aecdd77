package org.overrank.spark.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.shaded.com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a user means by a path: what is there by just that name, folder by folder, and only
 * where nothing is, what matches it as a pattern. Hadoop's own patterns know no folder that is
 * called {@code [a]}, and fail at a colon.
 */
public final class FilePattern {
  private final FileSystem files;

  private FilePattern(FileSystem files) {
    this.files = files;
  }

  /**
   * What is there.
   *
   * @param text a path, a URI, or a pattern with *, ?, [ab], {ab,cd} and \ before what is none
   * @param hadoop the file systems
   * @return files and directories by their names, hidden ones only if the text says so; empty if
   *     there are none
   * @throws IOException if the file system cannot be asked
   */
  public static List<FileStatus> find(String text, Configuration hadoop) throws IOException {
    Path path = FilePaths.of(text);
    FileSystem files = FilePaths.system(path, hadoop);
    FilePattern search = new FilePattern(files);
    FileStatus literal = search.status(files.makeQualified(path));
    if (literal != null) {
      return List.of(literal);
    }
    TreeMap<Path, FileStatus> found = new TreeMap<>();
    for (String pattern : GlobExpander.expand(text)) {
      search
          .matches(files.makeQualified(FilePaths.of(pattern)))
          .forEach(status -> found.put(status.getPath(), status));
    }
    return List.copyOf(found.values());
  }

  private List<FileStatus> matches(Path pattern) throws IOException {
    Path parent = pattern.getParent();
    if (parent == null) {
      return List.of(files.getFileStatus(pattern));
    }
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus directory : matches(parent)) {
      FileStatus literal = status(FilePaths.below(directory.getPath(), pattern.getName()));
      if (literal != null) {
        found.add(literal);
      } else if (directory.isDirectory()) {
        found.addAll(children(directory.getPath(), pattern.getName()));
      }
    }
    return found;
  }

  private List<FileStatus> children(Path directory, String name) throws IOException {
    GlobPattern pattern = pattern(name);
    if (pattern == null) {
      return List.of();
    }
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus child : files.listStatus(directory)) {
      String its = child.getPath().getName();
      boolean hidden = its.startsWith(".") || its.startsWith("_");
      if ((!hidden || name.charAt(0) == its.charAt(0)) && pattern.matches(its)) {
        found.add(child);
      }
    }
    found.sort(Comparator.comparing(FileStatus::getPath));
    return found;
  }

  /** A name as a pattern, or null where it is none: then only a file of that name would do. */
  private static @Nullable GlobPattern pattern(String name) {
    try {
      GlobPattern pattern = new GlobPattern(name);
      return pattern.hasWildcard() || name.contains("\\") ? pattern : null;
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  private @Nullable FileStatus status(Path path) throws IOException {
    try {
      return files.getFileStatus(path);
    } catch (FileNotFoundException | ParentNotDirectoryException e) {
      return null;
    }
  }
}
