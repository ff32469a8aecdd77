package org.overrank.sensing;

import java.util.Arrays;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowProducts;

/**
 * Full matrices A_i: kept as doubles, as floats, or drawn again in each pass.
 *
 * <p>A pass costs 4·d1·d2 flops a measurement and reads it once: a few matrices at a time are
 * multiplied with M and, still in cache, added to A*(r).
 */
final class DenseBlock extends MatrixBlock {
  private static final long serialVersionUID = 1L;

  /** The most bytes of matrices that are read together for one M: they stay in the second cache. */
  private static final int TILE_BYTES = 384 << 10;

  private static final int MAX_TILE = 64;

  private final MatrixRows matrices;

  DenseBlock(int rows, int cols, MatrixRows matrices, Targets targets) {
    super(rows, cols, targets);
    if (matrices.count() != targets.count()) {
      throw new IllegalArgumentException(
          matrices.count() + " matrices, " + targets.count() + " targets");
    }
    this.matrices = matrices;
  }

  @Override
  MatrixBlock with(Targets other) {
    return new DenseBlock(rows(), cols(), matrices, other);
  }

  @Override
  public void forward(Matrix[] ms, double[][] out) {
    Tile tile = new Tile(ms.length);
    for (int first = 0; first < count(); first += tile.size) {
      tile.load(first);
      tile.multiply(ms, out, first);
      for (double[] products : out) {
        scale(products, first, tile.size);
      }
    }
  }

  @Override
  public void addAdjoint(double[] z, Matrix out) {
    Tile tile = new Tile(1);
    for (int first = 0; first < count(); first += tile.size) {
      tile.load(first);
      tile.addTo(new Matrix[] {out}, new double[][] {z}, first);
    }
  }

  @Override
  public boolean formsMatrix(int searchRank) {
    return true;
  }

  @Override
  public void residualsAndAdjoints(Matrix[] ms, double[][] images, Matrix[] out) {
    if (ms.length == 1 && out.length == 1) {
      new DenseStream(matrices, targets(), ms[0], images[0], out[0]).run();
      return;
    }
    Tile tile = new Tile(ms.length);
    for (int first = 0; first < count(); first += tile.size) {
      tile.load(first);
      tile.multiply(ms, images, first);
      for (double[] image : images) {
        scale(image, first, tile.size);
      }
      for (int k = 0; k < out.length; k++) {
        for (int i = first; i < first + tile.size; i++) {
          images[k][i] -= targets().value(i);
        }
      }
      tile.addTo(out, images, first);
    }
  }

  /** Products become √w times products. */
  private void scale(double[] products, int first, int size) {
    for (int i = first; i < first + size; i++) {
      products[i] = targets().root(i) * products[i];
    }
  }

  private int cells() {
    return Math.multiplyExact(rows(), cols());
  }

  /**
   * A few matrices that are read together: for one M so few that they stay in the cache until they
   * are added to A*(r), for many twice as many as there are Ms, so that each M is fetched seldom. A
   * multiple of four, so that the order of additions does not depend on it.
   */
  private final class Tile {
    private final double[][] scratch;
    private final double[][] rows;
    private final double[][] factors;
    private final double[][] vectors;
    private double[][] sums = new double[0][];
    private final RowProducts products;
    private int size;

    Tile(int vectorCount) {
      int cached = (int) (TILE_BYTES / (8L * cells()));
      int capacity = Math.min(MAX_TILE, Math.max(4, Math.max(cached, 2 * vectorCount) / 4 * 4));
      scratch = new double[capacity][];
      rows = new double[capacity][];
      factors = new double[vectorCount][capacity];
      vectors = new double[vectorCount][];
      products = new RowProducts(capacity, vectorCount);
      if (matrices.needsScratch()) {
        Arrays.setAll(scratch, q -> new double[cells()]);
      }
    }

    void load(int first) {
      size = Math.min(rows.length, count() - first);
      for (int q = 0; q < size; q++) {
        rows[q] = matrices.row(first + q, scratch[q]);
      }
    }

    void multiply(Matrix[] ms, double[][] out, int first) {
      for (int k = 0; k < ms.length; k++) {
        vectors[k] = ms[k].data();
      }
      products.multiply(rows, size, vectors, out, first);
    }

    void addTo(Matrix[] out, double[][] z, int first) {
      if (sums.length != out.length) {
        sums = new double[out.length][];
      }
      for (int k = 0; k < out.length; k++) {
        for (int q = 0; q < size; q++) {
          factors[k][q] = z[k][first + q] * targets().root(first + q);
        }
        sums[k] = out[k].data();
      }
      products.addTo(rows, size, factors, 0, sums);
    }
  }

  @Override
  public void expand(int i, double[] cells) {
    double[] row = matrices.row(i, cells);
    double root = targets().root(i);
    for (int j = 0; j < cells.length; j++) {
      cells[j] = root * row[j];
    }
  }

  @Override
  public void addCurvature(double[] rowSums, double[] colSums) {
    double[] cells = new double[cells()];
    for (int i = 0; i < count(); i++) {
      expand(i, cells);
      for (int a = 0; a < rows(); a++) {
        for (int b = 0; b < cols(); b++) {
          double square = cells[a * cols() + b] * cells[a * cols() + b];
          rowSums[a] += square;
          colSums[b] += square;
        }
      }
    }
  }

  /** {@inheritDoc} Several running sums share the cells ({@link RowProducts}). */
  @Override
  public long roundings() {
    return RowProducts.roundings(cells());
  }

  @Override
  public double cellRounding() {
    return matrices.rounding();
  }

  @Override
  public long bytes() {
    return matrices.bytes() + targets().bytes();
  }
}
