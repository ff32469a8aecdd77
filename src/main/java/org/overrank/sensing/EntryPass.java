package org.overrank.sensing;

import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GatheredRows;

/**
 * The loops over a block of entries, a few entries of one row at a time: products with the row,
 * then what is added to the row and scattered from it, while they are still in the first cache.
 *
 * <p>Holds room for one segment; one instance a thread, kept for the next pass. Passes that read
 * and write by columns go through the {@link ColumnTiles} of the block.
 */
final class EntryPass {
  /** What the rows of V in one segment may take of the first cache. */
  private static final int SEGMENT_BYTES = 16 << 10;

  private static final int LONGEST = 64;
  private static final ThreadLocal<@Nullable EntryPass> LAST = new ThreadLocal<>();

  private final int width;
  private final int longest;
  private final GatheredRows gathered;
  private final double[] products = new double[LONGEST];
  private final double[] more = new double[LONGEST];
  private final double[] evenMore = new double[LONGEST];

  private EntryPass(int width) {
    this.width = width;
    this.longest = Math.max(4, Math.min(LONGEST, SEGMENT_BYTES / 8 / Math.max(1, width) / 4 * 4));
    this.gathered = new GatheredRows(width);
  }

  /** This thread's pass for factors of a width. */
  static EntryPass of(int width) {
    EntryPass pass = LAST.get();
    if (pass == null || pass.width != width) {
      pass = new EntryPass(width);
      LAST.set(pass);
    }
    return pass;
  }

  /** One row of {@link #lossAndGradient} on the left side alone; the loss with its share. */
  double addRow(
      EntryBlock block, int row, double[] u, double[] v, double[] gradientLeft, double before) {
    int[] columns = block.columns();
    int last = block.offsets()[row + 1];
    int own = (block.range().start() + row) * width;
    double loss = before;
    for (int e = block.offsets()[row]; e < last; e += longest) {
      int end = Math.min(last, e + longest);
      gathered.products(u, own, v, columns, e, end, products);
      loss = weigh(block, row, e, end, loss);
      gathered.addTo(products, v, columns, e, end, gradientLeft, row * width);
    }
    return loss;
  }

  /** Row of {@code out} += Σ c z v over the entries of the row, z from 0 on. */
  void addRow(EntryBlock block, int row, double[] z, double[] v, double[] out) {
    int first = block.offsets()[row];
    int last = block.offsets()[row + 1];
    for (int e = first; e < last; e += longest) {
      int end = Math.min(last, e + longest);
      for (int k = e; k < end; k++) {
        products[k - e] = block.coefficient(k) * z[k - first];
      }
      gathered.addTo(products, v, block.columns(), e, end, out, row * width);
    }
  }

  void forward(EntryBlock block, double[] u, double[] v, double[] out) {
    int[] offsets = block.offsets();
    for (int row = 0; row < block.range().size(); row++) {
      int own = (block.range().start() + row) * width;
      for (int e = offsets[row]; e < offsets[row + 1]; e += longest) {
        int end = Math.min(offsets[row + 1], e + longest);
        gathered.products(u, own, v, block.columns(), e, end, products);
        for (int k = e; k < end; k++) {
          out[k] = block.coefficient(k) * products[k - e];
        }
      }
    }
  }

