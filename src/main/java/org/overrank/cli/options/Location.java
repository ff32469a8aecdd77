package org.overrank.cli.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.Shown;
import org.overrank.linalg.InvalidInputException;
import org.overrank.run.sweep.ResultsFolder;
import org.overrank.spark.table.FilePaths;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A path on any file system that Hadoop knows, as the user wrote it.
 *
 * @param text a path or a URI
 * @param shown the same as results and messages may say it: with variables, not their values
 */
public record Location(String text, String shown) {
  private static final String PASSWORD = "^[A-Za-z][A-Za-z0-9+.-]*://[^/]*:[^/]*@.*";

  /**
   * A path that is no secret.
   *
   * @param text a path or a URI
   */
  public Location(String text) {
    this(text, text);
  }

  /** Reads a path that is not empty, in which variables of a spec may be marked. */
  public static final class Converter implements ITypeConverter<Location> {
    @Override
    public Location convert(String given) {
      EnvironmentText marked = new EnvironmentText(given);
      String text = marked.value();
      if (text.isBlank()) {
        throw new TypeConversionException("the path is empty");
      }
      if (text.matches(PASSWORD)) {
        // Paths stand in summaries, reports, event logs and lists of processes.
        throw new TypeConversionException(
            "a path must not hold a password: give it to the file system, as spark.hadoop.*");
      }
      return new Location(text, marked.shown());
    }
  }

  /**
   * A path that a command cannot do without.
   *
   * @param command name of the command
   * @param option name of the option
   * @param given what was said, or null
   * @return {@code given}
   * @throws InvalidInputException if it was not said
   */
  public static Location required(String command, String option, @Nullable Location given) {
    if (given == null) {
      throw new InvalidInputException(
          option + " is missing; " + command + " --help tells what it is");
    }
    return given;
  }

  /**
   * A path as seen from a folder.
   *
   * @param folder a folder on this machine, or null for the working directory
   * @param text a path or a URI; variables may be marked in it
   * @return {@code text} if it is absolute or a URI, else the path below the folder
   */
  static String below(@Nullable Path folder, String text) {
    EnvironmentText marked = new EnvironmentText(text);
    String value = marked.value();
    if (folder == null || value.startsWith("/") || FilePaths.isUri(value)) {
      return text;
    }
    // What a variable holds may have steps up after it.
    return marked.isMarked() ? folder + "/" + text : folder.resolve(text).normalize().toString();
  }

  /**
   * The directory of results there, on this machine unless it is a URI.
   *
   * @return the directory, maybe not there
   */
  public ResultsFolder results() {
    return ResultsFolder.of(text, shown, HadoopSettings.now());
  }

  @Override
  public String toString() {
    return Shown.path(shown);
  }
}
