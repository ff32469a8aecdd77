package org.overrank.sensing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Matrix;

/**
 * Entries of a matrix, A_i = c_i e_a e_bᵀ, for one range of rows, as compressed sparse rows.
 *
 * <p>Within a row the entries are sorted by column; a cell may occur more than once. The transposed
 * copy of a matrix is an ordinary block whose rows are the matrix's columns.
 *
 * <p>Implementation note. A gradient pass costs 6R flops and moves 24R + 12 bytes an entry: the
 * right factor's row is gathered, its gradient's read and written, from the second cache as columns
 * are visited tile by tile; the left row stays in the first. See {@link EntryPass}.
 */
public final class EntryBlock implements MeasurementBlock {
  private static final long serialVersionUID = 1L;

  private final int rows;
  private final int cols;
  private final RowRange range;
  private final int[] offsets;
  private final int[] columns;
  private final double[] targets;
  private final double @Nullable [] coefficients;
  private final @Nullable Background background;
  private transient volatile @Nullable ColumnTiles tiles;

  /**
   * A block over arrays that are not copied.
   *
   * @param rows d1, the number of rows of the whole matrix
   * @param cols d2
   * @param range the rows that this block holds, within [0, d1)
   * @param offsets length range.size() + 1; entries of row range.start() + k are [offsets[k],
   *     offsets[k + 1])
   * @param columns column of each entry, in [0, d2), ascending within a row
   * @param targets √w y of each entry
   * @param coefficients √w c of each entry, or null when all are 1
   */
  public EntryBlock(
      int rows,
      int cols,
      RowRange range,
      int[] offsets,
      int[] columns,
      double[] targets,
      double @Nullable [] coefficients) {
    this(rows, cols, range, offsets, columns, targets, coefficients, null);
  }

  /**
   * A block over arrays that are not copied.
   *
   * @param rows d1, the number of rows of the whole matrix
   * @param cols d2
   * @param range the rows that this block holds, within [0, d1)
   * @param offsets length range.size() + 1, as before
   * @param columns column of each entry, in [0, d2), ascending within a row; no cell occurs twice
   *     where there is a background
   * @param targets √w y of each entry
   * @param coefficients √w c of each entry, or null when all are 1
   * @param background of the whole matrix: what cells without an entry are measured by, or null
   */
  public EntryBlock(
      int rows,
      int cols,
      RowRange range,
      int[] offsets,
      int[] columns,
      double[] targets,
      double @Nullable [] coefficients,
      @Nullable Background background) {
    if (range.end() > rows
        || offsets.length != range.size() + 1
        || columns.length != targets.length
        || offsets[range.size()] != columns.length
        || (coefficients != null && coefficients.length != columns.length)) {
      throw new IllegalArgumentException("arrays of an entry block do not fit together");
    }
    this.rows = rows;
    this.cols = cols;
    this.range = range;
    this.offsets = offsets;
    this.columns = columns;
    this.targets = targets;
    this.coefficients = coefficients;
    this.background = background == null ? null : background.forRows(range);
  }

