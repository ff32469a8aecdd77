package org.overrank.spark.entries;

import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.BiasFit;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.HoldoutKey;
import org.overrank.data.entries.HoldoutKind;
import org.overrank.data.entries.HoldoutRule;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.data.entries.PlainParser;
import org.overrank.data.entries.ScanSummary;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.InputOrder;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Loss;
import org.overrank.spark.Jobs;
import org.overrank.spark.table.FrameTable;
import org.overrank.spark.table.InputTable;
import org.overrank.spark.table.PlainCsv;
import org.overrank.spark.table.SparkErrors;
import org.overrank.spark.table.TableFiles;

/**
 * From a table of entries to persisted blocks.
 *
 * <p>The table is read once, and CSV again if somewhere it is {@linkplain PlainCsv more than fields
 * and separators}: a first job parses it and gathers ids, counts and bad rows; a second brings the
 * entries to their ranges of rows and counts what is there; a third makes the blocks, once the
 * centre is known. Before it, Spark looks at a footer of Parquet or at the first lines of JSON in a
 * small job; the weighted regularizer takes one more pass over the parsed entries, biases take
 * {@value BiasFit#ROUNDS}, and the units of what is left after either or after a mean take another.
 * Whatever is persisted on the way is released.
 */
public final class EntryReader {
  /** Local property of the context: how many row ids the driver may know; tests make it few. */
  static final String MOST_ROWS_AT_HAND = "overrank.mostRowsAtHand";

  private static final int ROWS_AT_HAND = 1 << 17;

  private final InputTable table;
  private final EntrySource source;
  private final EntryOptions options;

  private EntryReader(InputTable table, EntrySource source, EntryOptions options) {
    this.table = table;
    this.source = source;
    this.options = options;
  }

  /**
   * Reads a table.
   *
   * @param spark the session
   * @param source the table
   * @param options what to do with it
   * @return its blocks; the caller closes them
   * @throws InvalidInputException if the table cannot be used: one line that says what is wrong,
   *     where, and in which row
   */
  public static EntryData read(SparkSession spark, EntrySource source, EntryOptions options) {
    return SparkErrors.reading(
        source.path(),
        () ->
            new EntryReader(
                    TableFiles.open(spark, source.path(), source.format(), source.dialect()),
                    source,
                    options)
                .read());
  }

  /**
   * Reads a DataFrame, once.
   *
   * @param frame the DataFrame
   * @param source names of its columns
   * @param options what to do with it
   * @return its blocks; the caller closes them
   * @throws InvalidInputException if the rows cannot be used: one line that says what is wrong and
   *     in which row
   */
  public static EntryData read(Dataset<Row> frame, EntrySource source, EntryOptions options) {
    return SparkErrors.reading(
        FrameTable.NAME, () -> new EntryReader(new FrameTable(frame), source, options).read());
  }

  private EntryData read() {
    EntryData plain = readPlain();
    return plain == null ? readAny() : plain;
  }

  /** What nearly all CSV is, in a short way; null if it turns out to be more than that. */
  private @Nullable EntryData readPlain() {
    boolean mayBe = source.wide() == null && options.rule().kind() != HoldoutKind.TABLE;
    String more = options.holdsOut() ? options.rule().column() : null;
    PlainCsv lines =
        mayBe && table instanceof TableFiles files
            ? files.plain(EntryRows.columns(source, more))
            : null;
    if (lines == null) {
      return null;
    }
    EntrySource asked = source;
    Loss loss = options.loss();
    HoldoutRule rule = more == null ? HoldoutRule.CELLS : options.rule();
    JavaRDD<ParsedPartition> parsed =
        named(
            lines.read(
                (file, start, records) ->
                    new PlainParser(asked, loss, new HoldoutKey(rule))
                        .parse(file, start, records)));
    try {
      if (parsed.getNumPartitions() == 0) {
        return null;
      }
      ScanSummary scan = summary(parsed);
      InputOrder order = new InputOrder(scan.segments());
      return order.rows() > 0 && order.badRows() == 0 ? assembled(parsed, scan, order) : null;
    } finally {
      parsed.unpersist();
    }
  }

