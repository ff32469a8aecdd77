package org.overrank.certify;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.ProductSvd;
import org.overrank.linalg.Qr;
import org.overrank.objective.Factors;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.EntryProblem;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.Storage;

/**
 * Problems with A*A = I on the cells that are seen, whose optimum is Y with its singular values
 * lowered by λN: all cells; all cells of blocks along the diagonal, whose optimum is 0 elsewhere
 * (the nuclear norm of the blocks is at most that of the whole); d1·d2 orthonormal matrices.
 */
final class ClosedForm {
  private final String name;
  private final int rows;
  private final int cols;
  private final double lambda;
  private final double minimum;
  private final Factors optimum;
  private final Storage storage;
  private final List<MeasurementBlock> blocks = new ArrayList<>();

  /** The matrices A_i by rows and the targets y_i, to compute F again from. */
  private final List<double[]> cells = new ArrayList<>();

  private final List<Double> targets = new ArrayList<>();

  private ClosedForm(Builder of, double lambda, Storage storage) {
    this.name = of.name;
    this.rows = of.rows;
    this.cols = of.cols;
    this.lambda = lambda;
    this.storage = storage;
    this.optimum = of.optimum(lambda);
    this.minimum = of.minimum(lambda);
  }

  /** Blocks of Y along the diagonal. */
  private static final class Builder {
    private final String name;
    private final List<Matrix> parts;
    private final int rows;
    private final int cols;
    private final int measurements;

    Builder(String name, List<Matrix> parts) {
      this.name = name;
      this.parts = parts;
      this.rows = parts.stream().mapToInt(Matrix::rows).sum();
      this.cols = parts.stream().mapToInt(Matrix::cols).sum();
      this.measurements = parts.stream().mapToInt(part -> part.data().length).sum();
    }

    double minimum(double lambda) {
      double threshold = lambda * measurements;
      double sum = 0;
      for (Matrix part : parts) {
        for (double sigma : singularValues(part)) {
          double lost = Math.min(sigma, threshold);
          sum += lost * lost / measurements + 2 * lambda * (sigma - lost);
        }
      }
      return sum;
    }

    Factors optimum(double lambda) {
      List<Factors> columns = new ArrayList<>();
      int row = 0;
      int col = 0;
      for (Matrix part : parts) {
        ProductSvd svd = ProductSvd.of(part, Matrix.identity(part.cols()));
        for (int k = 0; k < svd.values().length; k++) {
          double kept = svd.values()[k] - lambda * measurements;
          if (kept > 0) {
            columns.add(column(svd, k, Math.sqrt(kept), row, col));
          }
        }
        row += part.rows();
        col += part.cols();
      }
      Factors all = columns.isEmpty() ? Factors.zeros(rows, cols, 1) : columns.get(0);
      for (int k = 1; k < columns.size(); k++) {
        all = all.appendColumns(columns.get(k));
      }
      return all;
    }

    private Factors column(ProductSvd svd, int k, double root, int row, int col) {
      Factors column = Factors.zeros(rows, cols, 1);
      for (int i = 0; i < svd.leftVectors().rows(); i++) {
        column.left().set(row + i, 0, root * svd.leftVectors().get(i, k));
      }
      for (int j = 0; j < svd.rightVectors().rows(); j++) {
        column.right().set(col + j, 0, root * svd.rightVectors().get(j, k));
      }
      return column;
    }
  }

  static ClosedForm random(Random random, int seed) {
    int family = random.nextInt(4);
    double scale = Math.scalb(1.0, random.nextInt(5) == 0 ? random.nextInt(997) - 498 : 0);
    List<Matrix> parts = new ArrayList<>();
    int count = family == 1 ? 2 + random.nextInt(2) : 1;
    double largest = 0;
    int measurements = 0;
    for (int k = 0; k < count; k++) {
      Matrix part = part(random, scale);
      parts.add(part);
      largest = Math.max(largest, singularValues(part)[0]);
      measurements += part.data().length;
    }
    double lambda = largest * Math.pow(10, -6 * random.nextDouble()) / measurements;
    if (family <= 1) {
      return ofEntries(new Builder(family == 0 ? "all cells" : "blocks", parts), lambda, seed);
    }
    Storage storage = family == 2 ? Storage.DOUBLE : Storage.FLOAT;
    return orthonormal(new Builder("orthonormal, " + storage, parts), lambda, storage, random);
  }

