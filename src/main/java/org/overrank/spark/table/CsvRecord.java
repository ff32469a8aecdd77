package org.overrank.spark.table;

import static java.util.stream.Collectors.joining;

import com.univocity.parsers.csv.CsvParser;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.FirstLine;
import org.overrank.data.table.Segment;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;
import scala.Tuple2;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What the lines of a CSV table are: records with two ids, by the rules of Spark's reader.
 *
 * @param encoding what ids are written in
 * @param end what lines end in
 * @param header the first line, each character a byte
 * @param fields how many a record has
 * @param row name of the column of row ids
 * @param rowAt its place among the fields
 * @param col name of the column of column ids
 * @param colAt its place among the fields
 */
record CsvRecord(
    TextEncoding encoding,
    byte end,
    String header,
    int fields,
    String row,
    int rowAt,
    String col,
    int colAt)
    implements Serializable {

  private static CsvParser parser() {
    Map<String, String> options = Map.of("escape", "\"");
    return new CsvParser(
        new CSVOptions(Map$.MODULE$.from(CollectionConverters.asScala(options)), false, "UTC")
            .asParserSettings());
  }

  /**
   * Counts the records of a piece of a file.
   *
   * @param split the piece
   * @param lines its lines
   * @return one segment, with the first line that is no record
   */
  Iterator<Segment> segments(InputSplit split, Iterator<Tuple2<LongWritable, Text>> lines) {
    FileSplit piece = (FileSplit) split;
    Segment segment = new Segment(piece.getPath().toUri().toString(), piece.getStart());
    CsvParser parser = parser();
    skipHeader(piece, lines, parser);
    lines.forEachRemaining(
        line -> {
          String text = text(line._2());
          if (!text.isBlank()) {
            segment.count(problem(text, parser));
          }
        });
    return List.of(segment).iterator();
  }

  /**
   * Puts one more field behind each record of a piece of a file.
   *
   * @param split the piece
   * @param lines its lines, all of them records or blank
   * @param values of the two ids; a record is left out where there are none
   * @return the records, their ends included; blank lines as they are
   */
  Iterator<byte[]> appended(
      InputSplit split,
      Iterator<Tuple2<LongWritable, Text>> lines,
      UDF2<Object, Object, double @Nullable []> values) {
    CsvParser parser = parser();
    skipHeader((FileSplit) split, lines, parser);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return new Iterator<>() {
      private byte @Nullable [] next = following();

      private byte @Nullable [] following() {
        while (lines.hasNext()) {
          Text line = lines.next()._2();
          String added = added(text(line), parser, values);
          if (added != null) {
            out.reset();
            byte[] bytes = added.getBytes(StandardCharsets.US_ASCII);
            FirstLine.append(out, line.getBytes(), line.getLength(), bytes, end);
            return out.toByteArray();
          }
        }
        return null;
      }

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public byte[] next() {
        byte[] now = next;
        if (now == null) {
          throw new java.util.NoSuchElementException();
        }
        next = following();
        return now;
      }
    };
  }

  private @Nullable String added(
      String text, CsvParser parser, UDF2<Object, Object, double @Nullable []> values) {
    if (text.isBlank()) {
      return "";
    }
    String[] record = parser.parseLine(text);
    try {
      double[] numbers = values.call(id(record[rowAt]), id(record[colAt]));
      return numbers == null
          ? null
          : Arrays.stream(numbers).mapToObj(number -> "," + number).collect(joining());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // Declared by Spark's interface only.
    }
  }

  private @Nullable String id(@Nullable String bytes) {
    return bytes == null || bytes.isEmpty() ? null : encoding.textOf(bytes);
  }

  private @Nullable String problem(String text, CsvParser parser) {
    String[] record = parser.parseLine(text);
    boolean open = text.chars().filter(c -> c == '"').count() % 2 == 1 && isOpen(text, parser);
    if (record == null || record.length != fields || text.indexOf('\r') >= 0 || open) {
      return "not a record of "
          + fields
          + " fields: "
          + Shown.cell(encoding.textOf(text))
          + (open ? "; also with quotes a record is one line" : "");
    }
    String problem = problem(row, record[rowAt]);
    return problem != null ? problem : problem(col, record[colAt]);
  }

  /** Whether one more field would be taken for a part of the last one. */
  private static boolean isOpen(String text, CsvParser parser) {
    return parser.parseLine(text + ",").length == parser.parseLine(text).length;
  }

  private @Nullable String problem(String name, @Nullable String bytes) {
    return bytes == null ? null : encoding.problemOf(bytes, name);
  }

  /** The header is the first line that is not blank; it must be that of the table. */
  private void skipHeader(
      FileSplit piece, Iterator<Tuple2<LongWritable, Text>> lines, CsvParser parser) {
    boolean within = piece.getStart() > 0;
    while (!within && lines.hasNext()) {
      String text = text(lines.next()._2());
      within = !text.isBlank();
      boolean same =
          !within
              || text.equals(header)
              || Arrays.equals(parser.parseLine(text), parser.parseLine(header));
      if (!same) {
        throw new InvalidInputException(
            Shown.path(piece.getPath().toUri().getPath())
                + ": its header is not that of the other files in the table");
      }
    }
  }

  /** A line, each character a byte, without a carriage return at its end. */
  private static String text(Text line) {
    int length = line.getLength();
    boolean both = length > 0 && line.getBytes()[length - 1] == '\r';
    return new String(line.getBytes(), 0, both ? length - 1 : length, StandardCharsets.ISO_8859_1);
  }
}
