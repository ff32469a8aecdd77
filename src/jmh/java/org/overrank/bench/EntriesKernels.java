package org.overrank.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.RowElimination;

/** What solvers do with a million entries: residual, slice of ∇U and ∇V; a line; half a sweep. */
@State(Scope.Thread)
public class EntriesKernels {
  /** The search rank. */
  @Param({"64", "128"})
  public int rank;

  private EntryBlock block = Ratings.of(1, 20, 20, 1).block();
  private Matrix left = Matrix.zeros(0, 0);
  private Matrix right = left;
  private Matrix leftStep = left;
  private Matrix rightStep = left;
  private final double[] coefficients = new double[5];
  private double[] gradientLeft = {};
  private double[] gradientRight = {};
  private double[] solved = {};

  /** Makes the ratings and a point. */
  @Setup
  public void make() {
    block = Ratings.million(1).block();
    left = factor(block.rows(), 1);
    right = factor(block.cols(), 2);
    leftStep = factor(block.rows(), 3);
    rightStep = factor(block.cols(), 4);
    gradientLeft = new double[block.rows() * rank];
    gradientRight = new double[block.cols() * rank];
    solved = new double[block.rows() * rank];
  }

  private Matrix factor(int rows, int stream) {
    return GaussianNumbers.matrix(rows, rank, 1, stream);
  }

  /**
   * Flops of {@link #pass} and of {@link EntriesLoopKernels}: two for each of a product and two
   * sums.
   */
  static double passFlops(int rank) {
    return 6.0 * rank * 1_000_209;
  }

  /** Flops of {@link #line}: four products. */
  static double lineFlops(int rank) {
    return 8.0 * rank * 1_000_209;
  }

  /** Flops of {@link #rowSolves}: normal matrices, or dual ones, and their factorizations. */
  static double sweepFlops(int rank) {
    EntryBlock ratings = Ratings.million(1).block();
    double flops = 0;
    for (int row = 0; row < ratings.rows(); row++) {
      double n = ratings.offsets()[row + 1] - ratings.offsets()[row];
      double order = Math.min(n, rank);
      flops += n * rank * order + order * order * order / 3 + 6 * n * rank;
    }
    return flops;
  }

  /** The project's pass. */
  @Benchmark
  public double pass() {
    return block.addLossAndGradient(left, right, gradientLeft, gradientRight);
  }

  /** The quartic along a line. */
  @Benchmark
  public double[] line() {
    block.addLineCoefficients(left, right, leftStep, rightStep, coefficients);
    return coefficients;
  }

  /** Every row of U solved exactly, with the gradient in V. */
  @Benchmark
  public double rowSolves() {
    return new RowElimination(block, right, 50)
        .eliminate(Matrix.zeros(rank, 0), solved, gradientRight, new double[0]);
  }
}
