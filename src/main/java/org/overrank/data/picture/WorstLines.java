package org.overrank.data.picture;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The rows, or the columns, of the largest mean square errors; goes over the wire. Those of few
 * cells are looked at only where there are not enough others: their errors are chance.
 */
public final class WorstLines implements Serializable {
  /** How many are shown. */
  static final int SHOWN = 10;

  private static final long serialVersionUID = 1L;

  /** Cells that a line must have; the first of these that leaves enough lines. */
  private static final int[] LEAST = {10, 3, 1};

  private final long[] lines = new long[LEAST.length];
  private final ArrayList<ArrayList<Line>> worst = new ArrayList<>();

  /**
   * One line's errors.
   *
   * @param index of the row or column
   * @param count how many cells
   * @param square mean square error
   */
  public record Line(int index, long count, double square) implements Serializable {
    private static final Comparator<Line> WORST_FIRST =
        Comparator.comparingDouble(Line::square).reversed().thenComparingInt(Line::index);
  }

  /** None yet. */
  public WorstLines() {
    for (int k = 0; k < LEAST.length; k++) {
      worst.add(new ArrayList<>());
    }
  }

  /**
   * Looks at a line.
   *
   * @param index of the row or column, offered once
   * @param count how many cells
   * @param squares Σ of their squared errors
   */
  public void offer(int index, long count, double squares) {
    for (int k = 0; k < LEAST.length; k++) {
      if (count >= LEAST[k]) {
        lines[k]++;
        keep(worst.get(k), new Line(index, count, squares / count));
      }
    }
  }

  /**
   * Adds other lines of the same side.
   *
   * @param other none of whose lines is here
   * @return this
   */
  public WorstLines plus(WorstLines other) {
    for (int k = 0; k < LEAST.length; k++) {
      lines[k] += other.lines[k];
      for (Line line : other.worst.get(k)) {
        keep(worst.get(k), line);
      }
    }
    return this;
  }

  private static void keep(List<Line> kept, Line line) {
    int at = kept.size();
    while (at > 0 && Line.WORST_FIRST.compare(line, kept.get(at - 1)) < 0) {
      at--;
    }
    if (at < SHOWN) {
      kept.add(at, line);
      if (kept.size() > SHOWN) {
        kept.remove(SHOWN);
      }
    }
  }

  /**
   * What is shown of them.
   *
   * @param id of a row or column by its index
   * @param unit errors were divided by 2 to this power
   * @return the worst, of all lines with enough cells
   */
  public LineErrors shown(IntFunction<String> id, int unit) {
    int k = 0;
    while (lines[k] < Math.min(SHOWN, lines[LEAST.length - 1])) {
      k++;
    }
    return new LineErrors(
        LEAST[k],
        lines[k],
        worst.get(k).stream()
            .map(
                line ->
                    new LineErrors.Line(
                        Labels.cut(id.apply(line.index)),
                        line.count,
                        Digits.rounded(Math.scalb(Math.sqrt(line.square), unit))))
            .toList());
  }
}
