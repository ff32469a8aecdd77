package org.overrank.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.EntryBlock;

/** What {@link EntriesKernels#pass} does, as one would write it first. */
@State(Scope.Thread)
public class EntriesLoopKernels {
  /** The search rank. */
  @Param({"64", "128"})
  public int rank;

  private EntryBlock block = Ratings.of(1, 20, 20, 1).block();
  private Matrix left = Matrix.zeros(0, 0);
  private Matrix right = left;
  private double[] gradientLeft = {};
  private double[] gradientRight = {};

  /** Makes the ratings and a point. */
  @Setup
  public void make() {
    block = Ratings.million(1).block();
    left = GaussianNumbers.matrix(block.rows(), rank, 1, 1);
    right = GaussianNumbers.matrix(block.cols(), rank, 1, 2);
    gradientLeft = new double[left.data().length];
    gradientRight = new double[right.data().length];
  }

  /** The straightforward loop: a product, then two axpys, for each entry. */
  @Benchmark
  public double loop() {
    double loss = 0;
    for (int row = 0; row < block.rows(); row++) {
      for (int e = block.offsets()[row]; e < block.offsets()[row + 1]; e++) {
        loss += entry(row * rank, block.columns()[e] * rank, block.targets()[e]);
      }
    }
    return loss;
  }

  private double entry(int u, int v, double target) {
    double product = 0;
    for (int k = 0; k < rank; k++) {
      product += left.data()[u + k] * right.data()[v + k];
    }
    double r = product - target;
    for (int k = 0; k < rank; k++) {
      gradientLeft[u + k] += r * right.data()[v + k];
    }
    for (int k = 0; k < rank; k++) {
      gradientRight[v + k] += r * left.data()[u + k];
    }
    return r * r;
  }
}