  private EntryData readAny() {
    JavaRDD<ParsedPartition> parsed = parse();
    try {
      ScanSummary scan = summary(parsed);
      InputOrder order = new InputOrder(scan.segments());
      checkRows(order);
      if (EntryRows.isMarket(table)) {
        MatrixMarket.requireWhole((TableFiles) table, source, order);
      }
      boolean wide = source.wide() != null;
      if (wide && scan.cols().size() == 0) {
        throw new InvalidInputException(
            source.path()
                + ": none of the cells of its "
                + order.rows()
                + " data rows has a value");
      }
      return assembled(parsed, scan, order);
    } finally {
      parsed.unpersist();
    }
  }

  private EntryData assembled(JavaRDD<ParsedPartition> parsed, ScanSummary scan, InputOrder order) {
    boolean latest = options.holdsOut() && options.rule().kind() == HoldoutKind.LATEST;
    long from = latest ? LatestKeys.from(parsed, options.holdout()) : 0;
    // The other cells of a row may be in the table that is held out.
    boolean distinct = source.wide() != null && options.rule().kind() != HoldoutKind.TABLE;
    return new EntryAssembly(table.session(), options, scan, order)
        .assemble(parsed, distinct, from)
        .under(options.loss(), source.weight() != null);
  }

  private static JavaRDD<ParsedPartition> named(JavaRDD<ParsedPartition> parsed) {
    return parsed.setName("overrank parsed entries").persist(StorageLevel.MEMORY_AND_DISK());
  }

  private JavaRDD<ParsedPartition> parse() {
    JavaRDD<ParsedPartition> parsed = parse(table);
    if (options.rule().kind() == HoldoutKind.TABLE) {
      String path = Objects.requireNonNull(options.rule().by());
      InputTable heldOut =
          TableFiles.open(table.session(), path, source.format(), source.dialect());
      if (EntryRows.isMarket(table) || EntryRows.isMarket(heldOut)) {
        throw new InvalidInputException(path + ": --test-input is not for Matrix Market");
      }
      parsed = parsed.union(parse(heldOut).map(ParsedPartition::heldOut));
    }
    return named(parsed);
  }

  private JavaRDD<ParsedPartition> parse(InputTable from) {
    BadRowPolicy onBadRow = options.onBadRow();
    Loss loss = options.loss();
    if (source.wide() != null) {
      return new WideTable((TableFiles) from, source).parse(loss, onBadRow);
    }
    EntryLayout layout = EntryRows.layout(from, source);
    HoldoutRule rule = options.rule();
    String column = options.holdsOut() ? rule.column() : null;
    HoldoutRule read = column == null ? HoldoutRule.CELLS : rule;
    return EntryRows.of(from, source, column)
        .mapPartitions(
            rows ->
                List.of(PartitionParser.parse(rows, layout, new HoldoutKey(read), loss, onBadRow))
                    .iterator());
  }

  private ScanSummary summary(JavaRDD<ParsedPartition> parsed) {
    if (parsed.getNumPartitions() == 0) {
      throw new InvalidInputException(source.path() + ": holds no data rows");
    }
    // Sets with counts: their sum does not depend on the order, so Spark's own tree serves.
    String asked = table.session().sparkContext().getLocalProperty(MOST_ROWS_AT_HAND);
    int mostRows = asked == null ? ROWS_AT_HAND : Integer.parseInt(asked);
    return Jobs.sum(parsed.map(part -> part.summary(mostRows)), ScanSummary::plus);
  }

  private void checkRows(InputOrder order) {
    String problem = order.firstProblem();
    if (problem != null && options.onBadRow() == BadRowPolicy.FAIL) {
      boolean first = problem.contains(", data row 1: ") && table instanceof TableFiles;
      throw new InvalidInputException(
          problem + (first ? ((TableFiles) table).guessOfHeader() : ""));
    }
    order.requireUsable(source.path());
  }
}
