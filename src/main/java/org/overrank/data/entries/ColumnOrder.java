package org.overrank.data.entries;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where columns stand on lines: by their ids if those are numbers or times, or by the last number
 * in their texts, a line for all texts that are the same without it ("station 3, 06h").
 */
public final class ColumnOrder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern NUMBER = Pattern.compile("(?s)(.*?)(\\d{1,15})(\\D*)");

  private final int[] lines;
  private final double[] positions;
  private final int[] places;
  private final int[] numbers;

  private ColumnOrder(int[] lines, double[] positions) {
    this.lines = lines;
    this.positions = positions;
    this.places = new int[lines.length];
    double[] distinct = Arrays.stream(positions).sorted().distinct().toArray();
    this.numbers =
        Arrays.stream(positions).mapToInt(x -> Arrays.binarySearch(distinct, x)).toArray();
    int[] sorted =
        IntStream.range(0, lines.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(col -> lines[col])
                    .thenComparingDouble(col -> positions[col])
                    .thenComparingInt(col -> col))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int place = 0; place < sorted.length; place++) {
      places[sorted[place]] = place;
    }
  }

  /**
   * The order of columns.
   *
   * @param ids of the columns
   * @return their order, or null where an id has no number, or no line has two columns
   */
  public static @Nullable ColumnOrder of(IdIndex ids) {
    int[] lines = new int[ids.size()];
    double[] positions = RowPositions.of(ids);
    if (positions != null) {
      return positions.length < 2 ? null : new ColumnOrder(lines, positions);
    }
    positions = new double[ids.size()];
    Map<String, Integer> known = new HashMap<>();
    for (int b = 0; b < lines.length; b++) {
      Matcher text = NUMBER.matcher(ids.idAt(b).toString());
      if (!text.matches()) {
        return null;
      }
      lines[b] = known.computeIfAbsent(text.group(1) + '\n' + text.group(3), k -> known.size());
      positions[b] = Double.parseDouble(text.group(2));
    }
    return known.size() == lines.length ? null : new ColumnOrder(lines, positions);
  }

  /** {@return where each column stands in the order of lines and of positions on them} */
  public int[] places() {
    return places.clone();
  }

  /**
   * Predicts a row's held-out cells by the entries beside them in the row.
   *
   * @param train training entries
   * @param held held-out entries of the same range
   * @param k the row within the range
   * @param otherwise where the column's line has no entries
   * @param out set by held-out entry: the value on the line between the nearest entries on both
   *     sides, or the one there is
   */
  void predict(SortedEntries train, SortedEntries held, int k, double otherwise, double[] out) {
    Integer[] sorted =
        IntStream.range(train.offsets()[k], train.offsets()[k + 1])
            .boxed()
            .sorted(Comparator.comparingInt(e -> places[train.cols()[e]]))
            .toArray(Integer[]::new);
    int[] there = Arrays.stream(sorted).mapToInt(e -> places[train.cols()[e]]).toArray();
    for (int h = held.offsets()[k]; h < held.offsets()[k + 1]; h++) {
      int col = held.cols()[h];
      int found = Arrays.binarySearch(there, places[col]);
      int next = found < 0 ? -found - 1 : found;
      int before = next > 0 ? sorted[next - 1] : -1;
      int after = next < sorted.length ? sorted[next] : -1;
      out[h] = between(train, col, before, after, otherwise);
    }
  }

  /** Whether columns of several lines have the same numbers. */
  boolean hasLikes() {
    return Arrays.stream(numbers).distinct().count() < numbers.length;
  }

  /**
   * Predicts a row's held-out cells by its entries in the columns of the same number.
   *
   * @param train training entries
   * @param held held-out entries of the same range
   * @param k the row within the range
   * @param otherwise where there are none
   * @param out set by held-out entry: their weighted mean
   */
  void predictLikes(
      SortedEntries train, SortedEntries held, int k, double otherwise, double[] out) {
    double[] sums = new double[numbers.length];
    double[] weights = new double[numbers.length];
    for (int e = train.offsets()[k]; e < train.offsets()[k + 1]; e++) {
      sums[numbers[train.cols()[e]]] += train.weight(e) * train.values()[e];
      weights[numbers[train.cols()[e]]] += train.weight(e);
    }
    for (int h = held.offsets()[k]; h < held.offsets()[k + 1]; h++) {
      int number = numbers[held.cols()[h]];
      out[h] = weights[number] == 0 ? otherwise : sums[number] / weights[number];
    }
  }

  private double between(SortedEntries train, int col, int before, int after, double otherwise) {
    boolean hasBefore = before >= 0 && lines[train.cols()[before]] == lines[col];
    boolean hasAfter = after >= 0 && lines[train.cols()[after]] == lines[col];
    if (!hasBefore || !hasAfter) {
      return hasBefore ? train.values()[before] : hasAfter ? train.values()[after] : otherwise;
    }
    double from = positions[train.cols()[before]];
    double to = positions[train.cols()[after]];
    double share = to == from ? 0 : (positions[col] - from) / (to - from);
    return train.values()[before] + share * (train.values()[after] - train.values()[before]);
  }
}
