package org.overrank.data.entries;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.table.NumberRules;
import org.overrank.data.table.Shown;
import org.overrank.loss.Loss;

/** The values of one row of a wide table, and which of its cells are none. */
public final class WideCells {
  private final WideHeader header;
  private final double[] values;
  private final List<String> strangers = new ArrayList<>();
  private @Nullable String problem;

  /**
   * Room for a row.
   *
   * @param header the columns
   */
  public WideCells(WideHeader header) {
    this.header = header;
    this.values = new double[header.columns().size()];
  }

  /** Forgets the row before. */
  void clear() {
    strangers.clear();
    problem = null;
  }

  /**
   * Takes a cell.
   *
   * @param k which column of the matrix
   * @param cell what stands in it, for messages
   * @param value the number, NaN where it is none
   */
  void take(int k, Object cell, double value) {
    values[k] = value;
    String name = header.columns().get(k);
    if (Double.isNaN(value)) {
      strangers.add(name);
    }
    if (!(Math.abs(value) <= NumberRules.LARGEST) && problem == null) {
      problem = NumberRules.problem(name, cell, value);
    }
  }

  /**
   * Takes a cell that was not measured.
   *
   * @param k which column of the matrix
   */
  void skip(int k) {
    values[k] = Double.NaN;
  }

  /** What is wrong with the row, or null. */
  @Nullable String problem() {
    if (strangers.isEmpty() || problem == null) {
      return problem;
    }
    String names = String.join(",", strangers.subList(0, Math.min(5, strangers.size())));
    String more = strangers.size() > 5 ? " and " + (strangers.size() - 5) + " more" : "";
    return problem
        + (strangers.size() > 1 ? ", nor are " + (strangers.size() - 1) + " more of the row" : "")
        + "; --ignore-columns "
        + Shown.path(names)
        + more
        + " leaves such columns out, --missing says what stands for no value";
  }

  /**
   * Takes the values of the last row as a loss does.
   *
   * @param loss what they are to be good for
   * @return part of a one-line message, or null if they can be used
   */
  public @Nullable String refusal(Loss loss) {
    for (int k = 0; k < values.length; k++) {
      if (!Double.isNaN(values[k])) {
        String refused = NumberRules.refusal(header.columns().get(k), values[k], values[k], loss);
        if (refused != null) {
          return refused;
        }
        values[k] = loss.target(values[k]);
      }
    }
    return null;
  }

  /**
   * The value of a cell.
   *
   * @param k which column of the matrix
   * @return NaN where none was measured
   */
  public double value(int k) {
    return values[k];
  }
}
