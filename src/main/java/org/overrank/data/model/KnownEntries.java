package org.overrank.data.model;

import java.util.ArrayList;
import java.util.List;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.Scales;
import org.overrank.data.entries.Unobserved;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowRange;

/**
 * The entries of a block that are in columns of a model, by the model's columns; rows without any
 * are left out.
 */
public final class KnownEntries {
  private final int modelCols;
  private final int[] rows;
  private final int[] offsets;
  private final int[] cols;
  private final double[] targets;
  private final double[] coefficients;

  private KnownEntries(
      int modelCols,
      int[] rows,
      int[] offsets,
      int[] cols,
      double[] targets,
      double[] coefficients) {
    this.modelCols = modelCols;
    this.rows = rows;
    this.offsets = offsets;
    this.cols = cols;
    this.targets = targets;
    this.coefficients = coefficients;
  }

  /**
   * Keeps the known columns.
   *
   * @param block targets √w y and coefficients √w
   * @param known the model's column of each of the block's, −1 where there is none
   * @param modelCols how many columns the model has
   * @return what is known
   */
  public static KnownEntries of(EntryBlock block, int[] known, int modelCols) {
    int count = 0;
    for (int col : block.columns()) {
      count += known[col] < 0 ? 0 : 1;
    }
    int[] cols = new int[count];
    double[] targets = new double[count];
    double[] coefficients = new double[count];
    List<Integer> rows = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>(List.of(0));
    int at = 0;
    for (int k = 0; k < block.range().size(); k++) {
      int before = at;
      for (int e = block.offsets()[k]; e < block.offsets()[k + 1]; e++) {
        int col = known[block.columns()[e]];
        if (col >= 0) {
          cols[at] = col;
          targets[at] = block.targets()[e];
          coefficients[at] = block.coefficient(e);
          at++;
        }
      }
      if (at > before) {
        rows.add(block.range().start() + k);
        offsets.add(at);
      }
    }
    return new KnownEntries(modelCols, ints(rows), ints(offsets), cols, targets, coefficients);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Indices, among the block's data, of the rows that have entries; the live array. */
  public int[] rows() {
    return rows;
  }

  /** How many entries a row has. */
  public int count(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /**
   * How many of a row's entries its penalty counts.
   *
   * @param row which
   * @param unobserved how entries were read
   * @return those above 0 alone where values were confidences; 1 at least
   */
  public int count(int row, Unobserved unobserved) {
    int count = 0;
    for (int e = offsets[row]; e < offsets[row + 1]; e++) {
      count += unobserved.counts(targets[e]) ? 1 : 0;
    }
    return Math.max(1, count);
  }

  /**
   * A row's bias: the damped weighted mean of what the constant and the columns' biases leave.
   *
   * @param row which
   * @param centering μ and the columns' biases
   * @param ridge weight of a bias of zero
   * @return b
   */
  public double bias(int row, Centering centering, double ridge) {
    double weights = ridge;
    double sum = 0;
    for (int e = offsets[row]; e < offsets[row + 1]; e++) {
      double root = coefficients[e];
      weights += root * root;
      sum += root * (targets[e] - root * centering.at(-1, cols[e]));
    }
    return sum / weights;
  }

  /**
   * The ridge problems of the rows, numbered from 0.
   *
   * @param centering μ and the columns' biases
   * @param bias of the rows
   * @param scale of the rows
   * @param scales of the columns
   * @return a block over the model's columns
   */
  public EntryBlock problem(Centering centering, double[] bias, double[] scale, Scales scales) {
    double[] centered = new double[targets.length];
    double[] products = new double[targets.length];
    for (int row = 0; row < rows.length; row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        double root = coefficients[e];
        centered[e] = targets[e] - root * (centering.at(-1, cols[e]) + bias[row]);
        products[e] = root * scale[row] * scales.col(cols[e]);
      }
    }
    return new EntryBlock(
        rows.length, modelCols, new RowRange(0, rows.length), offsets, cols, centered, products);
  }
}