  /** Of low rank with noise of any size, or of full rank. */
  private static Matrix part(Random random, double scale) {
    int rows = 1 + random.nextInt(6);
    int cols = 1 + random.nextInt(6);
    Matrix low =
        new Factors(EntryProblem.gaussian(rows, 2, random), EntryProblem.gaussian(cols, 2, random))
            .product();
    Matrix noise = EntryProblem.gaussian(rows, cols, random);
    double size = random.nextInt(4) == 0 ? 0 : Math.pow(10, -8 * random.nextDouble());
    for (int j = 0; j < low.data().length; j++) {
      low.data()[j] = scale * (low.data()[j] + size * noise.data()[j]);
    }
    return low;
  }

  private static ClosedForm ofEntries(Builder builder, double lambda, int seed) {
    ClosedForm problem = new ClosedForm(builder, lambda, Storage.DOUBLE);
    List<EntryProblem.Entry> entries = new ArrayList<>();
    int row = 0;
    int col = 0;
    for (Matrix part : builder.parts) {
      for (int i = 0; i < part.rows(); i++) {
        for (int j = 0; j < part.cols(); j++) {
          entries.add(new EntryProblem.Entry(row + i, col + j, 1, part.get(i, j)));
          double[] unit = new double[builder.rows * builder.cols];
          unit[(row + i) * builder.cols + col + j] = 1;
          problem.cells.add(unit);
          problem.targets.add(part.get(i, j));
        }
      }
      row += part.rows();
      col += part.cols();
    }
    EntryProblem all = new EntryProblem(builder.rows, builder.cols, entries);
    problem.blocks.addAll(all.blocks(1 + seed % 2));
    return problem;
  }

  private static ClosedForm orthonormal(
      Builder builder, double lambda, Storage storage, Random random) {
    ClosedForm problem = new ClosedForm(builder, lambda, storage);
    Matrix y = builder.parts.get(0);
    int n = y.data().length;
    Matrix q = Qr.of(EntryProblem.gaussian(n, n, random)).q();
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] row = new double[n];
      double target = 0;
      for (int j = 0; j < n; j++) {
        row[j] = q.get(i, j);
        target = Math.fma(row[j], y.data()[j], target);
      }
      problem.cells.add(row);
      problem.targets.add(target);
      measurements.add(new Measurement(new SensingMatrix.Dense(row), target, 1));
    }
    problem.blocks.add(
        new BlockSpec(MeasurementKind.DENSE, y.rows(), y.cols(), storage, 0).build(measurements));
    return problem;
  }

  /** F(UVᵀ), from the exact product of the factors. */
  double convexObjective(Factors point) {
    BigDecimal[] product = new BigDecimal[rows * cols];
    Matrix rounded = Matrix.zeros(rows, cols);
    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < cols; b++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < point.searchRank(); k++) {
          BigDecimal u = new BigDecimal(point.left().get(a, k));
          sum = sum.add(u.multiply(new BigDecimal(point.right().get(b, k))));
        }
        product[a * cols + b] = sum;
        rounded.set(a, b, sum.doubleValue());
      }
    }
    double loss = 0;
    for (int i = 0; i < targets.size(); i++) {
      BigDecimal residual = new BigDecimal(-targets.get(i));
      for (int j = 0; j < product.length; j++) {
        double cell = cells.get(i)[j];
        if (cell != 0) {
          residual = residual.add(product[j].multiply(new BigDecimal(cell)));
        }
      }
      loss += residual.doubleValue() * residual.doubleValue();
    }
    double nuclear = 0;
    for (double sigma : singularValues(rounded)) {
      nuclear += sigma;
    }
    return loss / targets.size() + 2 * lambda * nuclear;
  }

  private static double[] singularValues(Matrix x) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(x.rows(), x.cols(), false, false, true);
    DMatrixRMaj copy = new DMatrixRMaj(x.rows(), x.cols(), true, x.data().clone());
    if (!svd.decompose(copy)) {
      throw new IllegalStateException("no singular values of " + x);
    }
    double[] values = svd.getSingularValues();
    Arrays.sort(values);
    for (int k = 0; k < values.length / 2; k++) {
      double swapped = values[k];
      values[k] = values[values.length - 1 - k];
      values[values.length - 1 - k] = swapped;
    }
    return values;
  }

  double minimum() {
    return minimum;
  }

  Factors optimum() {
    return optimum;
  }

  double lambda() {
    return lambda;
  }

  List<MeasurementBlock> blocks() {
    return blocks;
  }

  /**
   * Whether exact points must be certified: the cells are kept as they were given, and squares do
   * not vanish, as they never do once data were scaled on reading.
   */
  boolean mustBeCertified() {
    return storage == Storage.DOUBLE && minimum > 0x1.0p-900;
  }

  @Override
  public String toString() {
    return name + ", " + rows + " x " + cols + ", lambda " + lambda;
  }
}