  void addAdjointTimes(EntryBlock block, Side side, double[] z, double[] x, double[] out) {
    int[] offsets = block.offsets();
    for (int row = 0; row < block.range().size(); row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e += longest) {
        int end = Math.min(offsets[row + 1], e + longest);
        for (int k = e; k < end; k++) {
          products[k - e] = block.coefficient(k) * z[k];
        }
        if (side == Side.ROWS) {
          gathered.addTo(products, x, block.columns(), e, end, out, row * width);
        } else {
          int from = (block.range().start() + row) * width;
          gathered.scatter(products, x, from, out, block.columns(), e, end);
        }
      }
    }
  }

  /** ‖r‖², with the gradients of ½‖r‖² added. */
  double lossAndGradient(
      EntryBlock block, double[] u, double[] v, double[] gradientLeft, double[] gradientRight) {
    ColumnTiles tiles = block.tiles(width);
    int[] columns = block.columns();
    double loss = 0;
    for (int tile = 0; tile < tiles.count(); tile++) {
      for (int row = 0; row < block.range().size(); row++) {
        int last = tiles.start(tile + 1, row);
        int own = (block.range().start() + row) * width;
        for (int e = tiles.start(tile, row); e < last; e += longest) {
          int end = Math.min(last, e + longest);
          gathered.products(u, own, v, columns, e, end, products);
          loss = weigh(block, row, e, end, loss);
          gathered.addTo(products, v, columns, e, end, gradientLeft, row * width);
          gathered.scatter(products, u, own, gradientRight, columns, e, end);
        }
      }
    }
    return loss;
  }

  /** Turns products into c·r, with r = c · product − y; adds r² to the loss. */
  private double weigh(EntryBlock block, int row, int first, int end, double loss) {
    Background background = block.background();
    if (background != null) {
      return weigh(block, background, row, first, end, loss);
    }
    double sum = loss;
    for (int e = first; e < end; e++) {
      double c = block.coefficient(e);
      double r = c * products[e - first] - block.target(e);
      sum += r * r;
      products[e - first] = c * r;
    }
    return sum;
  }

  /** The same, with what the background would add there taken out. */
  private double weigh(
      EntryBlock block, Background background, int row, int first, int end, double loss) {
    double sum = loss;
    for (int e = first; e < end; e++) {
      double c = block.coefficient(e);
      double m = products[e - first];
      double r = c * m - block.target(e);
      double hole = background.at(block.range().start() + row, block.columns()[e]) * m;
      sum += r * r - hole * m;
      products[e - first] = c * r - hole;
    }
    return sum;
  }

  /** The coefficients of ‖r + ηb + η²c‖² along (p, q), added to {@code out}. */
  void addLineCoefficients(
      EntryBlock block, double[] u, double[] v, double[] p, double[] q, double[] out) {
    ColumnTiles tiles = block.tiles(width);
    for (int tile = 0; tile < tiles.count(); tile++) {
      for (int row = 0; row < block.range().size(); row++) {
        int last = tiles.start(tile + 1, row);
        int own = (block.range().start() + row) * width;
        for (int e = tiles.start(tile, row); e < last; e += longest) {
          int end = Math.min(last, e + longest);
          changes(u, v, p, q, own, block.columns(), e, end);
          addLineCoefficients(block, row, e, end, out);
        }
      }
    }
  }

  /** Those of a few entries, of their {@link #changes}. */
  private void addLineCoefficients(EntryBlock block, int row, int e, int end, double[] out) {
    Background background = block.background();
    for (int k = 0; k < end - e; k++) {
      double c = block.coefficient(e + k);
      double r = c * products[k] - block.target(e + k);
      LineCoefficients.add(r, c * more[k], c * evenMore[k], out);
      if (background != null) {
        double hole = background.at(block.range().start() + row, block.columns()[e + k]);
        LineCoefficients.subtract(hole, products[k], more[k], evenMore[k], out);
      }
    }
  }

  /** products = U Vᵀ, more = P Vᵀ + U Qᵀ and evenMore = P Qᵀ at a few entries of one row. */
  private void changes(
      double[] u, double[] v, double[] p, double[] q, int own, int[] columns, int e, int end) {
    gathered.products(p, own, v, columns, e, end, more);
    gathered.products(u, own, q, columns, e, end, products);
    for (int k = 0; k < end - e; k++) {
      more[k] += products[k];
    }
    gathered.products(p, own, q, columns, e, end, evenMore);
    gathered.products(u, own, v, columns, e, end, products);
  }
}
