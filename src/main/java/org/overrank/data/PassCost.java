package org.overrank.data;

import org.overrank.objective.ProblemShape;

/**
 * What one pass over entries moves and computes; {@code scale.md} derives it and compares it with
 * measurements.
 *
 * <p>With d1 × d2 the matrix, N entries, R columns and P partitions. A broadcast holds the points
 * that are asked about; rows of factors that belong to one block each come back once, what every
 * block contributes to in full comes back P times.
 *
 * @param broadcastBytes sent to every executor
 * @param slicedBytes brought back, each byte by one block
 * @param summedBytes brought back by every block in full, all blocks together
 * @param flops computed, all blocks together
 */
public record PassCost(
    double broadcastBytes, double slicedBytes, double summedBytes, double flops) {
  private static final long MOST_ON_DRIVER = 256L << 20;
  private static final long SHARE_OF_HEAP = 8;

  private static final double DOUBLE = Double.BYTES;

  /**
   * Value and gradient: ∇U in slices, ∇V from every block.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @param partitions P
   * @return the cost
   */
  public static PassCost gradient(ProblemShape shape, int searchRank, int partitions) {
    return new PassCost(
        pair(shape, searchRank),
        DOUBLE * shape.rows() * searchRank,
        DOUBLE * shape.cols() * searchRank * partitions,
        6.0 * shape.measurements() * searchRank);
  }

  /**
   * The exact quartic along a line: two points out, five numbers back.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @param partitions P
   * @return the cost
   */
  public static PassCost lineSearch(ProblemShape shape, int searchRank, int partitions) {
    return new PassCost(
        2 * pair(shape, searchRank),
        0,
        5 * DOUBLE * partitions,
        8.0 * shape.measurements() * searchRank);
  }

  /**
   * The longer factor eliminated: the shorter one out, the longer one back in slices, the gradient
   * and the curvature along some directions from every block.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @param directions how many
   * @param partitions P
   * @return the cost
   */
  public static PassCost projection(
      ProblemShape shape, int searchRank, int directions, int partitions) {
    double kept = DOUBLE * shorter(shape);
    double width = (double) searchRank + directions;
    return new PassCost(
        kept * searchRank + DOUBLE * searchRank * directions,
        DOUBLE * longer(shape) * searchRank,
        kept * width * partitions,
        solving((double) shape.measurements(), longer(shape), searchRank)
            + 2 * width * shape.measurements());
  }

  /**
   * Rows eliminated where they are: V out, from every block the gradient, the curvature along R
   * directions and UᵀU.
   *
   * @param shape the size of the problem, at least as many rows as columns
   * @param searchRank R
   * @param partitions P
   * @return the cost
   */
  public static PassCost projectionInPlace(ProblemShape shape, int searchRank, int partitions) {
    PassCost returning = projection(shape, searchRank, searchRank, partitions);
    double square = (double) searchRank * searchRank;
    return new PassCost(
        returning.broadcastBytes,
        0,
        returning.summedBytes + DOUBLE * square * partitions,
        returning.flops + square * shape.rows());
  }

  /**
   * The inverse of the shorter factor's block of the Hessian times two vectors: the longer factor
   * and the vectors out, the products back in slices.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @return the cost
   */
  public static PassCost inverseBlocks(ProblemShape shape, int searchRank) {
    double vectors = 2 * DOUBLE * shorter(shape) * searchRank;
    return new PassCost(
        DOUBLE * longer(shape) * searchRank + vectors,
        vectors,
        0,
        solving((double) shape.measurements(), shorter(shape), searchRank));
  }

  private static double longer(ProblemShape shape) {
    return Math.max(shape.rows(), shape.cols());
  }

  private static double shorter(ProblemShape shape) {
    return Math.min(shape.rows(), shape.cols());
  }

  /**
   * G for a certificate: a number and its column for every entry.
   *
   * @param shape the size of the problem
   * @param searchRank R
   * @return the cost
   */
  public static PassCost adjoint(ProblemShape shape, int searchRank) {
    return new PassCost(
        pair(shape, searchRank),
        (DOUBLE + Integer.BYTES) * shape.measurements() + (double) Integer.BYTES * shape.rows(),
        0,
        2.0 * shape.measurements() * searchRank);
  }

  /**
   * Of rows of n = entries/rows entries: the smaller Gram matrix of each, of order min(n, R), its
   * Cholesky solution, the residual, the gradient and the right side or the way back.
   */
  private static double solving(double entries, double rows, double r) {
    double order = Math.min(r, entries / rows);
    double products = entries * (r * (order + 1) + 6 * r);
    return products + rows * (order * order * order / 3 + 2 * order * order);
  }

  private static double pair(ProblemShape shape, int searchRank) {
    return DOUBLE * ((double) shape.rows() + shape.cols()) * searchRank;
  }

  /**
   * How much that all blocks contribute to in full is added on the driver: more is added in
   * shuffles, in the same order.
   *
   * @return bytes, of all contributions together: an eighth of this JVM's heap or 256 MB
   */
  public static long driverLimit() {
    return Math.min(MOST_ON_DRIVER, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /**
   * All that tasks return.
   *
   * @return bytes
   */
  public double returnedBytes() {
    return slicedBytes + summedBytes;
  }

  /**
   * What a pass takes on the driver at its worst moment: what is sent as numbers, written out and
   * cut into pieces, and what comes back, written out and as numbers. Sums that would be too large
   * are made in shuffles.
   *
   * @return bytes
   */
  public double driverBytes() {
    return 3 * broadcastBytes + 2 * (slicedBytes + Math.min(summedBytes, (double) driverLimit()));
  }
}
