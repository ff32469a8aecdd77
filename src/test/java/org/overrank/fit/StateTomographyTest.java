package org.overrank.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.data.measurements.ComplexMatrix;
import org.overrank.landscape.StateFidelity;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.objective.LocalObjective;
import org.overrank.objective.Structure;
import org.overrank.optim.LinearInversion;
import org.overrank.optim.StopReason;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.Storage;

/**
 * States of four qubits from counts: 81 settings of 16 outcomes each, shot noise, against linear
 * inversion.
 */
class StateTomographyTest {
  private static final int QUBITS = 4;
  private static final int SIZE = 1 << QUBITS;
  private static final int SETTINGS = 81;
  private static final int SHOTS = 1000;

  private final List<Measurement> measurements = new ArrayList<>();
  private final Matrix truth = Matrix.zeros(2 * SIZE, 2 * SIZE);
  private final Matrix inverted = Matrix.zeros(2 * SIZE, 2 * SIZE);
  private final Matrix noise = Matrix.zeros(2 * SIZE, 2 * SIZE);

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 2", "2, 2", "3, 2"})
  void plantedStates_areCertified_exactlyStates_andNearerThanLinearInversion(int seed, int rank) {
    measure(rank, new Random(seed));
    double lambda = 0.5 * largest(noise) / (SETTINGS * SIZE);
    BlockSpec spec = new BlockSpec(MeasurementKind.RANK_ONE, 2 * SIZE, 2 * SIZE, Storage.DOUBLE, 0);
    FitSettings settings =
        FitSettings.builder()
            .lambda(lambda)
            .structure(Structure.HERMITIAN)
            .solver(SolverKind.SCALED_LBFGS)
            .relativeGap(1e-6)
            .maxPasses(200)
            .build();
    LocalObjective objective = LocalObjective.of(spec, measurements);
    FitResult result = new Fit(objective, settings, row -> {}).run();
    Matrix found = doubled(result.factors().product());
    double ours = fidelity(found);
    double linear = fidelity(inverted);
    String said =
        String.format(
            "rank %d of %d, %d passes, gap %.2g, trace %.4f, fidelity %.4f beside %.4f",
            result.rank(),
            rank,
            result.passes(),
            result.certificate().relativeGap(),
            trace(found),
            ours,
            linear);
    assertThat(result.stopReason()).as(said).isEqualTo(StopReason.CERTIFIED);
    assertThat(result.certificate().relativeGap()).as(said).isLessThanOrEqualTo(1e-6);
    assertThat(ours).as(said).isGreaterThan(linear).isGreaterThan(0.97);
    StructuredFitTest.assertStructured(Structure.HERMITIAN, result, said);
    assertToldTheSame(objective, result, ours, linear);
  }

  /** What fits report of states, by roots of matrices and by the dual frame. */
  private void assertToldTheSame(
      LocalObjective objective, FitResult result, double ours, double linear) {
    Matrix root = StateFidelity.positivePart(truth);
    Matrix solved = LinearInversion.of(objective, Structure.HERMITIAN.gauge()).orElseThrow();
    Matrix told =
        objective
            .shape()
            .units()
            .toFactors(new Factors(solved, Matrix.identity(2 * SIZE)))
            .product();
    for (int k = 0; k < told.data().length; k++) {
      assertThat(2 * told.data()[k]).isCloseTo(inverted.data()[k], within(1e-7));
    }
    assertThat(StateFidelity.of(root, result.factors().left()).orElseThrow())
        .isCloseTo(ours, within(1e-6));
    assertThat(StateFidelity.of(root, StateFidelity.positivePart(solved)).orElseThrow())
        .isCloseTo(linear, within(1e-6));
    assertThat(StateFidelity.of(root, Matrix.zeros(2 * SIZE, 2))).isEmpty();
  }

  /** Counts of every setting, by the probabilities of a mixture of random pure states. */
  private void measure(int rank, Random random) {
    for (int k = 0; k < rank; k++) {
      double[] state = unit(random);
      add(truth, state, 1.0 / rank);
    }
    for (int setting = 0; setting < SETTINGS; setting++) {
      double[] probabilities = new double[SIZE];
      double[][] outcomes = new double[SIZE][];
      for (int outcome = 0; outcome < SIZE; outcome++) {
        outcomes[outcome] = outcome(setting, outcome);
        probabilities[outcome] = form(truth, outcomes[outcome]);
      }
      int[] counts = counts(probabilities, random);
      for (int outcome = 0; outcome < SIZE; outcome++) {
        double frequency = (double) counts[outcome] / SHOTS;
        double[] z = outcomes[outcome];
        measurements.add(new Measurement(ComplexMatrix.rankOne(z, z), frequency, 1));
        add(noise, z, frequency - probabilities[outcome]);
        addInverse(setting, outcome, frequency);
      }
    }
  }

  private static int[] counts(double[] probabilities, Random random) {
    int[] counts = new int[probabilities.length];
    for (int shot = 0; shot < SHOTS; shot++) {
      double left = random.nextDouble();
      int k = 0;
      while (k < probabilities.length - 1 && left >= probabilities[k]) {
        left -= probabilities[k++];
      }
      counts[k]++;
    }
    return counts;
  }

