package org.overrank.sensing;

import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GatheredRows;
import org.overrank.linalg.RowMatrix;

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
  private final FactorRows left;
  private final FactorRows right;
  private final FactorRows leftStep;
  private final FactorRows rightStep;
  private final double[] products = new double[LONGEST];
  private final double[] more = new double[LONGEST];
  private final double[] evenMore = new double[LONGEST];

  private EntryPass(int width) {
    this.width = width;
    this.longest = Math.max(4, Math.min(LONGEST, SEGMENT_BYTES / 8 / Math.max(1, width) / 4 * 4));
    this.gathered = new GatheredRows(width);
    this.left = new FactorRows(width);
    this.right = new FactorRows(width);
    this.leftStep = new FactorRows(width);
    this.rightStep = new FactorRows(width);
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

  /** Uses a pair of factors from now on, until {@link #release}. */
  void read(RowMatrix newLeft, RowMatrix newRight) {
    left.read(newLeft);
    right.read(newRight);
  }

  /** Uses a right factor from now on. */
  void read(RowMatrix newRight) {
    right.read(newRight);
  }

  /** Forgets the factors. */
  void release() {
    left.release();
    right.release();
    leftStep.release();
    rightStep.release();
  }

  /** The rows of the right factor. */
  FactorRows right() {
    return right;
  }

  /** One row of {@link #lossAndGradient} on the left side alone; the loss with its share. */
  double addRow(EntryBlock block, int row, double[] gradientLeft, double before) {
    int[] columns = block.columns();
    int last = block.offsets()[row + 1];
    left.choose(block.range().start() + row);
    double loss = before;
    for (int e = block.offsets()[row]; e < last; e += longest) {
      int end = Math.min(last, e + longest);
      right.products(left.row(), left.rowStart(), columns, e, end, products);
      loss = weigh(block, e, end, loss);
      right.addTo(products, columns, e, end, gradientLeft, row * width);
    }
    return loss;
  }

  /** Row of {@code out} += Σ c z v over the entries of the row, z from 0 on. */
  void addRow(EntryBlock block, int row, double[] z, double[] out) {
    int first = block.offsets()[row];
    int last = block.offsets()[row + 1];
    for (int e = first; e < last; e += longest) {
      int end = Math.min(last, e + longest);
      for (int k = e; k < end; k++) {
        products[k - e] = block.coefficient(k) * z[k - first];
      }
      right.addTo(products, block.columns(), e, end, out, row * width);
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
  double lossAndGradient(EntryBlock block, double[] gradientLeft, double[] gradientRight) {
    ColumnTiles tiles = block.tiles(width);
    int[] columns = block.columns();
    double loss = 0;
    for (int tile = 0; tile < tiles.count(); tile++) {
      for (int row = 0; row < block.range().size(); row++) {
        int last = tiles.start(tile + 1, row);
        left.choose(block.range().start() + row);
        for (int e = tiles.start(tile, row); e < last; e += longest) {
          int end = Math.min(last, e + longest);
          right.products(left.row(), left.rowStart(), columns, e, end, products);
          loss = weigh(block, e, end, loss);
          right.addTo(products, columns, e, end, gradientLeft, row * width);
          gathered.scatter(products, left.row(), left.rowStart(), gradientRight, columns, e, end);
        }
      }
    }
    return loss;
  }

  /** Turns products into c·r, with r = c · product − y; adds r² to the loss. */
  private double weigh(EntryBlock block, int first, int end, double loss) {
    double sum = loss;
    for (int e = first; e < end; e++) {
      double c = block.coefficient(e);
      double r = c * products[e - first] - block.target(e);
      sum += r * r;
      products[e - first] = c * r;
    }
    return sum;
  }

  /** The coefficients of ‖r + ηb + η²c‖² along (p, q), added to {@code out}. */
  void addLineCoefficients(EntryBlock block, RowMatrix p, RowMatrix q, double[] out) {
    ColumnTiles tiles = block.tiles(width);
    leftStep.read(p);
    rightStep.read(q);
    for (int tile = 0; tile < tiles.count(); tile++) {
      for (int row = 0; row < block.range().size(); row++) {
        int last = tiles.start(tile + 1, row);
        left.choose(block.range().start() + row);
        leftStep.choose(block.range().start() + row);
        for (int e = tiles.start(tile, row); e < last; e += longest) {
          addLineCoefficients(block, e, Math.min(last, e + longest), out);
        }
      }
    }
  }

  /** Those of a few entries of the chosen row. */
  private void addLineCoefficients(EntryBlock block, int e, int end, double[] out) {
    changes(block.columns(), e, end);
    right.products(left.row(), left.rowStart(), block.columns(), e, end, products);
    for (int k = 0; k < end - e; k++) {
      double c = block.coefficient(e + k);
      double r = c * products[k] - block.target(e + k);
      LineCoefficients.add(r, c * more[k], c * evenMore[k], out);
    }
  }

  /** more = P Vᵀ + U Qᵀ and evenMore = P Qᵀ at a few entries. */
  private void changes(int[] columns, int e, int end) {
    right.products(leftStep.row(), leftStep.rowStart(), columns, e, end, more);
    rightStep.products(left.row(), left.rowStart(), columns, e, end, products);
    for (int k = 0; k < end - e; k++) {
      more[k] += products[k];
    }
    rightStep.products(leftStep.row(), leftStep.rowStart(), columns, e, end, evenMore);
  }
}
