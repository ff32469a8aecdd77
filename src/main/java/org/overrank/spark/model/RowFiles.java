package org.overrank.spark.model;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.overrank.data.model.ModelSide;
import org.overrank.spark.JobLabels;
import org.overrank.spark.entries.MatrixByRange;
import scala.Tuple2;

/**
 * The rows of a model as a directory of Parquet files, one a partition, written where the rows are.
 *
 * <p>Every attempt of a task writes a file of its own and then gives it its name; the bytes are the
 * same whichever attempt comes first.
 */
final class RowFiles {
  private static final String ATTEMPT = "_attempt-";

  private RowFiles() {}

  /**
   * What a file holds.
   *
   * @param rows how many
   * @param digest of what it says
   */
  record Part(int rows, String digest) {}

  /**
   * Writes them; one job.
   *
   * @param rows one element a partition
   * @param directory where to; made, must not be there
   * @param hadoop the file systems
   * @return what each file holds, in the order of the rows
   * @throws IOException if files are missing where the driver looks for them
   */
  static List<Part> write(JavaRDD<MatrixByRange.Range> rows, Path directory, Configuration hadoop)
      throws IOException {
    FileSystem files = directory.getFileSystem(hadoop);
    files.mkdirs(directory);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(rows.context());
    Broadcast<SerializableConfiguration> settings =
        context.broadcast(new SerializableConfiguration(hadoop));
    String place = files.makeQualified(directory).toString();
    try {
      JavaRDD<Tuple2<Integer, String>> written =
          rows.mapPartitionsWithIndex(
              (index, each) -> written(index, each.next(), place, settings.value().value()), false);
      List<Part> parts =
          JobLabels.during(context.sc(), "writing the rows of the model", written::collect).stream()
              .map(part -> new Part(part._1(), part._2()))
              .toList();
      requireAll(files, directory, parts.size());
      return parts;
    } finally {
      settings.destroy();
    }
  }

  private static Iterator<Tuple2<Integer, String>> written(
      int index, MatrixByRange.Range rows, String directory, Configuration hadoop)
      throws IOException {
    Path file = file(new Path(directory), index);
    Path attempt = new Path(directory, ATTEMPT + index + "-" + TaskContext.get().taskAttemptId());
    FileSystem files = file.getFileSystem(hadoop);
    ModelSide side = ModelSide.rowsOf(rows.matrix());
    ModelSideWriter.write(side, rows.start(), attempt, hadoop);
    if (!files.rename(attempt, file)) {
      files.delete(attempt, false);
      if (!files.exists(file)) {
        throw new IOException("cannot name " + file);
      }
    }
    return List.of(new Tuple2<>(side.ids().size(), side.digest())).iterator();
  }

  private static Path file(Path directory, int index) {
    return new Path(directory, String.format(Locale.ROOT, "part-%05d.parquet", index));
  }

  /** Executors of other machines may have written to disks of their own. */
  private static void requireAll(FileSystem files, Path directory, int parts) throws IOException {
    for (int index = 0; index < parts; index++) {
      if (!files.exists(file(directory, index))) {
        throw new IOException(
            directory
                + ": the executors' files are not here: the output must be on a file system that"
                + " driver and executors share");
      }
    }
    for (FileStatus each : files.listStatus(directory)) {
      if (each.getPath().getName().startsWith(ATTEMPT)) {
        files.delete(each.getPath(), false);
      }
    }
  }
}
