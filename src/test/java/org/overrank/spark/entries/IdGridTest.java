package org.overrank.spark.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.overrank.Attack;
import org.overrank.LocalSpark;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextDialect;
import org.overrank.data.table.TextEncoding;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.table.ColumnTypes;
import org.overrank.spark.table.TableFiles;

/**
 * Tables of every kind of id, format, encoding, zone, locale and place, drawn at random: read to
 * the id, for the fit and for predictions alike, or refused in one line that says why.
 */
class IdGridTest {
  private static final String ZONE = "spark.sql.session.timeZone";
  private static final List<String> FORMATS =
      List.of("csv", "csv.gz", "json", "parquet", "orc", "DataFrame");
  private static final List<String> ENCODINGS =
      List.of("UTF-8", "UTF-8, said", "ISO-8859-1, said", "windows-1251, said", "ISO-8859-1");
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia");
  private static final List<String> LOCALES = List.of("en-US", "tr-TR", "ar-EG", "th-TH-u-nu-thai");
  private static final List<String> PLACES =
      List.of(
          "file",
          "directory",
          "a blank/directory",
          "données",
          "pattern",
          "o'clock + 1 %20",
          "run 10:00",
          "[ab]?* {c,d} #1");

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @TempDir Path dir;
  private int tables;

  /** Kinds of ids: what a typed table holds, what a text has for it, and what the ids are then. */
  @SuppressWarnings("ImmutableEnumChecker") // Lists that are never modified.
  private enum Ids {
    INT("int", List.of("-3", "7", "10"), List.of("-3", "7", "10")),
    LONG("bigint", List.of("9007199254740993", "-9223372036854775808"), List.of()),
    WHOLE_DOUBLE("double", List.of("1.0", "250.0", "-0.0"), List.of("1", "250", "0")),
    DOUBLE("double", List.of("0.1", "1.0", "123456780.5"), List.of("0.1", "1", "123456780.5")),
    FLOAT("float", List.of("0.1", "3.0"), List.of("0.1", "3")),
    DECIMAL("decimal(20,2)", List.of("2.50", "3.00"), List.of("2.5", "3")),
    TEXT("string", List.of("007", "7 ", "7", "1e3", "Ann", "ann", "1.0", "NaN"), List.of()),
    ACCENTED("string", List.of("Renée", "Renèe", "Ä"), List.of()),
    CYRILLIC("string", List.of("Жук", "Лук"), List.of()),
    BOOLEAN("boolean", List.of("true", "false"), List.of()),
    DATE("date", List.of("2011-12-29", "2011-12-31"), List.of()),
    INSTANT(
        "timestamp",
        List.of("2024-10-27 00:30:00Z", "2024-10-27 01:30:00Z", "2011-12-30 12:00:00.25Z"),
        List.of("2024-10-27T00:30:00Z", "2024-10-27T01:30:00Z", "2011-12-30T12:00:00.250Z")),
    WALL_CLOCK("timestamp_ntz", List.of("2024-03-31 02:30:00", "2011-12-30 12:00:00"), List.of());

    private final String type;
    private final List<String> written;
    private final List<String> expected;

    Ids(String type, List<String> written, List<String> expected) {
      this.type = type;
      this.written = written;
      this.expected = expected.isEmpty() ? written : expected;
    }

    /** Whether JSON writes them without quotes. */
    private boolean isBare() {
      return switch (this) {
        case INT, LONG, WHOLE_DOUBLE, DOUBLE, FLOAT, DECIMAL, BOOLEAN -> true;
        default -> false;
      };
    }
  }

