package org.overrank.cli;

import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.CallOptions;
import org.overrank.cli.options.ClipOption;
import org.overrank.cli.options.DialectOptions;
import org.overrank.cli.options.FeatureOptions;
import org.overrank.cli.options.HadoopSettings;
import org.overrank.cli.options.IntervalOption;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.WideOptions;
import org.overrank.cli.options.Words;
import org.overrank.cli.output.EarlierOutput;
import org.overrank.cli.output.StagedOutput;
import org.overrank.cli.output.TableOutput;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.WideForm;
import org.overrank.data.measurements.MeasurementSource;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.model.PredictionScale;
import org.overrank.data.table.TableFormat;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Losses;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.measurements.MeasurementPredictor;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.model.Predictor;
import org.overrank.spark.table.CsvText;
import org.overrank.spark.table.TableFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overrank predict}: append a model's predictions to a table of cells. */
@Command(
    name = "predict",
    header = "Append a model's predictions to a table.",
    customSynopsis = "overrank predict --model DIR --input PATH --output PATH [OPTION...]",
    description = {
      "",
      "Appends predictions to the columns of a table. An output name with an ending (.csv, .csv.gz,"
          + " .tsv, .json, .parquet, .orc) becomes one file in the input's order, a name without"
          + " one a directory.",
      ""
    },
    sortOptions = false)
final class PredictCommand extends ModelCommand {
  @Option(
      names = "--input",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "Table of cells to predict. Required.")
  private @Nullable Location input;

