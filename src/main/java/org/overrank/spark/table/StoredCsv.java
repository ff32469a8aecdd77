package org.overrank.spark.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.SparkSession;
import org.overrank.data.table.CsvLayout;
import org.overrank.data.table.FirstLine;
import org.overrank.data.table.PlainLines;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TextFields;
import org.overrank.linalg.InvalidInputException;
import scala.Tuple2;

/**
 * The lines of a CSV table as their bytes are stored, in the order of its files and lines. A line
 * is a text each of whose characters is a byte.
 */
public final class StoredCsv {
  private final SparkSession spark;
  private final InputFiles files;
  private final CsvLayout layout;
  private final FirstLine first;

  private StoredCsv(SparkSession spark, InputFiles files, CsvLayout layout, FirstLine first) {
    this.spark = spark;
    this.files = files;
    this.layout = layout;
    this.first = first;
  }

  /**
   * What is done with the lines of a piece of a file.
   *
   * @param <T> what comes of them
   */
  @FunctionalInterface
  public interface PieceReader<T> extends Serializable {
    /**
     * Reads them.
     *
     * @param file the file's URI
     * @param start offset of the piece in the file
     * @param lines without their ends, but for a carriage return before a line feed, and without
     *     the header; blank ones too
     * @return what comes of them
     */
    Iterator<T> read(String file, long start, Iterator<String> lines);
  }

  /**
   * Opens the files of a table.
   *
   * @param spark the session
   * @param files the files
   * @param layout how they are written
   * @return the lines
   */
  static StoredCsv open(SparkSession spark, InputFiles files, CsvLayout layout) {
    try (InputStream stored = files.open(spark.sparkContext().hadoopConfiguration())) {
      return new StoredCsv(spark, files, layout, FirstLine.read(stored));
    } catch (IOException e) {
      throw FilePaths.unusable(files.path(), e);
    }
  }

  /** {@return how the lines are written} */
  public CsvLayout layout() {
    return layout;
  }

  /**
   * The names of the columns, just as they stand.
   *
   * @return those of the header, else those that were said
   * @throws InvalidInputException if the header is no record, or no text
   */
  public List<String> names() {
    List<String> said = layout.columns();
    if (said != null) {
      return said;
    }
    String where = Shown.path(files.path()) + ": its header";
    TextFields fields = new TextFields(layout.separatorBytes());
    if (!fields.cut(first.text())) {
      throw new InvalidInputException(
          where + " has a quote that is not closed, or closed too soon");
    }
    return fields.texts().stream().map(name -> layout.encoding().decodedName(name, where)).toList();
  }

  /** The header as it stands, without its end. */
  String headerText() {
    return first.text();
  }

  /**
   * What every file begins with: a mark of its encoding and the header, as far as there are.
   *
   * @param more what comes behind the header's last field
   * @return bytes, the line's end included
   */
  public byte[] head(String more) {
    return layout.hasHeader()
        ? first.with(more.getBytes(StandardCharsets.ISO_8859_1))
        : first.mark();
  }

  /** {@return what lines end in, a carriage return before it not counted} */
  public char end() {
    return (char) first.end();
  }

  /**
   * Whether the table's last line has an end, as most have.
   *
   * @return false if the last file ends without
   * @throws IOException if it cannot be read
   */
  public boolean isEnded() throws IOException {
    return files.lastByte(spark.sparkContext().hadoopConfiguration()) == first.end();
  }

  /**
   * Reads all pieces.
   *
   * @param reader called for each on an executor
   * @param <T> what comes of the lines
   * @return what comes of all of them, in the order of the table
   */
  public <T> JavaRDD<T> read(PieceReader<T> reader) {
    Header header = layout.hasHeader() ? new Header(first.text(), layout.separatorBytes()) : null;
    return pieces(
        (piece, texts) -> {
          if (header != null && piece.getStart() == 0) {
            header.skip(texts, piece.getPath());
          }
          return reader.read(piece.getPath().toUri().toString(), piece.getStart(), texts);
        });
  }

  /** The same with the headers among the lines. */
  <T> JavaRDD<T> readWhole(PieceReader<T> reader) {
    return pieces(
        (piece, texts) -> reader.read(piece.getPath().toUri().toString(), piece.getStart(), texts));
  }

  private <T> JavaRDD<T> pieces(Function2<FileSplit, Iterator<String>, Iterator<T>> reader) {
    List<Path> paths = files.files().stream().map(FileStatus::getPath).toList();
    long bytes = files.files().stream().mapToLong(FileStatus::getLen).sum();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return StoredLines.of(context, paths, bytes, first.end(), files.needsPlainFiles())
        .mapPartitionsWithInputSplit(
            (split, lines) -> reader.call((FileSplit) split, texts(lines)), true);
  }

  private static Iterator<String> texts(Iterator<Tuple2<LongWritable, Text>> lines) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return lines.hasNext();
      }

      @Override
      public String next() {
        Text line = lines.next()._2();
        return new String(line.getBytes(), 0, line.getLength(), StandardCharsets.ISO_8859_1);
      }
    };
  }

  /** The first line that is not blank, which must be the same in all files. */
  private record Header(String text, String separator) implements Serializable {
    void skip(Iterator<String> lines, Path file) {
      while (lines.hasNext()) {
        String line = PlainLines.content(lines.next());
        if (!line.isBlank()) {
          require(line, file);
          return;
        }
      }
    }

    private void require(String line, Path file) {
      boolean same = line.equals(text);
      if (!same) {
        TextFields here = new TextFields(separator);
        TextFields there = new TextFields(separator);
        same = here.cut(line) && there.cut(text) && here.texts().equals(there.texts());
      }
      if (!same) {
        throw new InvalidInputException(
            Shown.path(file.toUri().getPath())
                + ": its header is not that of the other files in the table");
      }
    }
  }
}
