package org.overrank.data.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GaussianNumbers;

/** Pictures as they could have been, for tests of pages. */
public final class SamplePictures {
  private SamplePictures() {}

  /** Of a table with gaps; predictions one by one, or by squares. */
  public static Picture ofCells(int predictions, String id) {
    return new Picture(predictions(predictions, true, id), map(id));
  }

  /** Of measurements that are no cells. */
  public static Picture ofMeasurements(int predictions) {
    List<Double> values = IntStream.range(0, 12).mapToObj(tile -> Math.sin((double) tile)).toList();
    List<@Nullable Double> none = new ArrayList<>(Collections.nCopies(12, null));
    List<Long> counts = Collections.nCopies(12, 0L);
    HeatMap map =
        new HeatMap(
            3, 4, List.of("0", "1", "2"), List.of("0", "1", "2", "3"), counts, none, values);
    return new Picture(predictions(predictions, false, ""), map);
  }

  private static Predictions predictions(int count, boolean cells, String id) {
    PredictedSample sample = new PredictedSample(count);
    for (int i = 0; i < count; i++) {
      double actual = 50 + 20 * GaussianNumbers.at(1, 1, i, 0);
      sample.offer(i, 0, actual, actual + 5 * GaussianNumbers.at(1, 2, i, 0));
    }
    WorstLines lines = new WorstLines();
    for (int i = 0; i < 30; i++) {
      lines.offer(i, 5, i);
    }
    LineErrors worst = cells ? lines.shown(i -> id + i, 0) : null;
    return Predictions.of(cells, count, sample, worst, worst);
  }

  /** Tiles (i, j) hold 10 i + j; where i + j is a multiple of four nothing was measured. */
  private static HeatMap map(String id) {
    List<Long> measured = new ArrayList<>();
    List<@Nullable Double> before = new ArrayList<>();
    List<@Nullable Double> after = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 40; j++) {
        boolean blank = (i + j) % 4 == 0;
        measured.add(blank ? 0L : 7L);
        before.add(blank ? null : Double.valueOf(10.0 * i + j));
        after.add(10.0 * i + j);
      }
    }
    List<String> rows = IntStream.range(0, 60).mapToObj(i -> id + "row " + i).toList();
    List<String> cols = IntStream.range(0, 40).mapToObj(j -> id + "column " + j).toList();
    return new HeatMap(35_064, 40, rows, cols, measured, before, after);
  }
}
