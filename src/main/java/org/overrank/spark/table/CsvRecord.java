package org.overrank.spark.table;

import static java.util.stream.Collectors.joining;

import com.univocity.parsers.csv.CsvParser;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.CsvLayout;
import org.overrank.data.table.PlainLines;
import org.overrank.data.table.Segment;
import org.overrank.data.table.Shown;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What the lines of a CSV table are: records with two ids, by the rules of Spark's reader.
 *
 * @param layout how lines are written
 * @param end what they end in
 * @param fields how many a record has
 * @param row name of the column of row ids
 * @param rowAt its place among the fields
 * @param col name of the column of column ids
 * @param colAt its place among the fields
 */
record CsvRecord(
    CsvLayout layout, char end, int fields, String row, int rowAt, String col, int colAt)
    implements Serializable {

  private CsvParser parser() {
    return new CsvParser(options(layout).asParserSettings());
  }

  /**
   * What Spark's reader is told.
   *
   * @param layout how lines are written
   * @return its options, with a header
   */
  static CSVOptions options(CsvLayout layout) {
    Map<String, String> options =
        Map.of("escape", "\"", "sep", layout.separatorBytes(), "header", "true");
    return new CSVOptions(Map$.MODULE$.from(CollectionConverters.asScala(options)), false, "UTC");
  }

  /**
   * Counts the records of a piece of a file.
   *
   * @param file its URI
   * @param start offset of the piece
   * @param lines its lines
   * @return one segment, with the first line that is no record
   */
  Iterator<Segment> segments(String file, long start, Iterator<String> lines) {
    Segment segment = new Segment(file, start);
    CsvParser parser = parser();
    lines.forEachRemaining(
        line -> {
          String text = PlainLines.content(line);
          if (!text.isBlank()) {
            segment.count(problem(text, parser));
          }
        });
    return List.of(segment).iterator();
  }

  /**
   * Puts one more field behind each record of a piece of a file.
   *
   * @param lines its lines, all of them records or blank
   * @param values of the two ids; a record is left out where there are none
   * @return the records, their ends included; blank lines as they are
   */
  Iterator<byte[]> appended(
      Iterator<String> lines, UDF2<Object, Object, double @Nullable []> values) {
    CsvParser parser = parser();
    return new Iterator<>() {
      private byte @Nullable [] next = following();

      private byte @Nullable [] following() {
        while (lines.hasNext()) {
          String line = lines.next();
          String text = PlainLines.content(line);
          String added = added(text, parser, values);
          if (added != null) {
            String whole = text + added + line.substring(text.length()) + end;
            return whole.getBytes(StandardCharsets.ISO_8859_1);
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

  /**
   * The ids of the rows.
   *
   * @param lines of a piece of a file, all of them records or blank
   * @return those of the records, in order; null where there is none
   */
  Iterator<@Nullable Object> rowIds(Iterator<String> lines) {
    CsvParser parser = parser();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return lines.hasNext();
      }

      @Override
      public @Nullable Object next() {
        String text = PlainLines.content(lines.next());
        return text.isBlank() ? null : id(parser.parseLine(text)[rowAt]);
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
          : Arrays.stream(numbers)
              .mapToObj(number -> layout.separatorBytes() + layout.decimal().text(number))
              .collect(joining());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // Declared by Spark's interface only.
    }
  }

  private @Nullable String id(@Nullable String bytes) {
    return bytes == null || bytes.isEmpty() ? null : layout.encoding().textOf(bytes);
  }

  private @Nullable String problem(String text, CsvParser parser) {
    String[] record = parser.parseLine(text);
    boolean open = text.chars().filter(c -> c == '"').count() % 2 == 1 && isOpen(text, parser);
    if (record == null || record.length != fields || text.indexOf('\r') >= 0 || open) {
      return "not a record of "
          + fields
          + " fields: "
          + Shown.cell(layout.encoding().textOf(text))
          + (open ? "; also with quotes a record is one line" : "");
    }
    String problem = problem(row, record[rowAt]);
    return problem != null ? problem : problem(col, record[colAt]);
  }

  /** Whether one more field would be taken for a part of the last one. */
  private boolean isOpen(String text, CsvParser parser) {
    return parser.parseLine(text + layout.separatorBytes()).length == parser.parseLine(text).length;
  }

  private @Nullable String problem(String name, @Nullable String bytes) {
    return bytes == null ? null : layout.encoding().problemOf(bytes, name);
  }
}
