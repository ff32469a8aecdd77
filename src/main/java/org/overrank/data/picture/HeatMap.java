package org.overrank.data.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;

/**
 * A matrix in tiles, row of tiles by row of tiles, as it was measured and as it was completed.
 *
 * @param rows d1
 * @param cols d2
 * @param rowLabels the id of the first row of each tile
 * @param colLabels the id of the first column of each tile
 * @param measured measured cells by tile; all 0 where measurements are no cells
 * @param before mean of the measured cells by tile, null where there is none
 * @param after mean of all cells by tile, measured ones as they were measured, others as predicted;
 *     over rows and columns of which the fit knows something, null where there is none
 */
public record HeatMap(
    long rows,
    long cols,
    List<String> rowLabels,
    List<String> colLabels,
    List<Long> measured,
    List<@Nullable Double> before,
    List<@Nullable Double> after) {
  /** Detaches the lists. */
  public HeatMap {
    rowLabels = List.copyOf(rowLabels);
    colLabels = List.copyOf(colLabels);
    measured = List.copyOf(measured);
    before = Collections.unmodifiableList(new ArrayList<>(before));
    after = Collections.unmodifiableList(new ArrayList<>(after));
    int tiles = rowLabels.size() * colLabels.size();
    if (measured.size() != tiles || before.size() != tiles || after.size() != tiles) {
      throw new IllegalArgumentException("tiles are not " + tiles);
    }
  }

  /**
   * A matrix none of whose cells was measured by itself.
   *
   * @param matrix what was fitted
   * @return its tiles, nothing before
   */
  public static HeatMap of(LowRankMatrix matrix) {
    TileCut rows = new TileCut(matrix.rows().size(), null);
    TileCut cols = new TileCut(matrix.cols().size(), null);
    return TileSums.unmeasured(matrix, rows, cols).map(matrix, ValueRange.ALL);
  }

  /** {@return whether any cell was measured by itself} */
  public boolean hasCells() {
    return measured.stream().anyMatch(count -> count > 0);
  }

  /**
   * Ends of a scale of colours for both pictures: of all tiles' values all but the outermost.
   *
   * @param share to leave out on either side, below a half
   * @return the least and the largest, or nothing where there is none
   */
  public List<Double> range(double share) {
    double[] all =
        IntStream.range(0, after.size())
            .boxed()
            .flatMap(tile -> Arrays.asList(before.get(tile), after.get(tile)).stream())
            .filter(value -> value != null)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    int cut = (int) (share * all.length);
    return all.length == 0 ? List.of() : List.of(all[cut], all[all.length - 1 - cut]);
  }
}
