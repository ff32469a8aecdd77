package org.overrank.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.objective.Structure;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.SensingMatrix;

/** Covariances, distances and quantum states against what textbooks say of them. */
class StructuredInstancesTest {
  private static Factors truth(Instance instance, Structure structure) {
    assertThat(instance.structure()).isEqualTo(structure);
    Factors truth = instance.truth().orElseThrow();
    Factors near = structure.gauge().project(truth);
    assertThat(near.left().data()).containsExactly(truth.left().data(), within(1e-15));
    assertThat(near.right().data()).containsExactly(truth.right().data(), within(1e-15));
    return truth;
  }

  /** The square root of the mean square of the noise. */
  private static double deviation(Instance instance) {
    double squares = 0;
    for (long i = 0; i < instance.count(); i++) {
      squares += Math.pow(instance.noise(i), 2);
    }
    return Math.sqrt(squares / instance.count());
  }

  @Test
  void aCovariance_hasTheEigenvaluesAndTheNoiseThatWereAskedFor() {
    Covariance instance = new Covariance(new PlantedMatrix(6, 6, 3, 4, 5000, 0.3, 2));
    Matrix x = truth(instance, Structure.PSD).product();
    double[] values = SymmetricEigen.of(x).values().clone();
    Arrays.sort(values);
    assertThat(values).containsExactly(new double[] {0, 0, 0, 0.25, 0.5, 1}, within(1e-12));
    assertThat(deviation(instance)).isCloseTo(0.3, within(0.01));
    // E aᵀXa = tr X.
    double mean = 0;
    for (Measurement m : Instances.measurements(instance)) {
      mean += m.value() / instance.count();
    }
    assertThat(mean).isCloseTo(1.75, within(0.15));
  }

  @Test
  void distances_areThoseOfPairsOfPoints_eachOnce() {
    Distances instance = new Distances(60, 2, 1770, 0.2, 3);
    Matrix points = truth(instance, Structure.PSD).left();
    for (int k = 0; k < 2; k++) {
      double sum = 0;
      for (int i = 0; i < 60; i++) {
        sum += points.get(i, k);
      }
      assertThat(sum).isCloseTo(0, within(1e-12));
    }
    Set<Integer> pairs = new HashSet<>();
    for (long i = 0; i < instance.count(); i++) {
      Measurement m = instance.measurement(i);
      double[] form = ((SensingMatrix.RankOne) m.matrix()).left().expanded();
      int a = at(form, 1);
      int b = at(form, -1);
      pairs.add(60 * Math.min(a, b) + Math.max(a, b));
      double distance =
          Math.hypot(points.get(a, 0) - points.get(b, 0), points.get(a, 1) - points.get(b, 1));
      assertThat(m.value() - instance.noise(i)).isCloseTo(distance * distance, within(1e-12));
    }
    assertThat(pairs).hasSize(1770);
    assertThat(deviation(instance)).isCloseTo(0.2, within(0.015));
  }

  private static int at(double[] form, double value) {
    for (int i = 0; i < form.length; i++) {
      if (form[i] == value) {
        return i;
      }
    }
    throw new AssertionError("no " + value);
  }

  /** tr(Pρ) of products P of (I ± σ)/2, and counts that are binomial about it. */
  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1", "3, 2"})
  void aState_isCountedInEverySettingOfItsQubits(int qubits, int rank) {
    int shots = 400;
    QuantumState instance = new QuantumState(qubits, rank, shots, 6);
    Matrix m = truth(instance, Structure.HERMITIAN).product();
    int n = 1 << qubits;
    assertThat(instance.count()).isEqualTo((long) Math.pow(6, qubits));
    double trace = 0;
    for (int i = 0; i < 2 * n; i++) {
      trace += m.get(i, i);
    }
    assertThat(trace).isCloseTo(1, within(1e-12));
    double standardized = 0;
    double shares = 0;
    for (int i = 0; i < instance.count(); i++) {
      double share = instance.measurement(i).value();
      assertThat(share * shots).isCloseTo(Math.rint(share * shots), within(1e-9));
      shares += share;
      double p = share - instance.noise(i);
      assertThat(p).isCloseTo(probability(m, qubits, i / n, i % n), within(1e-12));
      standardized += Math.pow(instance.noise(i), 2) * shots / (p * (1 - p));
    }
    assertThat(shares).isCloseTo(Math.pow(3, qubits), within(1e-9));
    assertThat(standardized / instance.count()).isBetween(0.4, 1.8);
  }

  /** Σ P_ij ρ_ji, where ρ = 2(M₁₁ + iM₂₁). */
  private static double probability(Matrix m, int qubits, int setting, int outcome) {
    int n = 1 << qubits;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double re = 1;
        double im = 0;
        int rest = setting;
        for (int k = 0; k < qubits; k++, rest /= 3) {
          int sign = (outcome >> k & 1) == 0 ? 1 : -1;
          double[] p = projection(rest % 3, sign, i >> k & 1, j >> k & 1);
          double real = re * p[0] - im * p[1];
          im = re * p[1] + im * p[0];
          re = real;
        }
        sum += 2 * (re * m.get(j, i) - im * m.get(n + j, i));
      }
    }
    return sum;
  }

  /** A cell of (I ± σ)/2: its real and its imaginary part. */
  private static double[] projection(int axis, int sign, int i, int j) {
    if (i == j) {
      return new double[] {axis == 2 ? (1 + sign * (i == 0 ? 1 : -1)) / 2.0 : 0.5, 0};
    }
    return switch (axis) {
      case 0 -> new double[] {sign / 2.0, 0};
      case 1 -> new double[] {0, i == 0 ? -sign / 2.0 : sign / 2.0};
      default -> new double[] {0, 0};
    };
  }
}
