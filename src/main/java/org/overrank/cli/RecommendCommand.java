package org.overrank.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.CallOptions;
import org.overrank.cli.options.CheckedNumber;
import org.overrank.cli.options.ClipOption;
import org.overrank.cli.options.DialectOptions;
import org.overrank.cli.options.FeatureOptions;
import org.overrank.cli.options.HadoopSettings;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.WideOptions;
import org.overrank.cli.options.Words;
import org.overrank.cli.output.EarlierOutput;
import org.overrank.cli.output.StagedOutput;
import org.overrank.cli.output.TableOutput;
import org.overrank.data.entries.EntryLayout;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.WideForm;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.Shown;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Losses;
import org.overrank.spark.Jobs;
import org.overrank.spark.entries.WideTable;
import org.overrank.spark.model.ManyRecommendations;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.model.Recommender;
import org.overrank.spark.model.StoredModel;
import org.overrank.spark.table.IdColumns;
import org.overrank.spark.table.SparkErrors;
import org.overrank.spark.table.TableFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overrank recommend}: the best columns of each row. */
@Command(
    name = "recommend",
    header = "List the best columns for each row.",
    customSynopsis = "overrank recommend --model DIR --top N --output PATH [OPTION...]",
    description = {
      "",
      "Writes, for each row that the fit has seen, the N columns with the largest predictions, best"
          + " first; of equal ones the column whose id comes first. The output is a table with the"
          + " two ids, the rank from 1 on, and the prediction.",
      ""
    },
    sortOptions = false)
final class RecommendCommand extends ModelCommand {
  @Option(
      names = "--top",
      paramLabel = "N",
      converter = CheckedNumber.Count.class,
      description = "How many for each. Required.")
  private @Nullable Integer top;

  @Option(
      names = "--output",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "Table to write. Required.")
  private @Nullable Location output;

  @Option(
      names = "--only",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "Table with a column of the ids to recommend to. By default all.")
  private @Nullable Location only;

