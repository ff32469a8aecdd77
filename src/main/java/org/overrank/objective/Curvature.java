package org.overrank.objective;

import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * The diagonal of A*A, summed along rows and along columns, ‖y‖², and how exactly the measurements
 * are kept and multiplied.
 */
public record Curvature() implements Request<Curvature.Answer> {
  /** Row and column sums of the diagonal of A*A: what preconditioners scale by. */
  public static final class Answer {
    private final double[] rowSums;
    private final double[] colSums;
    private final double targetNormSquared;
    private final double roundings;
    private final double cellError;

    Answer(double[] rowSums, double[] colSums, Partial total) {
      this.rowSums = rowSums;
      this.colSums = colSums;
      this.targetNormSquared = total.sum(0);
      this.roundings = Math.sqrt(total.sum(1));
      this.cellError = Math.sqrt(total.sum(2));
    }

    /**
     * Row sums.
     *
     * @return length d1: Σ_b Σ_i (A_i)_{ab}²
     */
    public double[] rowSums() {
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
      for (double each : rowSums) {
        sum += each;
      }
      return sum;
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

  @Override
  public Partial contribute(MeasurementBlock block) {
    FactorSlice rows = new FactorSlice(block.touched(Side.ROWS), 1);
    FactorSlice cols = new FactorSlice(block.touched(Side.COLUMNS), 1);
    block.addCurvature(rows.data(), cols.data());
    double square = 0;
    for (int i = 0; i < block.count(); i++) {
      square += block.target(i) * block.target(i);
    }
    double trace = 0;
    for (double each : rows.data()) {
      trace += each;
    }
    double roundings = block.roundings();
    double cells = block.cellRounding();
    double[] sums = {square, roundings * roundings * trace, cells * cells * trace};
    return new Partial(sums, rows, cols);
  }

  @Override
  public long overlappingDoubles(ProblemShape shape) {
    return shape.overlappingRows();
  }

  @Override
  public Answer answer(Partial total, ProblemShape shape) {
    return new Answer(
        total.factorSlice(0).toMatrix(shape.rows(), 1).data(),
        total.factorSlice(1).toMatrix(shape.cols(), 1).data(),
        total);
  }
}
