package org.overrank.sensing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Entries of a small matrix all of whose cells are measured, as blocks with a background and, cell
 * by cell, as plain entries that share nothing with it.
 */
public final class BackgroundProblem {
  private final int rows;
  private final int cols;
  private final double weight;
  private final double[] rowScales;
  private final double[] colScales;
  private final EntryProblem seen;

  public BackgroundProblem(
      int rows,
      int cols,
      double weight,
      double[] rowScales,
      double[] colScales,
      List<EntryProblem.Entry> entries) {
    this.rows = rows;
    this.cols = cols;
    this.weight = weight;
    this.rowScales = rowScales;
    this.colScales = colScales;
    this.seen = new EntryProblem(rows, cols, entries);
  }

  /** Clicks: some cells, values about 1 and a few of 0, weights in [least, least + 2]. */
  public static BackgroundProblem random(
      int rows, int cols, double density, double weight, double least, boolean scaled, long seed) {
    Random random = new Random(seed);
    double[] s = scales(rows, scaled, random);
    double[] t = scales(cols, scaled, random);
    List<EntryProblem.Entry> entries = new ArrayList<>();
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < cols; b++) {
        double lucky = density * (1 + (a + b) % 3) / 2;
        if (random.nextDouble() < lucky || (a == 0 && b == 0)) {
          double root = Math.sqrt(least + 2 * random.nextDouble() * (scaled ? 1 : 0));
          double y =
              s[a] * t[b] == 0 || random.nextInt(8) == 0 ? 0 : 1 + 0.2 * random.nextGaussian();
          entries.add(new EntryProblem.Entry(a, b, root * s[a] * t[b], root * y));
        }
      }
    }
    return new BackgroundProblem(rows, cols, weight, s, t, entries);
  }

  private static double[] scales(int n, boolean scaled, Random random) {
    double[] scales = new double[n];
    for (int i = 0; i < n; i++) {
      scales[i] = scaled ? 1 / Math.sqrt(1.0 + random.nextInt(6)) : 1;
    }
    if (scaled && n > 4) {
      scales[n - 1] = 0;
    }
    return scales;
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  /** N: the entries, as Ω is in the formula. */
  public int measurements() {
    return seen.entries().size();
  }

  public Background background() {
    boolean plain =
        Arrays.stream(rowScales).allMatch(s -> s == 1)
            && Arrays.stream(colScales).allMatch(t -> t == 1);
    return Background.of(weight, plain ? null : rowScales, plain ? null : colScales);
  }

  public List<EntryBlock> blocks(int count) {
    return with(background(), seen.blocks(count));
  }

  public List<EntryBlock> transposedBlocks(int count) {
    return with(background().transposed(), seen.transposed().blocks(count));
  }

  private static List<EntryBlock> with(Background background, List<EntryBlock> blocks) {
    return blocks.stream()
        .map(
            block ->
                new EntryBlock(
                    block.rows(),
                    block.cols(),
                    block.range(),
                    block.offsets(),
                    block.columns(),
                    block.targets(),
                    coefficients(block),
                    background))
        .toList();
  }

  private static double[] coefficients(EntryBlock block) {
    double[] c = new double[block.count()];
    Arrays.setAll(c, block::coefficient);
    return c;
  }

  /** Every cell an entry: those that are none have target 0 and the background's weight. */
  public EntryProblem allCells() {
    EntryProblem.Entry[][] cells = new EntryProblem.Entry[rows][cols];
    seen.entries().forEach(e -> cells[e.row()][e.col()] = e);
    List<EntryProblem.Entry> all = new ArrayList<>();
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < cols; b++) {
        double c = Math.sqrt(weight) * rowScales[a] * colScales[b];
        all.add(cells[a][b] == null ? new EntryProblem.Entry(a, b, c, 0) : cells[a][b]);
      }
    }
    return new EntryProblem(rows, cols, all);
  }
}
