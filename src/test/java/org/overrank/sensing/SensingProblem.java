package org.overrank.sensing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.overrank.linalg.Matrix;

/**
 * Random measurements of one kind, as a block and, written out by code that shares nothing with it,
 * as the full matrices √w A_i with targets √w y_i.
 */
public final class SensingProblem {
  private final BlockSpec spec;
  private final List<Measurement> measurements;
  private final double[][] matrices;
  private final double[] targets;
  private final Matrix truthLeft;
  private final Matrix truthRight;

  private SensingProblem(
      BlockSpec spec, List<Measurement> measurements, Matrix truthLeft, Matrix truthRight) {
    this.truthLeft = truthLeft;
    this.truthRight = truthRight;
    this.spec = spec;
    this.measurements = measurements;
    this.matrices = new double[measurements.size()][];
    this.targets = new double[measurements.size()];
    for (int i = 0; i < targets.length; i++) {
      Measurement each = measurements.get(i);
      double root = Math.sqrt(each.weight());
      matrices[i] = Arrays.stream(cells(spec, each.matrix())).map(cell -> root * cell).toArray();
      targets[i] = root * each.value();
    }
  }

  /** Measurements y = ⟨A, M⟩ + noise of a rank-2 matrix. */
  public static SensingProblem random(
      MeasurementKind kind, int rows, int cols, int count, boolean weighted, long seed) {
    return random(new BlockSpec(kind, rows, cols, Storage.DOUBLE, seed), count, weighted, seed);
  }

  public static SensingProblem random(BlockSpec spec, int count, boolean weighted, long seed) {
    return random(spec, count, weighted, 0.1, seed);
  }

  public static SensingProblem withNoise(
      MeasurementKind kind, int rows, int cols, int count, double noise, long seed) {
    BlockSpec spec = new BlockSpec(kind, rows, cols, Storage.DOUBLE, seed);
    return random(spec, count, false, noise, seed);
  }

  private static SensingProblem random(
      BlockSpec spec, int count, boolean weighted, double noise, long seed) {
    Random random = new Random(seed);
    Matrix left = EntryProblem.gaussian(spec.rows(), 2, random);
    Matrix right = EntryProblem.gaussian(spec.cols(), 2, random);
    Matrix truth = product(left, right);
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SensingMatrix matrix = matrix(spec, i, random);
      double value = dot(cells(spec, matrix), truth.data()) + noise * random.nextGaussian();
      measurements.add(new Measurement(matrix, value, weighted ? 0.5 + random.nextDouble() : 1));
    }
    return new SensingProblem(spec, measurements, left, right);
  }

  private static SensingMatrix matrix(BlockSpec spec, int i, Random random) {
    int cells = spec.rows() * spec.cols();
    return switch (spec.kind()) {
      case DENSE -> new SensingMatrix.Dense(gaussian(cells, random));
      case SEEDED_GAUSSIAN -> new SensingMatrix.SeededGaussian(1000 - i);
      case SPARSE -> {
        int stored = random.nextInt(4); // 0 cells and repeated cells too
        yield new SensingMatrix.Sparse(
            random.ints(stored, 0, spec.rows()).toArray(),
            random.ints(stored, 0, spec.cols()).toArray(),
            gaussian(stored, random));
      }
      case RANK_ONE ->
          new SensingMatrix.RankOne(vector(spec.rows(), random), vector(spec.cols(), random));
      case ENTRIES -> throw new IllegalArgumentException("see EntryProblem");
    };
  }

  private static SensingVector vector(int length, Random random) {
    if (random.nextInt(3) > 0) {
      return SensingVector.dense(gaussian(length, random));
    }
    int stored = random.nextInt(3);
    return SensingVector.sparse(
        length, random.ints(stored, 0, length).toArray(), gaussian(stored, random));
  }

  private static double[] gaussian(int n, Random random) {
    return EntryProblem.gaussian(1, n, random).data();
  }

  private static double[] cells(BlockSpec spec, SensingMatrix matrix) {
    double[] cells = new double[spec.rows() * spec.cols()];
    if (matrix instanceof SensingMatrix.Dense dense) {
      for (int j = 0; j < cells.length; j++) {
        double cell = dense.cells()[j];
        cells[j] = spec.storage() == Storage.FLOAT ? (float) cell : cell;
      }
    } else if (matrix instanceof SensingMatrix.SeededGaussian seeded) {
      GaussianRows.fill(spec.seed(), seeded.index(), cells);
    } else if (matrix instanceof SensingMatrix.Sparse sparse) {
      for (int k = 0; k < sparse.values().length; k++) {
        cells[sparse.rows()[k] * spec.cols() + sparse.cols()[k]] += sparse.values()[k];
      }
    } else if (matrix instanceof SensingMatrix.RankOne form) {
      double[] a = full(form.left());
      double[] b = full(form.right());
      for (int j = 0; j < cells.length; j++) {
        cells[j] = a[j / spec.cols()] * b[j % spec.cols()];
      }
    }
    return cells;
  }

  private static double[] full(SensingVector vector) {
    double[] result = new double[vector.length()];
    for (int k = 0; k < vector.values().length; k++) {
      result[vector.index(k)] += vector.values()[k];
    }
    return result;
  }

  public static Matrix product(Matrix left, Matrix right) {
    Matrix m = Matrix.zeros(left.rows(), right.rows());
    for (int a = 0; a < left.rows(); a++) {
      for (int b = 0; b < right.rows(); b++) {
        m.set(a, b, EntryProblem.dot(left, a, right, b));
      }
    }
    return m;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }

  public Matrix truthLeft() {
    return truthLeft;
  }

  public Matrix truthRight() {
    return truthRight;
  }

  public BlockSpec spec() {
    return spec;
  }

  public List<Measurement> measurements() {
    return measurements;
  }

  /** √w_i A_i by rows. */
  public double[][] matrices() {
    return matrices;
  }

  /** √w_i y_i. */
  public double[] targets() {
    return targets;
  }

  public double[] image(Matrix m) {
    return Arrays.stream(matrices).mapToDouble(cells -> dot(cells, m.data())).toArray();
  }

  public double[] residual(Matrix m) {
    double[] residual = image(m);
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= targets[i];
    }
    return residual;
  }

  public Matrix adjoint(double[] z) {
    Matrix g = Matrix.zeros(spec.rows(), spec.cols());
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < g.data().length; j++) {
        g.data()[j] += z[i] * matrices[i][j];
      }
    }
    return g;
  }

  public MatrixBlock block() {
    return spec.build(measurements);
  }

  /** The measurements in as many blocks of neighbours; some may be empty. */
  public List<MatrixBlock> blocks(int count) {
    List<MatrixBlock> blocks = new ArrayList<>();
    int n = measurements.size();
    for (int k = 0; k < count; k++) {
      blocks.add(spec.build(measurements.subList(k * n / count, (k + 1) * n / count)));
    }
    return blocks;
  }
}
