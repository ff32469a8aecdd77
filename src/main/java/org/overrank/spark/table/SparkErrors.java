package org.overrank.spark.table;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;

/** Turns what Spark throws over unreadable input into one line for a user. */
public final class SparkErrors {
  private SparkErrors() {}

  /**
   * Runs something that reads input.
   *
   * @param path the input
   * @param work what to run
   * @param <T> kind of result
   * @return the result
   * @throws InvalidInputException if the input is to blame; anything else is thrown as it is
   */
  public static <T> T reading(String path, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw e;
    } catch (Exception e) {
      InvalidInputException blamed = blame(path, e);
      if (blamed != null) {
        throw blamed;
      }
      throw e;
    }
  }

  private static @Nullable InvalidInputException blame(String path, Throwable thrown) {
    String file = path;
    boolean unreadable = false;
    Throwable last = thrown;
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof InvalidInputException known) {
        return new InvalidInputException(String.valueOf(known.getMessage()), thrown);
      }
      String named = fileOfFailedRead(at);
      file = named == null ? file : named;
      unreadable |= named != null || at instanceof IOException || at instanceof AnalysisException;
      last = at;
    }
    return unreadable ? new InvalidInputException(message(file, line(last)), thrown) : null;
  }

  private static String message(String file, String reason) {
    String path = Shown.path(place(file));
    if (reason.startsWith("CSV header does not conform")) {
      return path + ": its header is not that of the other files in the table";
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    return path + ": cannot be read: " + Shown.escaped(reason.replace(file, name));
  }

  /** Spark names files by URIs, users maybe by what only looks like one. */
  private static String place(String file) {
    try {
      return file.startsWith("file:") ? URI.create(file).getPath() : file;
    } catch (IllegalArgumentException e) {
      return file;
    }
  }

  private static @Nullable String fileOfFailedRead(Throwable thrown) {
    if (!(thrown instanceof SparkThrowable told)) {
      return null;
    }
    String condition = told.getCondition();
    Map<String, String> words = told.getMessageParameters();
    boolean failed = condition != null && condition.startsWith("FAILED_READ_FILE");
    return failed && words != null ? words.get("path") : null;
  }

  /**
   * The first line of what a failure says.
   *
   * @param thrown the failure
   * @return one line, never empty
   */
  public static String line(Throwable thrown) {
    if (thrown instanceof EOFException) {
      return "it ends too early";
    }
    if (thrown instanceof FSError && thrown.getCause() != null) {
      return line(thrown.getCause());
    }
    if (thrown instanceof FileSystemException file) {
      return reason(file);
    }
    String message = thrown.getMessage();
    if (message == null || message.isBlank()) {
      return thrown.getClass().getSimpleName();
    }
    String first = message.strip().lines().findFirst().orElse("");
    return first.replaceFirst("^\\[[A-Z_.0-9]+\\] ", "").replaceFirst(" +SQLSTATE: \\w+$", "");
  }

  /** Java names the file and leaves the reason to the class. */
  private static String reason(FileSystemException thrown) {
    if (thrown.getReason() != null) {
      return thrown.getReason();
    }
    if (thrown instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (thrown instanceof FileAlreadyExistsException) {
      return thrown.getFile() + " is there and is no directory";
    }
    return thrown instanceof NoSuchFileException
        ? "no such file or directory"
        : thrown.getClass().getSimpleName();
  }
}
