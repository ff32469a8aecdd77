package org.overrank.cli;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.TableFormat;

/** A table as one file where its name has an ending, else as a directory of files. */
final class TableOutput {
  private static final String SUCCESS = "_SUCCESS";

  private final boolean single;
  private final boolean gzip;
  private final TableFormat format;

  /**
   * A table to be written.
   *
   * @param target where
   * @param otherwise the format where the name does not tell
   */
  TableOutput(Location target, TableFormat otherwise) {
    @Nullable TableFormat told = TableFormat.ofName(target.text());
    if (told == TableFormat.MTX) {
      throw new InvalidInputException(target + ": Matrix Market is for reading only");
    }
    this.single = told != null;
    this.format = told == null ? otherwise : told;
    this.gzip = single && target.text().endsWith(".gz");
  }

  /**
   * Whether a path may be replaced by a table.
   *
   * @param files its file system
   * @param path an existing path
   * @return true for a file and for a directory that Spark wrote
   * @throws IOException if that cannot be told
   */
  static boolean isTable(FileSystem files, Path path) throws IOException {
    return files.getFileStatus(path).isFile()
        || files.exists(new Path(path, SUCCESS))
        || files.listStatus(path).length == 0;
  }

  /**
   * Computes and writes the table.
   *
   * @param table the rows, in order
   * @param staged where
   * @throws IOException if it cannot be put in place
   */
  void write(Dataset<Row> table, StagedOutput staged) throws IOException {
    Path directory = new Path(staged.begin(), "table");
    // One partition takes the rows of all, in their order.
    Dataset<Row> rows = single ? table.coalesce(1) : table;
    DataFrameWriter<Row> writer = rows.write().format(format.word());
    if (format == TableFormat.CSV) {
      writer.option("header", true).option("escape", "\"");
    }
    if (gzip) {
      writer.option("compression", "gzip");
    }
    writer.save(directory.toString());
    staged.commit(single ? onlyPart(staged.files(), directory) : directory);
  }

  private static Path onlyPart(FileSystem files, Path directory) throws IOException {
    for (FileStatus status : files.listStatus(directory)) {
      if (status.getPath().getName().startsWith("part-")) {
        return status.getPath();
      }
    }
    throw new InvalidInputException("the input holds no rows: there is nothing to predict");
  }
}
