package org.overrank.cli.output;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.WideForm;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelMetadata;
import org.overrank.data.model.PredictionRule;
import org.overrank.data.picture.Picture;
import org.overrank.fit.SummaryJson;
import org.overrank.fit.TraceCsv;
import org.overrank.fit.TraceRow;
import org.overrank.objective.ProblemShape;
import org.overrank.report.FitReport;
import org.overrank.run.DataRequest;
import org.overrank.run.EntriesRequest;
import org.overrank.run.HeldOutMatrix;
import org.overrank.run.OutputException;
import org.overrank.run.Run;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.model.CompletedTable;
import org.overrank.spark.model.ModelStore;

/** The files of a fit; they appear together. */
public final class FitFiles {
  /** The page has its scripts in it; nothing else has a least size that matters. */
  private static final long PAGE_BYTES = 1_200_000;

  private static final int BYTES_OF_A_CELL = 12;

  private final StagedOutput staged;
  private final SparkSession session;
  private final Configuration hadoop;
  private final boolean fill;
  private String more = "";
  private @Nullable String gate;

  /**
   * Files to be written.
   *
   * @param staged where
   * @param session whose file systems
   * @param fill whether all cells are written that were not measured
   */
  public FitFiles(StagedOutput staged, SparkSession session, boolean fill) {
    this.staged = staged;
    this.session = session;
    this.fill = fill;
    this.hadoop = session.sparkContext().hadoopConfiguration();
  }

  /**
   * Refuses more cells to fill in than can be, and a disk that is too small.
   *
   * @param data the measurements
   * @throws IOException if it cannot be told how much room there is
   */
  public void requireRoom(MeasuredData data) throws IOException {
    if (fill) {
      FilledCells.requireFew(data);
    }
    staged.requireRoom(leastBytes(data));
  }

  /** What the files take at least. */
  private long leastBytes(MeasuredData data) {
    ProblemShape shape = data.shape();
    long cells = (long) shape.rows() * shape.cols() - data.counts().train();
    return PAGE_BYTES
        + (long) Double.BYTES * (shape.rows() + shape.cols())
        + (fill ? BYTES_OF_A_CELL * cells : 0);
  }

  /**
   * Adds what became of a fit of a series.
   *
   * @param json for {@link GateFile#NAME}
   */
  public void gate(String json) {
    gate = json;
    more += ", " + GateFile.NAME;
  }

  /**
   * Writes nothing but what became of a fit of a series that was not begun.
   *
   * @param json for {@link GateFile#NAME}
   */
  public void writeGate(String json) {
    staged.build((files, directory) -> write(files, new Path(directory, GateFile.NAME), json));
  }

  /**
   * Writes all files and puts them in place.
   *
   * @param found what was found
   * @param data the measurements
   * @param request where they are from
   * @param rule what is told of cells
   * @param heldOut what has not seen the measurements that were held out, and those
   * @param picture what the page shows of the data, or null
   * @throws OutputException if something cannot be written; says where the result is instead
   */
  public void write(
      Run.Outcome found,
      MeasuredData data,
      DataRequest request,
      PredictionRule rule,
      HeldOutMatrix heldOut,
      @Nullable Picture picture) {
    List<TraceRow> trace = found.result().trace();
    staged.build(
        (files, directory) -> {
          ModelStore.save(found.model(), new Path(directory, "model"), hadoop);
          write(files, new Path(directory, "summary.json"), SummaryJson.write(found.summary()));
          write(files, new Path(directory, "trace.csv"), TraceCsv.write(trace));
          if (gate != null) {
            write(files, new Path(directory, GateFile.NAME), gate);
          }
          if (picture != null) {
            write(files, new Path(directory, "picture.json"), picture.json());
            more += ", picture.json";
          }
          write(
              files,
              new Path(directory, "report.html"),
              FitReport.render(found.summary(), trace, picture));
          if (data instanceof EntryData entries) {
            ModelMetadata.Source source = found.model().metadata().source();
            if (heldOut.data() instanceof EntryData judged) {
              writeHeldOut(files, directory, judged, heldOut, source);
            }
            if (fill) {
              writeFilled(files, directory, entries, found.model().matrix(), rule, source);
            }
            if (fill && request instanceof EntriesRequest table && table.table().wide() != null) {
              complete(files, directory, table.table(), table.table().wide(), found, rule);
            }
          }
        });
  }

  /** {@return further files that were written, for the end of a list} */
  public String more() {
    return more;
  }

  private void complete(
      FileSystem files,
      Path directory,
      EntrySource source,
      WideForm form,
      Run.Outcome found,
      PredictionRule rule)
      throws IOException {
    CompletedTable table =
        new CompletedTable(session, source, form, found.model().matrix(), rule.clip());
    Path file = new Path(directory, "completed" + table.ending());
    more += ", " + file.getName();
    if (table.isText()) {
      try (OutputStream out = new BufferedOutputStream(files.create(file, false))) {
        table.writeText(out);
      }
    } else {
      TableOutput.writeFile(table, files, file);
    }
  }

  private void writeHeldOut(
      FileSystem files,
      Path directory,
      EntryData data,
      HeldOutMatrix judged,
      ModelMetadata.Source source)
      throws IOException {
    if (data.knownHeldOut() > 0) {
      more += ", holdout.csv";
      try (Writer out = writer(files, new Path(directory, "holdout.csv"))) {
        HeldOutFile.write(data, judged, source, out);
      }
    }
  }

  private void writeFilled(
      FileSystem files,
      Path directory,
      EntryData data,
      LowRankMatrix matrix,
      PredictionRule rule,
      ModelMetadata.Source source)
      throws IOException {
    more += ", filled.csv";
    try (Writer out = writer(files, new Path(directory, "filled.csv"))) {
      FilledCells.write(data, matrix, rule, source, out);
    }
  }

  private static void write(FileSystem files, Path file, String text) throws IOException {
    try (Writer out = writer(files, file)) {
      out.write(text);
    }
  }

  private static Writer writer(FileSystem files, Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(files.create(file, false), StandardCharsets.UTF_8));
  }
}
