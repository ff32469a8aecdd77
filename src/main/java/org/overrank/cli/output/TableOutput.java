package org.overrank.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.Location;
import org.overrank.data.table.Separator;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.model.CompletedTable;
import org.overrank.spark.table.ColumnPath;
import org.overrank.spark.table.StoredRecords;
import org.overrank.spark.table.TableFiles;

/** A table as one file where its name has an ending, else as a directory of files. */
public final class TableOutput {
  private static final Pattern ENDING = Pattern.compile("(?s).+\\.[A-Za-z]\\w*");
  private static final Pattern WRITTEN =
      Pattern.compile("(?is).+\\.((csv|tsv|json|jsonl|ndjson)(\\.gz)?|parquet|orc)");
  private static final Pattern PARTS = Pattern.compile("part-[^/]*|_SUCCESS");

  private final boolean single;
  private final boolean gzip;
  private final boolean tabbed;
  private final TableFormat format;

  /**
   * A table to be written.
   *
   * @param target where
   * @param otherwise the format where the name does not tell
   */
  public TableOutput(Location target, TableFormat otherwise) {
    @Nullable TableFormat told =
        WRITTEN.matcher(target.text()).matches() ? TableFormat.ofName(target.text()) : null;
    this.single = told != null;
    this.format = told == null ? otherwise : told;
    this.tabbed = single && TableFormat.isTabbed(target.text());
    this.gzip = single && target.text().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /**
   * Refuses a name that says something which cannot be written.
   *
   * @param target where to write
   * @throws InvalidInputException if it has an ending of another kind
   */
  public static void requireEnding(Location target) {
    String text = target.text();
    String name = text.substring(text.lastIndexOf('/') + 1);
    if (ENDING.matcher(name).matches() && !WRITTEN.matcher(name).matches()) {
      throw new InvalidInputException(
          "output "
              + target
              + ": no table can be written with that ending; .csv, .csv.gz, .tsv, .json, .json.gz,"
              + " .parquet and .orc can, and a name without one, or with a / behind it, is a"
              + " directory");
    }
  }

  /**
   * The format.
   *
   * @return how the table is written
   */
  public TableFormat format() {
    return format;
  }

  /**
   * What speaks against replacing a path, as far as names tell; see {@link #requireOwn}.
   *
   * @param files its file system
   * @param path an existing path
   * @return null for a file, and for a directory that holds parts of a table only
   * @throws IOException if that cannot be told
   */
  public static @Nullable String objection(FileSystem files, Path path) throws IOException {
    return files.getFileStatus(path).isFile() ? null : OwnOutput.foreign(files, path, PARTS);
  }

  /**
   * Refuses a name that speaks of tabs where something else separates.
   *
   * @param target where to write
   * @param written how lines are written
   */
  public void requireSeparator(Location target, TextDialect written) {
    Separator separator = written.separator();
    if (tabbed && separator != null && !separator.equals(Separator.TAB)) {
      throw new InvalidInputException(
          "output "
              + target
              + ": the separator stays that of the input, which is "
              + separator.word()
              + ": name it .csv");
    }
  }

  /**
   * Refuses to replace a table that has not the columns of predictions.
   *
   * @param session the session
   * @param target where to write, as the user wrote it
   * @param staged the output
   * @param columns that predictions have
   * @param written how lines are written
   * @throws IOException if it cannot be told whether something is there
   */
  public void requireOwn(
      SparkSession session,
      Location target,
      StagedOutput staged,
      List<String> columns,
      TextDialect written)
      throws IOException {
    FileSystem files = staged.files();
    Path path = staged.target();
    boolean empty =
        !files.exists(path)
            || (files.getFileStatus(path).isDirectory() && files.listStatus(path).length == 0);
    if (!empty && !holds(session, path, columns, written)) {
      throw new InvalidInputException(
          "output "
              + target
              + " was not written by overrank, it has not the columns "
              + String.join(", ", columns)
              + ": --overwrite does not replace it");
    }
  }

  private boolean holds(
      SparkSession session, Path path, List<String> columns, TextDialect dialect) {
    try {
      StructType found = TableFiles.open(session, path.toString(), format, dialect).schema(columns);
      return columns.stream().noneMatch(column -> ColumnPath.parts(found, column).isEmpty());
    } catch (InvalidInputException e) {
      return false; // No table, or none with these columns.
    }
  }

  /**
   * Computes and writes the table.
   *
   * @param table the rows, in order
   * @param staged where
   * @throws IOException if it cannot be put in place
   */
  public void write(Dataset<Row> table, StagedOutput staged) throws IOException {
    staged.buildAgain(directory -> write(table, staged, new Path(directory, "table")));
  }

  /**
   * Computes and writes a table of CSV, every record as it is.
   *
   * @param records with their ends, in order
   * @param header the first line, with its end
   * @param staged where
   */
  public void write(JavaRDD<byte[]> records, byte[] header, StagedOutput staged) {
    staged.buildAgain(
        parent -> {
          Path directory = new Path(parent, "table");
          StoredRecords.write(single ? records.coalesce(1) : records, header, gzip, directory);
          commit(staged, directory);
        });
  }

  /**
   * Whether the table is one file of a format.
   *
   * @param other the format
   * @return false for a directory too
   */
  public boolean isFileOf(TableFormat other) {
    return single && format == other;
  }

  /**
   * Computes and writes a completed table as one file.
   *
   * @param table in this format
   * @param staged where
   */
  public void write(CompletedTable table, StagedOutput staged) {
    staged.buildAgain(
        parent -> {
          Path file = new Path(parent, "table." + format.word());
          writeFile(table, staged.files(), file, gzip);
          staged.commit(file);
        });
  }

  private void write(Dataset<Row> table, StagedOutput staged, Path directory) throws IOException {
    // One partition takes the rows of all, in their order.
    Dataset<Row> rows = single ? table.coalesce(1) : table;
    DataFrameWriter<Row> writer = rows.write().format(format.word());
    if (format == TableFormat.CSV) {
      writer.option("header", true).option("escape", "\"").option("sep", tabbed ? "\t" : ",");
      writer.option("ignoreLeadingWhiteSpace", false).option("ignoreTrailingWhiteSpace", false);
    }
    if (gzip) {
      writer.option("compression", "gzip");
    }
    writer.save(directory.toString());
    commit(staged, directory);
  }

  /**
   * Writes a table as one file.
   *
   * @param table which
   * @param files where
   * @param file its place, whose ending tells the format
   * @param gzip whether text is compressed
   * @throws IOException if it cannot be written
   */
  static void writeFile(CompletedTable table, FileSystem files, Path file, boolean gzip)
      throws IOException {
    if (table.isText()) {
      OutputStream plain = new BufferedOutputStream(files.create(file, false));
      try (OutputStream out = gzip ? new GZIPOutputStream(plain) : plain) {
        table.writeText(out);
      }
      return;
    }
    Path parts = file.suffix(".parts");
    String format = String.valueOf(TableFormat.ofName(file.getName())).toLowerCase(Locale.ROOT);
    table.typed(rows -> rows.coalesce(1).write().format(format).save(parts.toString()));
    files.rename(onlyPart(files, parts), file);
    files.delete(parts, true);
  }

  private void commit(StagedOutput staged, Path directory) throws IOException {
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
