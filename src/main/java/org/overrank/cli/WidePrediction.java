package org.overrank.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.overrank.cli.options.Location;
import org.overrank.cli.output.StagedOutput;
import org.overrank.cli.output.TableOutput;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.WideForm;
import org.overrank.data.entries.WideHeader;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.data.table.TextDialect;
import org.overrank.linalg.InvalidInputException;
import org.overrank.loss.Losses;
import org.overrank.spark.Jobs;
import org.overrank.spark.entries.WideTable;
import org.overrank.spark.model.CompletedTable;
import org.overrank.spark.table.CsvText;
import org.overrank.spark.table.IdColumns;
import org.overrank.spark.table.SparkErrors;
import org.overrank.spark.table.TableFiles;

/**
 * Predictions for the blank cells of a wide table, which is otherwise written as it is.
 *
 * @param session where it runs
 * @param source the table
 * @param form what is not a value in it
 */
record WidePrediction(SparkSession session, EntrySource source, WideForm form) {
  /**
   * Writes the completed table.
   *
   * @param matrix what predicts
   * @param clip to which predictions are clipped
   * @param target where to, as the user wrote it
   * @param staged where to
   * @return what is to be told, and whether the model knows any of the table
   */
  Told write(LowRankMatrix matrix, ValueRange clip, Location target, StagedOutput staged)
      throws IOException {
    TableFiles files = TableFiles.open(session, source.path(), source.format(), source.dialect());
    WideTable wide = new WideTable(files, source);
    TableOutput out = new TableOutput(target, files.format());
    if (!out.isFileOf(files.format())) {
      throw new InvalidInputException(
          String.format(
              "output %s: a --wide table is completed as it is written: name it NAME%s",
              target, wide.ending()));
    }
    CsvText text = wide.isText() ? files.csvText(List.of(source.row())) : null;
    TextDialect written = text == null ? TextDialect.USUAL : text.dialect(List.of());
    out.requireSeparator(target, written);
    SparkErrors.reading(source.path(), () -> wide.requireUsable(Losses.SQUARED, BadRowPolicy.FAIL));
    List<String> columns = header(wide).columns();
    out.requireOwn(
        session,
        target,
        staged,
        Stream.concat(Stream.of(source.row()), columns.stream()).toList(),
        written);
    List<String> ids =
        Jobs.collect(IdColumns.read(files, List.of(source.row())).map(id -> id.get(0).toString()));
    long rows = ids.size();
    long unknown =
        ids.stream().mapToInt(matrix.rows()::indexOf).filter(a -> !matrix.isKnownRow(a)).count();
    long strange =
        columns.stream()
            .mapToInt(matrix.cols()::indexOf)
            .filter(b -> !matrix.isKnownCol(b))
            .count();
    out.write(new CompletedTable(session, source, form, matrix, clip), staged);
    String told = String.format(Locale.ROOT, "%,d rows completed into %s%n", rows, target);
    String cold =
        String.format(
            Locale.ROOT,
            "%,d of %,d rows and %,d of %,d columns are not known to the model: their blank cells"
                + " got the mean%n",
            unknown,
            rows,
            strange,
            columns.size());
    return new Told(
        unknown + strange > 0 ? told + cold : told, unknown == rows || strange == columns.size());
  }

  /**
   * What was done.
   *
   * @param text lines for the user
   * @param knowsNone whether the model knows no row, or no column
   */
  record Told(String text, boolean knowsNone) {}

  private WideHeader header(WideTable wide) {
    return wide.isText() ? wide.header(wide.lines()) : wide.header(wide.files().table(List.of()));
  }
}
