package org.overrank.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;
import org.overrank.run.WholeFile;

/**
 * Tells the directories that a command wrote from everybody else's, by what is in them: a file of
 * results with the keys that this program gives it, and besides it only files that the command
 * writes. A single file of the user's own, anywhere in it, and the directory is not replaced.
 */
public final class OwnOutput implements StagedOutput.Replaceable {
  private static final String TABLE = "(/(part-[^/]*|_SUCCESS))?";
  private static final String MODEL = "/(metadata\\.json|rows\\.parquet|cols\\.parquet)";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final OwnOutput FITTED =
      new OwnOutput(
          "summary.json",
          List.of("objective", "lowerBound", "relativeGap", "verdict"),
          "(summary|gate|night|picture)\\.json|trace\\.csv|report\\.html|(filled|holdout|matrix)\\.csv"
              + "|completed\\.(csv|tsv|parquet|orc)|model"
              + MODEL);

  private static final OwnOutput DRIFTED =
      new OwnOutput(
          GateFile.NAME, List.of("verdict", "previous", "findings"), "gate\\.json|night\\.json");

  /** What {@code overrank fit} writes, also where the data had drifted and nothing was fitted. */
  public static final StagedOutput.Replaceable FIT =
      (files, path) -> {
        String objection = FITTED.objection(files, path);
        return objection != null && DRIFTED.objection(files, path) == null ? null : objection;
      };

  /** What {@code overrank generate} writes. */
  public static final OwnOutput INSTANCE =
      new OwnOutput(
          "instance.json",
          List.of("instance", "kind", "measurements", "version"),
          "instance\\.json|fit\\.conf|(truth|trap)" + MODEL + "|measurements\\.[a-z]+" + TABLE);

  /** What {@code overrank landscape} writes. */
  public static final OwnOutput LANDSCAPE =
      new OwnOutput(
          "landscape.json",
          List.of("instance", "lambda", "bestValue", "success"),
          "landscape\\.json|report\\.html");

  private final String results;
  private final List<String> keys;
  private final Pattern written;

  private OwnOutput(String results, List<String> keys, String written) {
    this.results = results;
    this.keys = keys;
    this.written = Pattern.compile(written);
  }

  @Override
  public @Nullable String objection(FileSystem files, Path path) throws IOException {
    if (!files.getFileStatus(path).isDirectory()) {
      return "was not written by overrank";
    }
    if (files.listStatus(path).length == 0) {
      return null;
    }
    Path main = new Path(path, results);
    if (!files.exists(main) || !hasKeys(files, main)) {
      return "was not written by overrank";
    }
    return foreign(files, path, written);
  }

  /**
   * Looks for files that a command did not write.
   *
   * @param files the file system
   * @param directory where
   * @param written the paths, below the directory, that it writes
   * @return what speaks against replacing the directory, or null
   * @throws IOException if it cannot be listed
   */
  static @Nullable String foreign(FileSystem files, Path directory, Pattern written)
      throws IOException {
    String above = files.makeQualified(directory).toUri().getPath() + "/";
    RemoteIterator<LocatedFileStatus> all = files.listFiles(directory, true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      String below = file.toUri().getPath().substring(above.length());
      String checked = below.replaceFirst("(^|/)\\.([^/]+)\\.crc$", "$1$2");
      if (!written.matcher(checked).matches() && !WholeFile.isLeftover(file.getName())) {
        return "holds " + below + ", which overrank did not write";
      }
    }
    return null;
  }

  private boolean hasKeys(FileSystem files, Path file) {
    try (InputStream in = files.open(file)) {
      JsonNode tree = JSON.readTree(in);
      return keys.stream().allMatch(tree::has);
    } catch (IOException e) {
      return false; // What cannot be read is not known as one's own.
    }
  }
}
