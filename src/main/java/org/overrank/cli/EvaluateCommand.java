package org.overrank.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.cli.options.CallOptions;
import org.overrank.cli.options.ClipOption;
import org.overrank.cli.options.DialectOptions;
import org.overrank.cli.options.FeatureOptions;
import org.overrank.cli.options.HadoopSettings;
import org.overrank.cli.options.IntervalOption;
import org.overrank.cli.options.Location;
import org.overrank.cli.options.RankingOptions;
import org.overrank.cli.options.WideOptions;
import org.overrank.cli.options.Words;
import org.overrank.cli.output.EarlierOutput;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.model.ColdPolicy;
import org.overrank.data.model.Errors;
import org.overrank.data.model.EvaluatedGroup;
import org.overrank.data.model.LowRankModel;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.TableFormat;
import org.overrank.spark.JobLabels;
import org.overrank.spark.model.Evaluator;
import org.overrank.spark.model.ModelRanking;
import org.overrank.spark.model.ModelStore;
import org.overrank.spark.table.TableFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overrank evaluate}: errors of a model's predictions against true values. */
@Command(
    name = "evaluate",
    header = "Measure a model's errors against true values.",
    customSynopsis = "overrank evaluate --model DIR --input PATH [OPTION...]",
    description = {
      "",
      "Predicts the cells of a table and compares with their values. Prints JSON on standard"
          + " output: count, RMSE, MAE and R2, of all rows and of groups. What is not said is taken"
          + " from the model.",
      ""
    },
    sortOptions = false)
final class EvaluateCommand extends ModelCommand {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--input",
      paramLabel = "PATH",
      converter = Location.Converter.class,
      description = "Table of cells with their values. Required.")
  private @Nullable Location input;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Words.Formats.class,
      description = "csv, parquet, json, orc or mtx. By default told by the file names.")
  private @Nullable TableFormat format;

  @Mixin(name = "How the input is written, if it is text")
  private final DialectOptions dialect = new DialectOptions();

  @Mixin(name = "Tables with a column for each column of the matrix")
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
      names = "--value",
      paramLabel = "COLUMN",
      description = "Column with the true value. By default as in the fit.")
  private @Nullable String value;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description = "Also tell the errors by the values of this column.")
  private @Nullable String by;

  @Option(
      names = "--on-bad-row",
      paramLabel = "POLICY",
      defaultValue = "fail",
      converter = Words.BadRowPolicies.class,
      description =
          "A row without ids or a finite value: fail, or drop and count. Default:"
              + " ${DEFAULT-VALUE}.")
  private BadRowPolicy onBadRow = BadRowPolicy.FAIL;

  @Option(
      names = "--cold",
      paramLabel = "POLICY",
      defaultValue = "mean",
      converter = Words.ColdPolicies.class,
      description =
          "Where an id is unknown: mean (with the bias of the known id), or drop (nan is the same):"
              + " no error is taken. Default: ${DEFAULT-VALUE}.")
  private ColdPolicy cold = ColdPolicy.MEAN;

  @Mixin(name = "Rows and columns that the fit has not seen, by their features")
  private final FeatureOptions features = new FeatureOptions();

  @Mixin(name = "Lists of the best columns")
  private final RankingOptions ranking = new RankingOptions();

  @Mixin(name = "What is predicted")
  private final ClipOption clip = new ClipOption();

  @Mixin(name = "How far off")
  private final IntervalOption interval = new IntervalOption();

  @Mixin(name = "This call")
  private final CallOptions call = new CallOptions();

  EvaluateCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() throws Exception {
    Location from = model();
    Location table = required("--input", input);
    ranking.isAsked();
    call.tell(command, context.err());
    EarlierOutput.restore(from, HadoopSettings.now());
    return context
        .sessions()
        .during(
            command.name(),
            session ->
                evaluate(
                    session,
                    features.extended(
                        session, ModelStore.load(session, from.text()), dialect.dialect()),
                    table));
  }

  private int evaluate(SparkSession session, LowRankModel loaded, Location table) {
    ModelMetadata fitted = loaded.metadata();
    ModelMetadata.Source named = fitted.source();
    EntrySource source =
        new EntrySource(
            table.text(),
            format,
            dialect.dialect(),
            row == null ? named.row() : row,
            col == null ? named.col() : col,
            value == null ? named.value() : value,
            null,
            named.coefficient(),
            wide.form(named.wide()));
    PredictionRule rule =
        new PredictionRule(
            cold == ColdPolicy.MEAN ? ColdPolicy.MEAN : ColdPolicy.DROP,
            clip.of(fitted.valueRange()),
            interval.margin(fitted.heldOut()),
            false);
    TableFiles files = TableFiles.open(session, table.text(), format, dialect.dialect());
    Evaluator.Evaluation found =
        JobLabels.during(
            session.sparkContext(),
            "evaluating " + table,
            () -> Evaluator.of(files, source, by, onBadRow, loaded, rule));
    ObjectNode json = json(found);
    ModelRanking.Outcome ranked =
        ranking.isAsked()
            ? JobLabels.during(
                session.sparkContext(),
                "ranking by " + table,
                () -> ranking.measure(session, loaded, files, source))
            : null;
    if (ranked != null) {
      json.set("ranking", RankingOptions.json(ranked));
    }
    context.out().println(text(json));
    if (found.coldCells() > 0) {
      context
          .err()
          .printf(
              Locale.ROOT,
              "%,d cells have a row or column that the model does not know and %s%n",
              found.coldCells(),
              rule.cold() == ColdPolicy.MEAN ? "were compared with the mean" : "were left out");
    }
    boolean knowsNone =
        found.all().count() == (rule.cold() == ColdPolicy.MEAN ? found.coldCells() : 0);
    return knowsNone ? ExitStatus.NOT_CERTIFIED : ExitStatus.OK;
  }

  private ObjectNode json(Evaluator.Evaluation found) {
    ObjectNode json = JSON.createObjectNode();
    describe(found.all(), json);
    json.put("coldCells", found.coldCells()).put("badRows", found.badRows());
    if (by != null) {
      json.put("by", by);
      found
          .groups()
          .forEach(
              group -> {
                ObjectNode each = json.withArray("groups").addObject().put("group", group.name());
                describe(group, each);
              });
    }
    return json;
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void describe(EvaluatedGroup group, ObjectNode json) {
    json.put("count", group.count());
    if (group.count() > 0) {
      Errors errors = group.errors();
      json.put("rmse", errors.rmse()).put("mae", errors.mae());
      json.put("r2", errors.r2().orElse(null));
      if (group.loss() != null) {
        json.put("loss", group.loss());
      }
      if (interval.isAsked()) {
        json.put("coverage", group.coverage());
      }
    }
  }
}
