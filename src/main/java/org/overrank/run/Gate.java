package org.overrank.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.stream.IntStream;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.model.EvaluatedGroup;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.WarmStart;
import org.overrank.linalg.InvalidInputException;
import org.overrank.spark.entries.EntryData;
import org.overrank.spark.entries.MatrixByRange;

/**
 * Whether a fit may take the place of an earlier one: both predict what was held out of the new
 * one, the earlier by its own ids, and where it does not know one by what it predicts then.
 *
 * @param cells measurements that both were judged by
 * @param measure what {@code error} is: "RMSE" under squares, "loss" under another loss, its mean
 * @param error of the fit on them
 * @param previousError of the earlier one on the same
 * @param tolerated how many times that of the earlier one the error may be
 */
public record Gate(
    long cells, String measure, double error, double previousError, double tolerated) {
  private static final String RMSE = "RMSE";
  private static final String LOSS = "loss";

  /**
   * Compares.
   *
   * @param judged the fit, and what it held out, at least one measurement
   * @param previous the earlier one
   * @param tolerated how many times its error that of the fit may be
   * @return the comparison
   */
  public static Gate of(HeldOutMatrix judged, LowRankMatrix previous, double tolerated) {
    if (judged.data() instanceof EntryData entries && entries.heldOutCells() != null) {
      return ofCells(judged, entries, entries.heldOutCells().unit(), previous, tolerated);
    }
    try (HoldOutError error = new HoldOutError(judged.data())) {
      Double rmse = error.rmse(WarmStart.point(judged.matrix(), judged.data()));
      Double before = error.rmse(WarmStart.point(previous, judged.data()));
      if (rmse == null || before == null) {
        throw new InvalidInputException("nothing is held out to compare by");
      }
      boolean squares = judged.data().shape().loss().isSquared();
      return squares
          ? new Gate(error.count(), RMSE, rmse, before, tolerated)
          : new Gate(error.count(), LOSS, rmse * rmse, before * before, tolerated);
    }
  }

  private static Gate ofCells(
      HeldOutMatrix judged, EntryData data, int unit, LowRankMatrix previous, double tolerated) {
    IdIndex ids = data.cols();
    int[] cols =
        IntStream.range(0, ids.size()).map(b -> previous.cols().indexOf(ids.idAt(b))).toArray();
    EvaluatedGroup own = group(data, unit);
    EvaluatedGroup theirs = group(data, unit);
    try (MatrixByRange matrix = judged.byRange(data)) {
      data.forEachHeldOut(
          matrix,
          judged.clip(),
          (row, col, value, predicted) -> {
            int earlier = previous.rows().indexOf(row);
            double before = judged.clip().clip(previous.predict(earlier, cols[col]));
            own.add(value, new double[] {predicted});
            theirs.add(value, new double[] {before});
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Double loss = own.loss();
    Double before = theirs.loss();
    return loss == null || before == null
        ? new Gate(own.count(), RMSE, own.errors().rmse(), theirs.errors().rmse(), tolerated)
        : new Gate(own.count(), LOSS, loss, before, tolerated);
  }

  private static EvaluatedGroup group(EntryData data, int unit) {
    return new EvaluatedGroup(null, data.valueMean(), unit, data.shape().loss());
  }

  /**
   * Whether the earlier one should stay.
   *
   * @return true if the error has grown by more than is tolerated
   */
  public boolean isWorse() {
    return error > tolerated * previousError;
  }

  /**
   * The comparison in a sentence.
   *
   * @param previous where the earlier one is
   * @return such as "Not worse than out/monday: hold-out RMSE 0.912 on 9,057 measurements, 0.915
   *     there (up to 1.01 times that is tolerated)."
   */
  public String sentence(String previous) {
    return String.format(
        Locale.ROOT,
        "%s %s: hold-out %s %.4g on %,d measurements, %.4g there (up to %s times that is"
            + " tolerated).",
        isWorse() ? "Worse than" : "Not worse than",
        previous,
        measure,
        error,
        cells,
        previousError,
        tolerated);
  }
}