  @Override
  public int count() {
    return columns.length;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  /**
   * The rows that this block holds.
   *
   * @return a range within [0, d1)
   */
  public RowRange range() {
    return range;
  }

  /**
   * Where each row's entries begin; the live array.
   *
   * @return length range().size() + 1
   */
  public int[] offsets() {
    return offsets;
  }

  /**
   * The column of each entry; the live array.
   *
   * @return length count
   */
  public int[] columns() {
    return columns;
  }

  /**
   * The target √w y of each entry; the live array.
   *
   * @return length count
   */
  public double[] targets() {
    return targets;
  }

  /**
   * Whether any coefficient is not 1.
   *
   * @return false where all are 1
   */
  public boolean hasCoefficients() {
    return coefficients != null;
  }

  /**
   * The coefficient of one entry.
   *
   * @param e index of the entry
   * @return √w c
   */
  public double coefficient(int e) {
    return coefficients == null ? 1 : coefficients[e];
  }

  /**
   * What cells without an entry are measured by.
   *
   * @return the background of these rows, or null without
   */
  public @Nullable Background background() {
    return background;
  }

  /**
   * The same entries with all cells measured.
   *
   * @param unseen the background of the whole matrix
   * @return over the same arrays
   */
  public EntryBlock over(Background unseen) {
    return new EntryBlock(rows, cols, range, offsets, columns, targets, coefficients, unseen);
  }

  /**
   * The same cells with other coefficients.
   *
   * @param others one an entry, not copied
   * @return over the same arrays, without a background
   */
  EntryBlock withCoefficients(double[] others) {
    return new EntryBlock(rows, cols, range, offsets, columns, targets, others);
  }

  /**
   * Half the second derivative of the entries' loss by a cell: c², less the hole of the background.
   *
   * @param row of the block
   * @param e one of its entries
   * @return c² − α0 s² t²; of any sign
   */
  public double curvature(int row, int e) {
    double square = coefficient(e) * coefficient(e);
    return background == null ? square : square - background.at(range.start() + row, columns[e]);
  }

  @Override
  public double target(int i) {
    return targets[i];
  }

  @Override
  public RowRange touched(Side side) {
    return side == Side.ROWS ? range : new RowRange(0, cols);
  }

  /** This block's tiles for factors of a width; those of the last width asked for are kept. */
  ColumnTiles tiles(int width) {
    int tileWidth = ColumnTiles.tileWidth(this, width);
    ColumnTiles known = tiles;
    if (known == null || known.tileWidth() != tileWidth) {
      known = ColumnTiles.of(this, tileWidth);
      tiles = known;
    }
    return known;
  }

  @Override
  public void forward(Matrix left, Matrix right, double[] out) {
    EntryPass.of(left.cols()).forward(this, left.data(), right.data(), out);
  }

  @Override
  public void addAdjointTimes(Side side, double[] z, Matrix x, double[] out) {
    EntryPass.of(x.cols()).addAdjointTimes(this, side, z, x.data(), out);
  }

  /**
   * Adds A*(z)ᵀ A*(z) X, row by row: both products while the row's entries are in the cache.
   *
   * @param z length count, not modified
   * @param x d2 × k, not modified
   * @param out d2 × k by rows, added to
   */
  public void addGramTimes(double[] z, Matrix x, double[] out) {
    int width = x.cols();
    double[] image = new double[width];
    for (int row = 0; row < range.size(); row++) {
      Arrays.fill(image, 0);
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        double value = coefficient(e) * z[e];
        for (int k = 0; k < width; k++) {
          image[k] += value * x.data()[columns[e] * width + k];
        }
      }
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        double value = coefficient(e) * z[e];
        for (int k = 0; k < width; k++) {
          out[columns[e] * width + k] += value * image[k];
        }
      }
    }
  }

  @Override
  public double addLossAndGradient(
      Matrix left, Matrix right, double[] gradientLeft, double[] gradientRight) {
    return EntryPass.of(left.cols())
        .lossAndGradient(this, left.data(), right.data(), gradientLeft, gradientRight);
  }

  /**
   * Loss and the left factor's gradient alone: with r = A(U Vᵀ) − y, adds A*(r) V.
   *
   * @param left U, d1 × R, not modified
   * @param right V, d2 × R, not modified
   * @param gradientLeft range().size() × R by rows, added to
   * @return ‖r‖²
   */
  public double addLossAndLeftGradient(Matrix left, Matrix right, double[] gradientLeft) {
    EntryPass pass = EntryPass.of(left.cols());
    double loss = 0;
    for (int row = 0; row < range.size(); row++) {
      loss = pass.addRow(this, row, left.data(), right.data(), gradientLeft, loss);
    }
    return loss;
  }

  @Override
  public void addLineCoefficients(
      Matrix left, Matrix right, Matrix directionLeft, Matrix directionRight, double[] out) {
    EntryPass.of(left.cols())
        .addLineCoefficients(
            this, left.data(), right.data(), directionLeft.data(), directionRight.data(), out);
  }

  /**
   * Turns residuals into what A* is to be applied to, for half the derivatives by the cells of M:
   * with a background r − h(r + y)/c², h the hole, as c m = r + y.
   *
   * @param residual c m − y, overwritten
   */
  public void toSlopes(double[] residual) {
    takeHoles(residual, targets);
  }

  /**
   * The same for a change of M: b − h b/c².
   *
   * @param image c times the change, overwritten
   */
  public void toChanges(double[] image) {
    takeHoles(image, null);
  }

  private void takeHoles(double[] images, double @Nullable [] missing) {
    if (background == null) {
      return;
    }
    for (int row = 0; row < range.size(); row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        double share = holeShare(row, e);
        images[e] -= share * (images[e] + (missing == null ? 0 : missing[e]));
      }
    }
  }

  /**
   * The share of an entry's own curvature that its hole takes.
   *
   * @param row of the block
   * @param e one of its entries
   * @return h/c²; 0 without a background, and where c is
   */
  public double holeShare(int row, int e) {
    double c = coefficient(e);
    return background == null || c == 0
        ? 0
        : background.at(range.start() + row, columns[e]) / (c * c);
  }

  @Override
  public void addCurvature(double[] rowSums, double[] colSums) {
    for (int row = 0; row < range.size(); row++) {
      for (int e = offsets[row]; e < offsets[row + 1]; e++) {
        double square = curvature(row, e);
        rowSums[row] += square;
        colSums[columns[e]] += square;
      }
    }
  }

  /** {@inheritDoc} None: an image is a cell of M. */
  @Override
  public long roundings() {
    return 0;
  }

  @Override
  public long bytes() {
    long perEntry = coefficients == null ? 12 : 20;
    return perEntry * columns.length + 4L * offsets.length + 96;
  }
}
