package org.overrank.objective;

import org.jspecify.annotations.Nullable;
import org.overrank.sensing.Background;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * The diagonal of A*A, summed along columns and maybe along rows, ‖y‖², and how exactly the
 * measurements are kept and multiplied.
 *
 * @param byRows whether its sums along rows are wanted, d1 numbers
 */
public record Curvature(boolean byRows) implements Request<Curvature.Answer> {
  /** So many numbers a driver has room for, whatever else it holds. */
  public static final int MOST_ROWS = 1 << 20;

  /**
   * The request that suits a problem: along rows where they are not too many.
   *
   * @param shape its size
   * @return the request
   */
  public static Curvature of(ProblemShape shape) {
    return new Curvature(shape.rows() <= MOST_ROWS);
  }

  /** Row and column sums of the diagonal of A*A: what preconditioners scale by. */
  public static final class Answer {
    private final double @Nullable [] rowSums;
    private final double[] colSums;
    private final double targetNormSquared;
    private final double roundings;
    private final double cellError;
    private final @Nullable OfEntries entries;

    Answer(
        double @Nullable [] rowSums,
        double[] colSums,
        Partial total,
        @Nullable OfEntries besideABackground) {
      this.rowSums = rowSums;
      this.colSums = colSums;
      this.targetNormSquared = total.sum(0);
      this.roundings = Math.sqrt(total.sum(1));
      this.cellError = Math.sqrt(total.sum(2));
      this.entries = besideABackground;
    }

    /**
     * Row sums.
     *
     * @return length d1: Σ_b Σ_i (A_i)_{ab}²; null if they were not asked for
     */
    public double @Nullable [] rowSums() {
      return rowSums;
    }

    /**
     * Column sums.
     *
     * @return length d2: Σ_a Σ_i (A_i)_{ab}²
     */
    public double[] colSums() {
      return colSums;
    }

    /**
     * The trace of A*A.
     *
     * @return Σ_i ‖A_i‖_F²
     */
    public double trace() {
      double sum = 0;
      // Along rows it does not depend on how the measurements are cut into blocks.
      for (double each : rowSums == null ? colSums : rowSums) {
        sum += each;
      }
      return sum;
    }

    /**
     * The trace over the measurements that are given, those of the background apart.
     *
     * @return Σ c² over the entries; {@link #trace} without a background
     */
    public double givenTrace() {
      return entries == null ? trace() : entries.trace;
    }

    /**
     * What the background would add at the entries.
     *
     * @return Σ h over them, h = α0 s² t²; 0 without a background
     */
    public double holes() {
      return entries == null ? 0 : entries.holes;
    }

    /**
     * The same, weighed by its share in an entry.
     *
     * @return Σ h²/c²; 0 without a background
     */
    public double holeShares() {
      return entries == null ? 0 : entries.shares;
    }

    /**
     * The squared norm of the targets.
     *
     * @return ‖y‖²
     */
    public double targetNormSquared() {
      return targetNormSquared;
    }

    /**
     * How images round: the n_i of {@link MeasurementBlock#roundings}, each weighted by its matrix.
     *
     * @return (Σ_i n_i²‖A_i‖_F²)^½
     */
    public double weightedRoundings() {
      return roundings;
    }

    /**
     * How far the matrices that are kept can be from those that were given.
     *
     * @return at least (Σ_i ‖Ã_i − A_i‖_F²)^½; 0 where they are the same
     */
    public double cellError() {
      return cellError;
    }
  }

  /**
   * Sums over the entries beside a background.
   *
   * @param trace Σ c²
   * @param holes Σ h
   * @param shares Σ h²/c²
   */
  private record OfEntries(double trace, double holes, double shares) {
    static double[] sums(EntryBlock block, Background background) {
      double[] sums = new double[3];
      for (int row = 0; row < block.range().size(); row++) {
        for (int e = block.offsets()[row]; e < block.offsets()[row + 1]; e++) {
          double c = block.coefficient(e);
          double hole = background.at(block.range().start() + row, block.columns()[e]);
          sums[0] += c * c;
          sums[1] += hole;
          sums[2] += hole * block.holeShare(row, e);
        }
      }
      return sums;
    }
  }

  @Override
  public Partial contribute(MeasurementBlock block) {
    FactorSlice rows = new FactorSlice(block.touched(Side.ROWS), 1);
    FactorSlice cols = new FactorSlice(block.touched(Side.COLUMNS), 1);
    block.addCurvature(rows.data(), cols.data());
    double square = 0;
    for (int i = 0; i < block.count(); i++) {
      square += block.target(i) * block.target(i);
    }
    if (block instanceof EntryBlock entries && entries.background() != null) {
      double[] own = OfEntries.sums(entries, entries.background());
      return partial(new double[] {square, 0, 0, own[0], own[1], own[2]}, rows, cols);
    }
    double trace = 0;
    for (double each : rows.data()) {
      trace += each;
    }
    double roundings = block.roundings();
    double cells = block.cellRounding();
    double[] sums = {square, roundings * roundings * trace, cells * cells * trace};
    return partial(sums, rows, cols);
  }

  private Partial partial(double[] sums, Slice rows, Slice cols) {
    return byRows ? new Partial(sums, cols, rows) : new Partial(sums, cols);
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    return shape.overlappingRows();
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    double[] cols = total.factorSlice(0).toMatrix(shape.cols(), 1).data();
    double[] rows = byRows ? total.factorSlice(1).toMatrix(shape.rows(), 1).data() : null;
    Background background = shape.background();
    if (background == null) {
      return new Answer(rows, cols, total, null);
    }
    addSums(background, shape.rows(), rows, cols);
    return new Answer(rows, cols, total, new OfEntries(total.sum(3), total.sum(4), total.sum(5)));
  }

  /** Of the background over all cells; sums that their holes leave below zero are rounding. */
  private static void addSums(
      Background background, int count, double @Nullable [] rows, double[] cols) {
    double ofRows = 0;
    double ofCols = 0;
    for (int a = 0; a < count; a++) {
      ofRows += background.row(a);
    }
    for (int b = 0; b < cols.length; b++) {
      ofCols += background.col(b);
    }
    for (int a = 0; rows != null && a < count; a++) {
      rows[a] = Math.max(0, rows[a] + background.weight() * background.row(a) * ofCols);
    }
    for (int b = 0; b < cols.length; b++) {
      cols[b] = Math.max(0, cols[b] + background.weight() * background.col(b) * ofRows);
    }
  }
}
