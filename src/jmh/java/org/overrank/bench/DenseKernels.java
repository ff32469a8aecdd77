package org.overrank.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.Storage;

/** Residual and adjoint of full 100 x 100 matrices in one reading, for one or many points. */
@State(Scope.Thread)
public class DenseKernels {
  private static final int SIDE = 100;
  private static final int COUNT = 6_000;

  /** How many points share the reading. */
  @Param({"1", "4", "32"})
  public int trials;

  /** How the matrices are kept. */
  @Param({"DOUBLE"})
  public Storage storage = Storage.DOUBLE;

  private final List<MatrixBlock> block = new ArrayList<>();
  private Matrix[] points = {};
  private Matrix[] adjoints = {};
  private double[][] residuals = {};

  /** Bytes of all matrices, as doubles. */
  static double bytes() {
    return 8.0 * SIDE * SIDE * COUNT;
  }

  /** Flops of one {@link #residualsAndAdjoints}. */
  static double flops(int trials) {
    return 4.0 * SIDE * SIDE * COUNT * trials;
  }

  /** Draws the matrices. */
  @Setup
  public void make() {
    List<Measurement> all = new ArrayList<>();
    double[] drawn = GaussianNumbers.matrix(SIDE, SIDE, 1, 1).data();
    for (int i = 0; i < COUNT; i++) {
      double[] cells = drawn.clone();
      cells[i % cells.length] += i;
      all.add(new Measurement(new SensingMatrix.Dense(cells), i % 7, 1));
    }
    block.clear();
    block.add(new BlockSpec(MeasurementKind.DENSE, SIDE, SIDE, storage, 0).build(all));
    points = new Matrix[trials];
    adjoints = new Matrix[trials];
    Arrays.setAll(points, k -> GaussianNumbers.matrix(SIDE, SIDE, 2, k));
    Arrays.setAll(adjoints, k -> Matrix.zeros(SIDE, SIDE));
    residuals = new double[trials][COUNT];
  }

  /** The pass of all points. */
  @Benchmark
  public double residualsAndAdjoints() {
    block.get(0).residualsAndAdjoints(points, residuals, adjoints);
    return residuals[0][0];
  }
}