  private record Draw(
      String format,
      String encoding,
      Ids ids,
      String zone,
      String otherZone,
      String locale,
      String place) {
    /** One whose ids can be written in its encoding. */
    static Draw of(Random random) {
      Draw draw = any(random);
      return draw.ids.written.stream().allMatch(draw.charset().newEncoder()::canEncode)
          ? draw
          : of(random);
    }

    private static Draw any(Random random) {
      return new Draw(
          one(FORMATS, random),
          one(ENCODINGS, random),
          one(List.of(Ids.values()), random),
          one(ZONES, random),
          one(ZONES, random),
          one(LOCALES, random),
          one(PLACES, random));
    }

    private static <T> T one(List<T> list, Random random) {
      return list.get(random.nextInt(list.size()));
    }

    private Charset charset() {
      return Charset.forName(encoding.replace(", said", ""));
    }

    private @Nullable TextEncoding said() {
      return encoding.endsWith("said") ? TextEncoding.of(charset().name()) : null;
    }

    private boolean isText() {
      return format.startsWith("csv") || format.equals("json");
    }

    /** What the table cannot be read for, or an empty text. */
    private String fault() {
      if (said() != null && !isText() && !format.equals("DataFrame")) {
        return "an encoding is for csv and json";
      }
      if (format.equals("orc") && ids == Ids.INSTANT) {
        return "ORC keeps without its zone";
      }
      boolean ascii = ids.written.stream().allMatch(id -> id.chars().allMatch(c -> c < 128));
      boolean valid = ascii || encoding.startsWith("UTF-8") || !isText() || said() != null;
      return valid ? "" : "is not UTF-8";
    }

    private List<String> expected() {
      List<String> ids = format.startsWith("csv") ? this.ids.written : this.ids.expected;
      if (format.equals("json") && !this.ids.isBare()) {
        ids = this.ids.written;
      }
      return isText()
          ? ids.stream().map(id -> new String(id.getBytes(charset()), charset())).toList()
          : ids;
    }
  }

