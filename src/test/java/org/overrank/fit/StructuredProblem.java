package org.overrank.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.overrank.certify.StructuredOracle;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Structure;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingProblem;
import org.overrank.sensing.Storage;

/** A small random problem whose truth has a structure, with its optimum by another method. */
final class StructuredProblem {
  private static final MeasurementKind[] KINDS = {
    MeasurementKind.DENSE,
    MeasurementKind.SPARSE,
    MeasurementKind.RANK_ONE,
    MeasurementKind.SEEDED_GAUSSIAN
  };

  private final Structure structure;
  private final BlockSpec spec;
  private final List<Measurement> measurements = new ArrayList<>();
  private final double[][] matrices;
  private final double[] targets;
  private final double lambda;

  StructuredProblem(Structure structure, long seed) {
    Random random = new Random(seed);
    this.structure = structure;
    boolean complex = structure.isComplex();
    int n = complex ? 1 + random.nextInt(4) : 1 + random.nextInt(6);
    int count = 1 + random.nextInt(3 * n * n);
    MeasurementKind kind = complex ? MeasurementKind.DENSE : KINDS[random.nextInt(KINDS.length)];
    double unit = Math.scalb(1.0, random.nextInt(7) - 3);
    this.matrices = new double[count][];
    this.targets = new double[count];
    SensingProblem drawn =
        SensingProblem.random(kind, n, n, count, random.nextBoolean(), random.nextInt());
    this.spec = complex ? new BlockSpec(kind, 2 * n, 2 * n, Storage.DOUBLE, 0) : drawn.spec();
    double[] truth = truth(n, random);
    double square = 0;
    for (int i = 0; i < count; i++) {
      matrices[i] = complex ? gaussian(2 * n * n, random) : drawn.matrices()[i];
      double weight = complex ? 1 : drawn.measurements().get(i).weight();
      double value = unit * (dot(matrices[i], truth) + 0.1 * random.nextGaussian());
      targets[i] = value;
      square += value * value;
      measurements.add(
          new Measurement(
              complex
                  ? new SensingMatrix.Dense(embedded(matrices[i], n))
                  : drawn.measurements().get(i).matrix(),
              value / Math.sqrt(weight),
              weight));
    }
    this.lambda =
        Math.sqrt(square) / count * Math.pow(10, -3 * random.nextDouble()) + Double.MIN_NORMAL;
  }

  /** Of rank 2 at most; interleaved where it is complex. */
  private double[] truth(int n, Random random) {
    boolean complex = structure.isComplex();
    double[] sum = new double[complex ? 2 * n * n : n * n];
    for (int k = 0; k < 2; k++) {
      double sign = structure == Structure.SYMMETRIC && k == 1 ? -1 : 1;
      double[] re = gaussian(n, random);
      double[] im = gaussian(n, random);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          if (complex) {
            sum[2 * (i * n + j)] += re[i] * re[j] + im[i] * im[j];
            sum[2 * (i * n + j) + 1] += im[i] * re[j] - re[i] * im[j];
          } else {
            sum[i * n + j] += sign * re[i] * re[j];
          }
        }
      }
    }
    return sum;
  }

  private static double[] embedded(double[] interleaved, int n) {
    double[] real = new double[4 * n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double re = interleaved[2 * (i * n + j)];
        double im = interleaved[2 * (i * n + j) + 1];
        real[i * 2 * n + j] = re;
        real[(n + i) * 2 * n + n + j] = re;
        real[(n + i) * 2 * n + j] = im;
        real[i * 2 * n + n + j] = -im;
      }
    }
    return real;
  }

  private static double[] gaussian(int n, Random random) {
    return random.doubles(n).map(any -> random.nextGaussian()).toArray();
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }

  double lambda() {
    return lambda;
  }

  LocalObjective objective() {
    return LocalObjective.of(spec, measurements);
  }

  double optimum() {
    int n = structure.isComplex() ? spec.rows() / 2 : spec.rows();
    return new StructuredOracle(structure, n, matrices, targets, lambda).optimum();
  }

  /** (1/N)‖A(X) − y‖² + 2λ‖X‖_* of the product of an answer, without our kernels. */
  double valueOf(double[] cells, double nuclearNorm) {
    int n = spec.rows();
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      double[] a = structure.isComplex() ? embedded(matrices[i], n / 2) : matrices[i];
      double r = dot(a, cells) - targets[i];
      sum += r * r;
    }
    return sum / targets.length + 2 * lambda * nuclearNorm;
  }
}