  private static double[] unit(Random random) {
    double[] z = random.doubles(2 * SIZE).map(any -> random.nextGaussian()).toArray();
    double sum = 0;
    for (double each : z) {
      sum += each * each;
    }
    for (int i = 0; i < z.length; i++) {
      z[i] /= Math.sqrt(sum);
    }
    return z;
  }

  /** The product of an eigenvector of σ_x, σ_y or σ_z for each qubit, interleaved. */
  private static double[] outcome(int setting, int outcome) {
    double[] z = {1, 0};
    int rest = setting;
    for (int qubit = 0; qubit < QUBITS; qubit++, rest /= 3) {
      z = product(z, eigenvector(rest % 3, (outcome >> qubit & 1) == 0 ? 1 : -1));
    }
    return z;
  }

  private static double[] eigenvector(int axis, double sign) {
    double h = Math.sqrt(0.5);
    return switch (axis) {
      case 0 -> new double[] {h, 0, sign * h, 0};
      case 1 -> new double[] {h, 0, 0, sign * h};
      default -> sign > 0 ? new double[] {1, 0, 0, 0} : new double[] {0, 0, 1, 0};
    };
  }

  private static double[] product(double[] low, double[] high) {
    int n = low.length / 2;
    double[] result = new double[low.length * high.length / 2];
    for (int k = 0; k < result.length / 2; k++) {
      double a = low[2 * (k % n)];
      double b = low[2 * (k % n) + 1];
      double c = high[2 * (k / n)];
      double d = high[2 * (k / n) + 1];
      result[2 * k] = a * c - b * d;
      result[2 * k + 1] = a * d + b * c;
    }
    return result;
  }

  /** Adds a multiple of zzᴴ, as [B −C; C B]. */
  private static void add(Matrix to, double[] z, double factor) {
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        double re = z[2 * i] * z[2 * j] + z[2 * i + 1] * z[2 * j + 1];
        double im = z[2 * i + 1] * z[2 * j] - z[2 * i] * z[2 * j + 1];
        addCell(to, i, j, factor * re, factor * im);
      }
    }
  }

  private static void addCell(Matrix to, int i, int j, double re, double im) {
    to.set(i, j, to.get(i, j) + re);
    to.set(SIZE + i, SIZE + j, to.get(SIZE + i, SIZE + j) + re);
    to.set(SIZE + i, j, to.get(SIZE + i, j) + im);
    to.set(i, SIZE + j, to.get(i, SIZE + j) - im);
  }

  /** The dual frame: ⊗(3P − I), a mean over settings. */
  private void addInverse(int setting, int outcome, double frequency) {
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        double re = frequency / SETTINGS;
        double im = 0;
        int rest = setting;
        for (int qubit = 0; qubit < QUBITS; qubit++, rest /= 3) {
          double[] v = eigenvector(rest % 3, (outcome >> qubit & 1) == 0 ? 1 : -1);
          int a = i >> qubit & 1;
          int b = j >> qubit & 1;
          double c = 3 * (v[2 * a] * v[2 * b] + v[2 * a + 1] * v[2 * b + 1]) - (a == b ? 1 : 0);
          double d = 3 * (v[2 * a + 1] * v[2 * b] - v[2 * a] * v[2 * b + 1]);
          double real = re * c - im * d;
          im = re * d + im * c;
          re = real;
        }
        addCell(inverted, i, j, re, im);
      }
    }
  }

  private static double form(Matrix x, double[] z) {
    double sum = 0;
    for (int i = 0; i < 2 * SIZE; i++) {
      for (int j = 0; j < 2 * SIZE; j++) {
        sum += stacked(z, i) * x.get(i, j) * stacked(z, j);
      }
    }
    return sum;
  }

  private static double stacked(double[] z, int i) {
    return i < SIZE ? z[2 * i] : z[2 * (i - SIZE) + 1];
  }

  private static double largest(Matrix x) {
    double[] values = SymmetricEigen.of(x).values();
    return Math.max(-values[0], values[values.length - 1]);
  }

  private static Matrix doubled(Matrix m) {
    Matrix x = m.copy();
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] *= 2;
    }
    return x;
  }

  private static double trace(Matrix x) {
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum += x.get(i, i);
    }
    return sum;
  }

  /** (tr (√ρ σ √ρ)^½)² with the truth, of what is positive in σ, scaled to trace 1. */
  private double fidelity(Matrix x) {
    Matrix state = power(x, 1);
    Matrix root = power(truth, 0.5);
    Matrix inside = Multiply.ab(Multiply.ab(root, state), root);
    double amplitude = trace(power(inside, 0.5));
    return amplitude * amplitude / trace(state);
  }

  private static Matrix power(Matrix x, double exponent) {
    SymmetricEigen eigen = SymmetricEigen.of(x);
    Matrix scaled = eigen.vectors().copy();
    for (int k = 0; k < eigen.values().length; k++) {
      scaled.scaleColumn(k, Math.pow(Math.max(0, eigen.values()[k]), exponent));
    }
    return Multiply.abt(scaled, eigen.vectors());
  }
}