  @Option(
      names = "--output",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "Table to write. Required.")
  private @Nullable Location output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Words.Formats.class,
      description = "Format of the input: csv, parquet, json or orc. By default told by the names.")
  private @Nullable TableFormat format;

  @Mixin(name = "How the input is written, if it is text")
  private final DialectOptions dialect = new DialectOptions();

  @Mixin(name = "Tables with a column for each column of the matrix, to be completed")
  private final WideOptions wide = new WideOptions();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "entries",
      converter = Words.Kinds.class,
      description =
          "What a row of the input is: entries (a cell, by its ids), or, where the model was fitted"
              + " to measurements A of a matrix, dense, sparse, rank-one or seeded-gaussian: then"
              + " the new column holds <A, M>, and the columns of A are called as in the fit."
              + " Default: ${DEFAULT-VALUE}.")
  private MeasurementKind kind = MeasurementKind.ENTRIES;

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
      description = "Name of the new column. Default: ${DEFAULT-VALUE}.")
  private String prediction = "prediction";

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      defaultValue = "response",
      converter = Words.Scales.class,
      description =
          "After a fit of loss logistic or poisson: response (probabilities, rates) or link"
              + " (log-odds, log-rates). Default: ${DEFAULT-VALUE}.")
  private PredictionScale scale = PredictionScale.RESPONSE;

  @Option(
      names = "--cold",
      paramLabel = "POLICY",
      defaultValue = "mean",
      converter = Words.ColdPolicies.class,
      description =
          "Where an id is unknown: mean (with the bias of the known id), nan, or drop the row."
              + " Default: ${DEFAULT-VALUE}.")
  private ColdPolicy cold = ColdPolicy.MEAN;

  @Option(
      names = "--overwrite",
      description = "Replace predictions written earlier, and nothing else. A link is followed.")
  private boolean overwrite;

  @Mixin(name = "Rows and columns that the fit has not seen, by their features")
  private final FeatureOptions features = new FeatureOptions();

  @Mixin(name = "What is predicted")
  private final ClipOption clip = new ClipOption();

  @Mixin(name = "How far off")
  private final IntervalOption interval = new IntervalOption();

  @Mixin(name = "This call")
  private final CallOptions call = new CallOptions();

  PredictCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws Exception {
    Location from = model();
    EarlierOutput.restore(from, HadoopSettings.now());
    String modelPath = from.text();
    String inputPath = required("--input", input).text();
    Location target = required("--output", output);
    requireCellsFor();
    TableOutput.requireEnding(target);
    TextDialect said = dialect.dialect();
    call.tell(command, context.err());
    try (StagedOutput staged =
        StagedOutput.at(target, overwrite, TableOutput::objection, HadoopSettings.now())) {
      staged.requireApart(inputPath, HadoopSettings.now());
      return context
          .sessions()
          .during(
              command.name(),
              session -> {
                LowRankModel loaded =
                    features.extended(session, ModelStore.load(session, modelPath), said);
                return kind == MeasurementKind.ENTRIES
                    ? predict(session, loaded, inputPath, said, target, staged)
                    : predictMeasurements(session, loaded, inputPath, said, target, staged);
              });
    }
  }

  private int predict(
      SparkSession session,
      LowRankModel model,
      String inputPath,
      TextDialect said,
      Location target,
      StagedOutput staged)
      throws Exception {
    ModelMetadata.Source fitted = model.metadata().source();
    String rowColumn = row == null ? fitted.row() : row;
    String colColumn = col == null ? fitted.col() : col;
    WideForm form = wide.form(fitted.wide());
    if (form != null) {
      return complete(session, model, inputPath, said, form, target, staged);
    }
    PredictionRule rule =
        new PredictionRule(
            cold,
            clip.of(model.metadata().valueRange()),
            interval.margin(model.metadata().heldOut()),
            scale == PredictionScale.LINK);
    List<String> names =
        interval.isAsked()
            ? List.of(prediction, IntervalOption.LOW, IntervalOption.HIGH)
            : List.of(prediction);
    TableFiles files = TableFiles.open(session, inputPath, format, said);
    List<String> ids = List.of(rowColumn, colColumn);
    TableOutput out = new TableOutput(target, files.format());
    CsvText text = out.format() == TableFormat.CSV ? files.csvText(ids) : null;
    TextDialect written = text == null ? TextDialect.USUAL : text.dialect(names);
    out.requireSeparator(target, written);
    out.requireOwn(session, target, staged, List.of(rowColumn, colColumn, prediction), written);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    try (Predictor predictor = new Predictor(spark, model, rule)) {
      if (text == null) {
        Dataset<Row> table = files.table(ids);
        out.write(predictor.append(table, rowColumn, colColumn, names), staged);
      } else {
        Predictor.requireNew(text.names(), names);
        byte[] header = text.header(names);
        out.write(predictor.append(text, rowColumn, colColumn), header, staged);
      }
      report(predictor);
      return predictor.knowsNone() ? ExitStatus.NOT_CERTIFIED : ExitStatus.OK;
    }
  }

  private int complete(
      SparkSession session,
      LowRankModel model,
      String inputPath,
      TextDialect said,
      WideForm form,
      Location target,
      StagedOutput staged)
      throws Exception {
    ModelMetadata.Source fitted = model.metadata().source();
    EntrySource source =
        EntrySource.of(inputPath)
            .withColumns(row == null ? fitted.row() : row, fitted.col(), fitted.value())
            .withFormat(format)
            .withDialect(said)
            .withWide(form);
    WidePrediction.Told told =
        new WidePrediction(session, source, form)
            .write(model.matrix(), clip.of(model.metadata().valueRange()), target, staged);
    context.err().print(told.text());
    return told.knowsNone() ? ExitStatus.NOT_CERTIFIED : ExitStatus.OK;
  }

  /** Refuses what only cells have. */
  private void requireCellsFor() {
    boolean entries = kind == MeasurementKind.ENTRIES;
    clip.requireCells(entries);
    wide.form(kind);
    if (wide.isAsked() && (interval.isAsked() || cold != ColdPolicy.MEAN)) {
      throw new InvalidInputException(
          (interval.isAsked() ? "--interval" : "--cold")
              + " is for tables with a row for each cell: the blanks of a --wide one get"
              + " predictions");
    }
    interval.requireOther("--prediction", prediction);
    if (!entries && (interval.isAsked() || row != null || col != null)) {
      throw new InvalidInputException(
          (interval.isAsked() ? "--interval is" : "--row and --col are")
              + " of --kind entries, not of "
              + EnumWords.of(kind));
    }
  }

  private int predictMeasurements(
      SparkSession session,
      LowRankModel model,
      String inputPath,
      TextDialect said,
      Location target,
      StagedOutput staged)
      throws Exception {
    ModelMetadata.Measured measured = model.metadata().measured();
    if (measured == null) {
      throw new InvalidInputException(
          "--kind " + EnumWords.of(kind) + ": the model was fitted to entries, which have ids");
    }
    if (measured.ids() != null) {
      throw new InvalidInputException(
          "--kind "
              + EnumWords.of(kind)
              + ": the model predicts by ids, of which it knows the features: leave --kind out");
    }
    TableFiles files = TableFiles.open(session, inputPath, format, said);
    TableOutput out = new TableOutput(target, files.format());
    out.requireOwn(session, target, staged, List.of(prediction), TextDialect.USUAL);
    MeasurementSource source =
        new MeasurementSource(inputPath, format, said, kind, measured.columns());
    try (MeasurementPredictor predictor =
        new MeasurementPredictor(
            files,
            source,
            model.matrix().factors(),
            model.metadata().known().isComplex(),
            measured.measurementSeed(),
            scale == PredictionScale.LINK
                ? Losses.SQUARED
                : model.metadata().entries().charged())) {
      long rows = predictor.requireMeasurements();
      Dataset<Row> table = predictor.append(prediction);
      out.write(table, staged);
      context.err().printf(Locale.ROOT, "%,d measurements predicted into %s%n", rows, output);
      return ExitStatus.OK;
    }
  }

  private void report(Predictor predictor) {
    if (predictor.knowsNone()) {
      context
          .err()
          .println(
              "overrank predict: warning: the model knows none of the cells: are the ids written"
                  + " as in the table of the fit, blanks and leading zeros too, and --row and --col"
                  + " the right way round?");
    }
    context
        .err()
        .printf(
            Locale.ROOT,
            "%,d cells predicted into %s%n",
            predictor.cells() - (cold == ColdPolicy.DROP ? predictor.coldCells() : 0),
            output);
    if (predictor.coldCells() > 0) {
      String fate =
          switch (cold) {
            case MEAN -> "got the mean";
            case NAN -> "got NaN";
            case DROP -> "were left out";
          };
      context
          .err()
          .printf(
              Locale.ROOT,
              "%,d cells have a row or column that the model does not know and %s%n",
              predictor.coldCells(),
              fate);
    }
  }
}