  @Option(
      names = "--exclude",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description =
          "Table of cells that are not recommended, such as those of the fit: what was seen.")
  private @Nullable Location exclude;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description =
          "The column of ids to recommend to: the rows' (as by default), or the columns', to list"
              + " the best rows for each column.")
  private @Nullable String by;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Words.Formats.class,
      description =
          "Format of the tables to read: csv, parquet, json or orc. By default told by the names.")
  private @Nullable TableFormat format;

  @Mixin(name = "How the input is written, if it is text")
  private final DialectOptions dialect = new DialectOptions();

  @Mixin(name = "If --exclude has a column for each column of the matrix")
  private final WideOptions wide = new WideOptions();

  @Option(
      names = "--row",
      paramLabel = "COLUMN",
      description = "Column with the row's id. By default as in the fit.")
  private @Nullable String row;

  @Option(
      names = "--col",
      paramLabel = "COLUMN",
      description = "Column with the column's id. By default as in the fit.")
  private @Nullable String col;

  @Option(
      names = "--prediction",
      paramLabel = "COLUMN",
      defaultValue = "prediction",
      description = "Name of the column with the prediction. Default: ${DEFAULT-VALUE}.")
  private String prediction = "prediction";

  @Option(
      names = "--overwrite",
      description = "Replace recommendations written earlier, and nothing else.")
  private boolean overwrite;

  @Mixin(name = "Rows and columns that the fit has not seen, by their features")
  private final FeatureOptions features = new FeatureOptions();

  @Mixin(name = "What is predicted")
  private final ClipOption clip = new ClipOption();

  @Mixin(name = "This call")
  private final CallOptions call = new CallOptions();

  RecommendCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws Exception {
    Location from = model();
    Location target = required("--output", output);
    if (top == null) {
      throw new InvalidInputException("--top is missing: how many columns for each row");
    }
    int most = top;
    EarlierOutput.restore(from, HadoopSettings.now());
    TableOutput.requireEnding(target);
    call.tell(command, context.err());
    try (StagedOutput staged =
        StagedOutput.at(target, overwrite, TableOutput::objection, HadoopSettings.now())) {
      for (Location read : Arrays.asList(only, exclude)) {
        if (read != null) {
          staged.requireApart(read.text(), HadoopSettings.now());
        }
      }
      return context
          .sessions()
          .during(
              command.name(),
              session ->
                  recommend(
                      session,
                      features.extended(
                          session, ModelStore.load(session, from.text()), dialect.dialect()),
                      most,
                      target,
                      staged));
    }
  }

  private int recommend(
      SparkSession session, LowRankModel loaded, int most, Location target, StagedOutput staged)
      throws Exception {
    String rowName = row == null ? loaded.metadata().source().row() : row;
    String colName = col == null ? loaded.metadata().source().col() : col;
    if (by != null && !by.equals(rowName) && !by.equals(colName)) {
      throw new InvalidInputException(
          String.format(
              "--by %s: the ids are in %s and %s",
              Shown.cell(by), Shown.cell(rowName), Shown.cell(colName)));
    }
    boolean swap = by != null && by.equals(colName);
    if (!swap && loaded instanceof StoredModel many) {
      return recommendMany(session, many, List.of(rowName, colName), most, target, staged);
    }
    LowRankMatrix matrix = swap ? loaded.matrix().transposed() : loaded.matrix();
    List<String> ids = swap ? List.of(colName, rowName) : List.of(rowName, colName);
    List<String> names = names(ids);
    TableOutput out = new TableOutput(target, TableFormat.CSV);
    out.requireOwn(session, target, staged, names, TextDialect.USUAL);
    int[] rows = wanted(session, matrix, ids.get(0));
    JavaRDD<Row> seen = seen(session, loaded, ids);
    try (Recommender recommender = new Recommender(session, matrix, rows)) {
      out.write(
          recommender.table(most, clip.of(loaded.metadata().valueRange()), seen, names), staged);
    }
    return told(most, ids, rows.length, target);
  }

  /** The same where the rows of the model stay in their files. */
  private int recommendMany(
      SparkSession session,
      StoredModel model,
      List<String> ids,
      int most,
      Location target,
      StagedOutput staged)
      throws Exception {
    List<String> names = names(ids);
    TableOutput out = new TableOutput(target, TableFormat.CSV);
    out.requireOwn(session, target, staged, names, TextDialect.USUAL);
    Dataset<Row> wanted = only == null ? null : onlyIds(session, only, ids.get(0));
    JavaRDD<Row> seen = seen(session, model, ids);
    try (ManyRecommendations best = new ManyRecommendations(session, model, wanted)) {
      long rows = best.rows();
      if (wanted != null) {
        tellUnknown(wanted.count(), rows);
      }
      out.write(best.table(most, clip.of(model.metadata().valueRange()), seen, names), staged);
      return told(most, ids, rows, target);
    }
  }

  private Dataset<Row> onlyIds(SparkSession session, Location table, String name) {
    JavaRDD<String> ids =
        IdColumns.read(open(session, table), List.of(name)).map(id -> id.get(0).toString());
    return session.createDataset(ids.rdd(), Encoders.STRING()).distinct().toDF();
  }

  private int told(int most, List<String> ids, long rows, Location target) {
    context
        .err()
        .printf(
            Locale.ROOT,
            "the best %,d of %s for each of %,d of %s written to %s%n",
            most,
            ids.get(1),
            rows,
            ids.get(0),
            target);
    return rows == 0 ? ExitStatus.NOT_CERTIFIED : ExitStatus.OK;
  }

  /** Names that the ids' columns have taken end with an underscore. */
  private List<String> names(List<String> ids) {
    List<String> names = new ArrayList<>(ids);
    for (String name : List.of("rank", prediction)) {
      String free = name;
      while (names.contains(free)) {
        free += "_";
      }
      names.add(free);
    }
    return names;
  }

  /** Pairs of ids in this order, or null. */
  private @Nullable JavaRDD<Row> seen(SparkSession session, LowRankModel model, List<String> ids) {
    if (exclude == null) {
      if (wide.isAsked()) {
        throw new InvalidInputException("--wide is about the table of --exclude: give one");
      }
      return null;
    }
    TableFiles files = open(session, exclude);
    ModelMetadata.Source fitted = model.metadata().source();
    WideForm form = wide.form(fitted.wide());
    if (form == null) {
      return IdColumns.read(files, ids);
    }
    String rowName = row == null ? fitted.row() : row;
    String colName = col == null ? fitted.col() : col;
    EntrySource source =
        EntrySource.of(exclude.text()).withColumns(rowName, colName, fitted.value()).withWide(form);
    boolean swapped = !ids.get(0).equals(rowName);
    return SparkErrors.reading(
        exclude.text(),
        () ->
            new WideTable(files, source)
                .cells(Losses.SQUARED, BadRowPolicy.FAIL, null)
                .rows()
                .map(
                    cell ->
                        RowFactory.create(
                            cell.get(swapped ? EntryLayout.COL : EntryLayout.ROW),
                            cell.get(swapped ? EntryLayout.ROW : EntryLayout.COL))));
  }

  private TableFiles open(SparkSession session, Location table) {
    return TableFiles.open(session, table.text(), format, dialect.dialect());
  }

  private int[] wanted(SparkSession session, LowRankMatrix matrix, String name) {
    if (only == null) {
      return IntStream.range(0, matrix.rows().size()).filter(matrix::isKnownRow).toArray();
    }
    List<String> ids =
        Jobs.collect(
            IdColumns.read(open(session, only), List.of(name))
                .map(id -> id.get(0).toString())
                .distinct());
    int[] rows =
        ids.stream()
            .mapToInt(id -> matrix.rows().indexOf(id))
            .filter(matrix::isKnownRow)
            .sorted()
            .distinct()
            .toArray();
    tellUnknown(ids.size(), rows.length);
    return rows;
  }

  private void tellUnknown(long asked, long known) {
    if (known < asked) {
      context
          .err()
          .printf(
              Locale.ROOT,
              "%,d of %,d ids are not known to the model and get no recommendations%n",
              asked - known,
              asked);
    }
  }
}
