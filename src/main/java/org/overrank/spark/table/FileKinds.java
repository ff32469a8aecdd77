package org.overrank.spark.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.Magic;
import org.overrank.data.table.Separator;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.WideText;
import org.overrank.linalg.InvalidInputException;

/** Looks whether files begin as their format does, before anything reads them. */
final class FileKinds {
  /** Of more files the first ones are looked at. */
  private static final int MOST_FILES = 1000;

  private static final int HEAD = 64 << 10;
  private static final JsonFactory JSON = new JsonFactory();

  private final TableFormat format;
  private final Separator separator;
  private final CompressionCodecFactory codecs;
  private final Configuration hadoop;

  private FileKinds(TableFormat format, Separator separator, Configuration hadoop) {
    this.format = format;
    this.separator = separator;
    this.hadoop = hadoop;
    this.codecs = new CompressionCodecFactory(hadoop);
  }

  /**
   * Refuses what is not in its format.
   *
   * @param files the table
   * @param format what it should be
   * @param separator what stands between the fields of CSV
   * @param hadoop the file systems
   * @throws InvalidInputException if a file is something else that is known; what cannot be told,
   *     or not be read, is left to the reader
   */
  static void require(
      InputFiles files, TableFormat format, Separator separator, Configuration hadoop) {
    FileKinds kinds = new FileKinds(format, separator, hadoop);
    files.files().stream()
        .limit(MOST_FILES)
        .parallel()
        .map(file -> kinds.refusal(files, file))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  private @Nullable InvalidInputException refusal(InputFiles files, FileStatus file) {
    try {
      String problem = problem(file);
      return problem == null
          ? null
          : new InvalidInputException(files.inTable(file) + ": " + problem);
    } catch (IOException | RuntimeException e) {
      return null; // Who reads it all will say why it cannot be read.
    }
  }

  private @Nullable String problem(FileStatus file) throws IOException {
    byte[] stored = head(file);
    CompressionCodec codec = codecs.getCodec(file.getPath());
    Magic magic = Magic.of(stored);
    if (format == TableFormat.PARQUET || format == TableFormat.ORC) {
      return magic == null || magic.is(format) ? null : magic.words(file.getPath().getName());
    }
    if (codec == null) {
      return magic == null ? text(stored, false) : magic.words(file.getPath().getName());
    }
    String ending = codec.getDefaultExtension();
    if (stored.length > 0 && ending.equals(".gz") && magic != Magic.GZIP) {
      return magic == null
          ? "is not gzip, in spite of its name"
          : magic.words(file.getPath().getName()) + ", in spite of its name";
    }
    try (InputStream in = codec.createInputStream(new ByteArrayInputStream(stored))) {
      byte[] inside = in.readNBytes(HEAD / 8);
      Magic packed = Magic.of(inside);
      return packed == null ? text(inside, true) : "what is packed in it " + packed.words("");
    }
  }

  private byte[] head(FileStatus file) throws IOException {
    try (InputStream in = FilePaths.system(file.getPath(), hadoop).open(file.getPath())) {
      return in.readNBytes(HEAD);
    }
  }

  private @Nullable String text(byte[] head, boolean packed) {
    String unicode = WideText.problem(head, separator.text());
    if (unicode != null) {
      return unicode;
    }
    String begin = new String(head, StandardCharsets.ISO_8859_1).replaceFirst("^ï»¿", "");
    String known = markup(begin.stripLeading().toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    boolean whole = !packed && head.length < HEAD;
    return switch (format) {
      case CSV ->
          begin.startsWith("{\"") ? "looks like JSON: name it so, or say --format json" : null;
      case JSON -> severalLines(begin, whole);
      case PARQUET, ORC, MTX -> null;
    };
  }

  private static @Nullable String markup(String begin) {
    if (begin.startsWith("<!doctype html") || begin.startsWith("<html")) {
      return "is a web page";
    }
    if (begin.startsWith("<?xml")) {
      return "is XML";
    }
    return begin.startsWith("version https://git-lfs")
        ? "is what Git LFS keeps in the place of a file: fetch that, as with git lfs pull"
        : null;
  }

  /** JSON values that go over several lines, where a first line by itself is none. */
  private static @Nullable String severalLines(String begin, boolean whole) {
    String text = begin.stripLeading();
    int end = text.indexOf('\n');
    if (end < 0 || ends(text.substring(0, end), true)) {
      return null;
    }
    String kind = text.startsWith("[") ? "one array" : "an object";
    String tool = text.startsWith("[") ? "jq -c '.[]'" : "jq -c .";
    return ends(text, whole)
        ? kind + " over several lines; JSON here is one object a line, as " + tool + " writes it"
        : null;
  }

  /** Whether a text begins with a JSON value; one that is cut counts unless the text is whole. */
  private static boolean ends(String text, boolean whole) {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      boolean structured = first == JsonToken.START_ARRAY || first == JsonToken.START_OBJECT;
      if (structured) {
        parser.skipChildren();
      }
      return structured;
    } catch (JsonEOFException e) {
      return !whole;
    } catch (IOException e) {
      return false;
    }
  }
}
