package org.overrank.run;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.overrank.data.entries.CenteringKind;
import org.overrank.data.entries.DuplicatePolicy;
import org.overrank.data.entries.EntryOptions;
import org.overrank.data.entries.EntrySource;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.table.BadRowPolicy;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;
import org.overrank.spark.table.FrameTable;

/** Entries of a DataFrame, for programs that ask for no more than the matrix. */
public final class FrameProblem {
  private final Dataset<Row> table;
  private final EntriesRequest request;

  /**
   * Entries of a table.
   *
   * @param table one row an entry
   * @param row the column of the rows' ids
   * @param col the column of the columns' ids
   * @param value the column of the values
   */
  public FrameProblem(Dataset<Row> table, String row, String col, String value) {
    this.table = table;
    this.request =
        new EntriesRequest(
            EntrySource.of(FrameTable.NAME).withColumns(row, col, value),
            new EntryOptions(
                BadRowPolicy.FAIL,
                DuplicatePolicy.ERROR,
                0,
                0,
                1,
                CenteringKind.NONE,
                Regularizer.PLAIN),
            table.select(row, col, value));
  }

  /**
   * What was found.
   *
   * @param result the answer and its proof
   * @param verdict the proof in a sentence
   * @param matrix the matrix
   */
  public record Solved(FitResult result, String verdict, LowRankMatrix matrix) {
    /**
     * A cell of the matrix.
     *
     * @param row id of its row
     * @param col id of its column
     * @return its value, or the mean where an id is not known
     */
    public double predict(Object row, Object col) {
      return matrix.predict(matrix.rows().indexOf(row), matrix.cols().indexOf(col));
    }
  }

  /**
   * Finds the matrix.
   *
   * @param asked how
   * @return the answer
   */
  public Solved fit(FitSettings asked) {
    asked.requireFor(request.problem());
    try (Run run = Run.on(table.sparkSession(), request, System.nanoTime())) {
      FitSettings settings = run.settings(asked.toBuilder(), null, "model");
      run.checkedEstimate(settings);
      Run.Outcome found = run.fit(settings, Checkpoints.none(), row -> {});
      return new Solved(found.result(), found.summary().proof().verdict(), found.model().matrix());
    }
  }
}
