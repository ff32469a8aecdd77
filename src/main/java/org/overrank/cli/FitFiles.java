package org.overrank.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSummary;
import org.overrank.fit.SummaryJson;
import org.overrank.fit.TraceCsv;
import org.overrank.report.FitReport;
import org.overrank.spark.MeasuredData;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.job.FittedModel;
import org.overrank.spark.model.LowRankModel;
import org.overrank.spark.model.ModelStore;

/** The files of a fit; they appear together. */
final class FitFiles {
  private static final String SUMMARY = "summary.json";

  private final StagedOutput staged;
  private final Configuration hadoop;

  /**
   * Files to be written.
   *
   * @param staged where
   * @param session whose file systems
   */
  FitFiles(StagedOutput staged, SparkSession session) {
    this.staged = staged;
    this.hadoop = session.sparkContext().hadoopConfiguration();
  }

  /**
   * Whether a path holds the output of a fit, or nothing.
   *
   * @param files its file system
   * @param path an existing path
   * @return true if a fit may replace it
   * @throws IOException if that cannot be told
   */
  static boolean isFit(FileSystem files, Path path) throws IOException {
    boolean directory = files.getFileStatus(path).isDirectory();
    return directory
        && (files.exists(new Path(path, SUMMARY)) || files.listStatus(path).length == 0);
  }

  /**
   * Writes all files and puts them in place.
   *
   * @param summary what was found, in numbers
   * @param result what was found
   * @param data the measurements
   * @param request what was asked
   * @throws IOException if something cannot be written; nothing is there then
   */
  void write(FitSummary summary, FitResult result, MeasuredData data, FitRequest request)
      throws IOException {
    Path directory = staged.begin();
    LowRankModel model = FittedModel.of(summary, result, data, request.data());
    ModelStore.save(model, new Path(directory, "model"), hadoop);
    write(directory, SUMMARY, SummaryJson.write(summary));
    write(directory, "trace.csv", TraceCsv.write(result.trace()));
    write(directory, "report.html", FitReport.render(summary, result.trace()));
    if (request.output().fill && data instanceof EntryData entries) {
      try (Writer out = writer(directory, "filled.csv")) {
        FilledCells.write(entries, model.matrix(), request.data().source(), out);
      }
    }
    staged.commit();
  }

  private void write(Path directory, String name, String text) throws IOException {
    try (Writer out = writer(directory, name)) {
      out.write(text);
    }
  }

  private Writer writer(Path directory, String name) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(
            staged.files().create(new Path(directory, name), false), StandardCharsets.UTF_8));
  }
}
