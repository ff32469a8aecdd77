package org.overrank.spark.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.spark.api.java.JavaNewHadoopRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.FirstLine;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;

/**
 * A CSV table as its bytes are stored, in the order of its files and lines: what is passed through
 * is not parsed and written anew, so that blanks, quotes, numbers and line ends stay as they are.
 */
public final class CsvText {
  private final SparkSession spark;
  private final InputFiles files;
  private final TextEncoding encoding;
  private final StructType schema;
  private final FirstLine header;

  private CsvText(
      SparkSession spark,
      InputFiles files,
      TextEncoding encoding,
      StructType schema,
      FirstLine header) {
    this.spark = spark;
    this.files = files;
    this.encoding = encoding;
    this.schema = schema;
    this.header = header;
  }

  /**
   * Opens the files of a table.
   *
   * @param spark the session
   * @param files the files
   * @param encoding what ids are written in
   * @param schema the columns
   * @return the table
   */
  static CsvText open(
      SparkSession spark, InputFiles files, TextEncoding encoding, StructType schema) {
    try (InputStream first = files.open(spark.sparkContext().hadoopConfiguration())) {
      return new CsvText(spark, files, encoding, schema, FirstLine.read(first));
    } catch (IOException e) {
      throw FilePaths.unusable(files.path(), e);
    }
  }

  /**
   * The columns.
   *
   * @return their names, in order
   */
  public List<String> names() {
    return List.of(schema.fieldNames());
  }

  /**
   * The header with more names.
   *
   * @param names of further columns
   * @return the line, its end included
   * @throws InvalidInputException if a name cannot be written in the table's encoding
   */
  public byte[] header(List<String> names) {
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    names.forEach(name -> added.writeBytes(encoded(name)));
    return header.with(added.toByteArray());
  }

  private byte[] encoded(String name) {
    boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ') && !name.isBlank();
    String field = plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    try {
      ByteBuffer bytes =
          Charset.forName(encoding.name()).newEncoder().encode(CharBuffer.wrap("," + field));
      byte[] added = new byte[bytes.remaining()];
      bytes.get(added);
      return added;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "the column's name " + Shown.cell(name) + " cannot be written in " + encoding.name(), e);
    }
  }

  /**
   * Refuses a table with a line that is no record, or has an id that is no text: one pass.
   *
   * @param row name of the column of row ids
   * @param col name of the column of column ids
   * @throws InvalidInputException if there is one; says which data row it is
   */
  public void requireRecords(String row, String col) {
    CsvRecord record = record(row, col);
    List<Segment> segments = lines().mapPartitionsWithInputSplit(record::segments, true).collect();
    String problem = new InputOrder(segments.toArray(Segment[]::new)).firstProblem();
    if (problem != null) {
      throw new InvalidInputException(problem);
    }
  }

  /**
   * The records, each with more fields.
   *
   * @param row name of the column of row ids
   * @param col name of the column of column ids
   * @param values of the two ids; a record is left out where there are none
   * @return bytes with the line's end, in the table's order, without the header
   */
  public JavaRDD<byte[]> append(
      String row, String col, UDF2<Object, Object, double @Nullable []> values) {
    CsvRecord record = record(row, col);
    return lines()
        .mapPartitionsWithInputSplit((split, lines) -> record.appended(split, lines, values), true);
  }

  private CsvRecord record(String row, String col) {
    return new CsvRecord(
        encoding, header.end(), header.text(), schema.length(), row, place(row), col, place(col));
  }

  private int place(String name) {
    return schema.fieldIndex(ColumnPath.parts(schema, name).get(0));
  }

  private JavaNewHadoopRDD<LongWritable, Text> lines() {
    List<Path> paths = files.files().stream().map(FileStatus::getPath).toList();
    long bytes = files.files().stream().mapToLong(FileStatus::getLen).sum();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return StoredLines.of(context, paths, bytes, header.end(), files.needsPlainFiles());
  }
}
