package org.overrank.run.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.WholeFile;
import org.overrank.run.WriteProbe;
import org.overrank.spark.table.FilePaths;

/** A directory of results on any file system, to which one process at a time may write. */
public abstract class ResultsFolder implements AutoCloseable {
  final FileSystem files;
  final Path directory;
  private final Configuration hadoop;
  private final String text;
  private final String shown;

  ResultsFolder(FileSystem files, Path directory, Configuration hadoop, String text, String shown) {
    this.files = files;
    this.directory = directory;
    this.hadoop = hadoop;
    this.text = text;
    this.shown = shown;
  }

  /**
   * A directory, of which nothing is looked at yet.
   *
   * @param text a path of this machine, or a URI
   * @param shown the same as messages may say it
   * @param hadoop the file systems
   * @return the directory
   * @throws InvalidInputException if there is no such file system
   */
  public static ResultsFolder of(String text, String shown, Configuration hadoop) {
    try {
      Path path =
          FilePaths.isUri(text) ? FilePaths.of(text) : FilePaths.of(java.nio.file.Path.of(text));
      FileSystem files = FilePaths.system(path, hadoop);
      return FilePaths.isLocal(files)
          ? new LocalFolder(files, path, hadoop, text, shown)
          : RemoteFolder.at(path, hadoop, text, shown);
    } catch (IOException | IllegalArgumentException e) {
      throw FilePaths.unusable(shown, e);
    }
  }

  /**
   * Makes sure, by trying, that results can be written here.
   *
   * @param name a file that is to be written
   * @throws InvalidInputException if not
   */
  void requireWritable(String name) {
    WriteProbe.require(this, files, file(name));
  }

  /**
   * Keeps all others from writing until this is closed, or the process ends.
   *
   * @param waiting told, in one line, if that takes a while
   * @return false if somebody else does so
   * @throws IOException if that cannot be found out
   */
  abstract boolean lock(Consumer<String> waiting) throws IOException;

  /**
   * Appends to a file, on the disk when this returns.
   *
   * @param name the file's, which need not be there
   * @param bytes what to append
   * @throws IOException if that fails; of {@code bytes} a part may be there then
   */
  abstract void append(String name, byte[] bytes) throws IOException;

  /**
   * Cuts a file off.
   *
   * @param name the file's
   * @param bytes all of it
   * @param size how much of it stays
   * @throws IOException if that fails
   */
  abstract void cut(String name, byte[] bytes, int size) throws IOException;

  /** What people call the results. */
  public String name() {
    return isMasked() ? new Path(shown).getName() : directory.getName();
  }

  /**
   * Where a file is, in words.
   *
   * @param name the file's
   * @return a path of this machine, or a URI
   */
  public String place(String name) {
    Path file = file(name);
    return FilePaths.isLocal(files) ? FilePaths.local(file).toString() : file.toString();
  }

  /** The directory in full, unless it may not be said. */
  String inFull() {
    return isMasked() ? toString() : place("");
  }

  boolean isMasked() {
    return !shown.equals(text);
  }

  Path file(String name) {
    return name.isEmpty() ? directory : FilePaths.below(directory, name);
  }

  Configuration hadoop() {
    return hadoop;
  }

  /**
   * Whether a file is there.
   *
   * @param name the file's
   * @return true if so
   * @throws IOException if that cannot be found out
   */
  public boolean has(String name) throws IOException {
    return files.exists(file(name));
  }

  /** The names of all files, none if there is no directory. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    if (files.exists(directory)) {
      for (FileStatus status : files.listStatus(directory)) {
        names.add(status.getPath().getName());
      }
    }
    return names;
  }

  /** A file's content, nothing if it is not there. */
  byte[] bytes(String name) throws IOException {
    if (!has(name)) {
      return new byte[0];
    }
    try (InputStream in = files.open(file(name))) {
      return in.readAllBytes();
    }
  }

  /**
   * A file of text.
   *
   * @param name the file's
   * @return its content, or null if it is not there
   * @throws IOException if it cannot be read
   */
  public @Nullable String text(String name) throws IOException {
    return has(name) ? new String(bytes(name), StandardCharsets.UTF_8) : null;
  }

  /**
   * Writes a file of text, whole.
   *
   * @param name the file's
   * @param text all of it
   * @throws IOException if that fails; what was there is there still
   */
  public void write(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    new WholeFile(file(name), hadoop).replace(out -> out.write(bytes));
  }

  /** Removes a file, or a directory with all that is in it. */
  void remove(String name) throws IOException {
    files.delete(file(name), true);
  }

  @Override
  public abstract void close();

  @Override
  public String toString() {
    return Shown.path(shown);
  }
}