  @AfterEach
  void asBefore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
    LocalSpark.session().conf().set(ZONE, zone.getID());
  }

  @Test
  void aSampleOfTheGridIsReadToTheIdOrRefused() throws IOException {
    run(16, 5);
  }

  @Test
  @Tag("attack")
  void manyOfTheGridAreReadToTheIdOrRefused() throws IOException {
    int draws = Attack.share(320);
    assertThat(run(draws, 20)).isGreaterThanOrEqualTo(draws / 2);
  }

  /** Returns how many were read. */
  private int run(int draws, int seed) throws IOException {
    Random random = new Random(seed);
    Map<String, Integer> refused = new TreeMap<>();
    int read = 0;
    for (int k = 0; k < draws; k++) {
      Draw draw = Draw.of(random);
      String refusal = check(draw);
      if (refusal == null) {
        read++;
      } else {
        refused.merge(refusal, 1, Integer::sum);
      }
    }
    System.out.printf(Locale.ROOT, "%d tables: %d read to the id, refused:%n", draws, read);
    refused.forEach((why, count) -> System.out.printf(Locale.ROOT, "%5d  %s%n", count, why));
    return read;
  }

  private @Nullable String check(Draw draw) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Object table = draw.format.equals("DataFrame") ? frame(draw.ids) : write(draw);
    Locale.setDefault(Locale.forLanguageTag(draw.locale));
    TimeZone.setDefault(TimeZone.getTimeZone(draw.zone));
    LocalSpark.session().conf().set(ZONE, draw.zone);
    try {
      IdIndex fitted = fitted(draw, table);
      assertThat(texts(fitted)).as("%s", draw).isEqualTo(new TreeSet<>(draw.expected()));
      assertThat(draw.fault()).as("%s", draw).isEmpty();
      LocalSpark.session().conf().set(ZONE, draw.otherZone);
      assertThat(asked(draw, table)).as("%s", draw).allMatch(id -> fitted.indexOf(id) >= 0);
      return null;
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).as("%s", draw).hasLineCount(1).contains(draw.fault());
      assertThat(draw.fault()).as("%s %s", e, draw).isNotEmpty();
      String kind = draw.isText() ? draw.ids.name().toLowerCase(Locale.ROOT) : "any id";
      return draw.format + ", " + draw.encoding + ", " + kind + ": " + draw.fault();
    }
  }

  private static SortedSet<String> texts(IdIndex ids) {
    return IntStream.range(0, ids.size())
        .mapToObj(index -> ids.idAt(index).toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @SuppressWarnings("unchecked")
  private static IdIndex fitted(Draw draw, Object table) {
    EntryOptions options = EntryOptions.defaults().withPartitions(1);
    EntrySource source = EntrySource.of(table.toString()).withColumns("it.id", "col", "value");
    try (EntryData data =
        draw.format.equals("DataFrame")
            ? EntryReader.read((Dataset<Row>) table, source, options)
            : EntryReader.read(LocalSpark.session(), source.withEncoding(draw.said()), options)) {
      return data.rows();
    }
  }

  /** The ids as a prediction sees them. */
  @SuppressWarnings("unchecked")
  private static List<Object> asked(Draw draw, Object table) {
    Dataset<Row> rows =
        draw.format.equals("DataFrame")
            ? (Dataset<Row>) table
            : TableFiles.open(
                    LocalSpark.session(),
                    table.toString(),
                    null,
                    TextDialect.USUAL.withEncoding(draw.said()))
                .table(List.of("it.id"));
    return rows.select(ColumnTypes.id(rows, "it.id")).collectAsList().stream()
        .map(row -> row.isNullAt(0) ? "missing" : row.get(0))
        .toList();
  }

  private String write(Draw draw) throws IOException {
    Path folder = Files.createDirectories(dir.resolve(tables++ + "/" + draw.place));
    Path file = folder.resolve("part." + draw.format);
    if (draw.isText()) {
      try (OutputStream raw = Files.newOutputStream(file);
          OutputStream out = draw.format.endsWith("gz") ? new GZIPOutputStream(raw) : raw) {
        out.write(text(draw).getBytes(draw.charset()));
      }
    } else {
      Files.copy(typed(draw.ids, TableFormat.ofName(file.toString())), file);
    }
    return switch (draw.place) {
      case "file", "données" -> file.toString();
      case "pattern" -> folder + "/p*";
      default -> folder.toString();
    };
  }

  private static String text(Draw draw) {
    boolean json = draw.format.equals("json");
    StringBuilder text = new StringBuilder(json ? "" : "it.id,col,value\n");
    for (String id : draw.ids.written) {
      String quoted = draw.ids.isBare() ? id : '"' + id + '"';
      text.append(
          json ? "{\"it\":{\"id\":" + quoted + "},\"col\":1,\"value\":2}\n" : id + ",1,2\n");
    }
    return text.toString();
  }

  private final Map<String, Path> written = new HashMap<>();

  /** A file of one partition; each is written once, in Berlin. */
  private Path typed(Ids ids, @Nullable TableFormat format) throws IOException {
    Path known = written.get(ids + " " + format);
    if (known != null) {
      return known;
    }
    Path folder = dir.resolve("typed " + ids + format);
    frame(ids).coalesce(1).write().format(String.valueOf(format)).save(folder.toString());
    try (var files = Files.list(folder)) {
      Path part =
          files
              .filter(file -> file.getFileName().toString().startsWith("part-"))
              .findFirst()
              .orElseThrow();
      written.put(ids + " " + format, part);
      return part;
    }
  }

  /** The ids in their type, within a struct. */
  private static Dataset<Row> frame(Ids ids) {
    SparkSession spark = LocalSpark.session();
    spark.conf().set(ZONE, "Europe/Berlin");
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    List<Column> columns = new ArrayList<>();
    columns.add(functions.lit(1).as("col"));
    columns.add(functions.lit(2.0).as("value"));
    Column[] texts = ids.written.stream().map(functions::lit).toArray(Column[]::new);
    Dataset<Row> rows = spark.range(1).select(functions.explode(functions.array(texts)).as("text"));
    Column id = rows.col("text").cast(ids.type);
    columns.add(functions.struct(id.as("id")).as("it"));
    return rows.select(columns.toArray(Column[]::new));
  }
}
