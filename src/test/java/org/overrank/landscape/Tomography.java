package org.overrank.landscape;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;

/**
 * Pauli tomography of four qubits: 3⁴ settings with 16 outcomes each, so 1,296 products of (I ±
 * σ)/2, of a state that is a random pure one with a tenth of the mixed one in it, every outcome
 * counted over a number of shots. Hermitian 16 × 16 matrices B + iC as real ones [B −C; C B],
 * measurements halved (theory, section 5).
 */
public final class Tomography implements Instance {
  private static final long serialVersionUID = 1L;

  private static final int QUBITS = 4;
  private static final int OUTCOMES = 1 << QUBITS;
  private static final int SETTINGS = 81;
  private static final double MIXED = 0.1;
  private static final long STATE = 1;
  private static final long NOISE = 2;

  private final long seed;
  private final int shots;

  /** A state and counts of its own for every seed. */
  public Tomography(long seed, int shots) {
    this.seed = seed;
    this.shots = shots;
  }

  @Override
  public String name() {
    return "tomography";
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of("shots", shots);
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.DENSE;
  }

  @Override
  public int rows() {
    return 2 * OUTCOMES;
  }

  @Override
  public int cols() {
    return 2 * OUTCOMES;
  }

  @Override
  public long count() {
    return (long) SETTINGS * OUTCOMES;
  }

  /** The projector's eigenvector is a product of one vector a qubit; its outer product is A_i. */
  @Override
  public Measurement measurement(long i) {
    int setting = (int) (i / OUTCOMES);
    double[] z = QuantumState.eigenvector(QUBITS, setting, (int) (i % OUTCOMES));
    double[] re = Arrays.copyOf(z, OUTCOMES);
    double[] im = Arrays.copyOfRange(z, OUTCOMES, 2 * OUTCOMES);
    return new Measurement(
        new SensingMatrix.Dense(embedded(re, im)), probability(re, im) + noise(i), 1);
  }

  /** zzᴴ as a real matrix, halved. */
  private static double[] embedded(double[] re, double[] im) {
    int n = re.length;
    Matrix cells = Matrix.zeros(2 * n, 2 * n);
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double real = (re[a] * re[b] + im[a] * im[b]) / 2;
        double imaginary = (im[a] * re[b] - re[a] * im[b]) / 2;
        cells.set(a, b, real);
        cells.set(n + a, n + b, real);
        cells.set(a, n + b, -imaginary);
        cells.set(n + a, b, imaginary);
      }
    }
    return cells.data();
  }

  /** zᴴρz. */
  private double probability(double[] re, double[] im) {
    double real = 0;
    double imaginary = 0;
    double norm = 0;
    for (int a = 0; a < re.length; a++) {
      double x = GaussianNumbers.at(seed, STATE, a, 0);
      double y = GaussianNumbers.at(seed, STATE, a, 1);
      norm += x * x + y * y;
      real += re[a] * x + im[a] * y;
      imaginary += re[a] * y - im[a] * x;
    }
    double pure = (real * real + imaginary * imaginary) / norm;
    return (1 - MIXED) * pure + MIXED / OUTCOMES;
  }

  /** That of a count: its standard deviation, by the least that a uniform outcome has. */
  @Override
  public double noise(long i) {
    double deviation = Math.sqrt((1.0 / OUTCOMES) * (1 - 1.0 / OUTCOMES) / shots);
    return deviation * GaussianNumbers.at(seed, NOISE, i, 0);
  }

  @Override
  public Optional<Factors> truth() {
    return Optional.empty();
  }

  @Override
  public OptionalDouble lambda() {
    return OptionalDouble.empty();
  }
}
