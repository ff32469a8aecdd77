package org.overrank.landscape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.objective.Structure;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;

/**
 * The state of some qubits from counts: every one of 3ⁿ settings measures each qubit along σ_x, σ_y
 * or σ_z, and counts its 2ⁿ outcomes in a number of shots; a measurement is zᴴρz, z a product of
 * eigenvectors, and its value the share of an outcome. The state is an equal mixture of random pure
 * ones. Matrices B + iC are held as ½[B −C; C B] (theory, section 10).
 */
public final class QuantumState implements Instance {
  private static final long serialVersionUID = 1L;

  private static final int MOST_QUBITS = 6;
  private static final int MOST_SHOTS = 1_000_000;
  private static final long STATE = 41;
  private static final long SHOT = 42;

  private final int qubits;
  private final int rank;
  private final int shots;
  private final long seed;
  private final int size;

  /** Columns (p; q) and (−q; p) for each pure state p + iq, scaled to its share. */
  private final Matrix factor;

  private transient volatile @Nullable Shot last;

  /** The counts of one setting by outcome; those of the last are kept. */
  private static final class Shot {
    private final int setting;
    private final int[] counts;

    Shot(int setting, int[] counts) {
      this.setting = setting;
      this.counts = counts;
    }
  }

  /**
   * An instance.
   *
   * @param qubits n, from 1 to 6
   * @param rank how many pure states are mixed, from 1 to 2ⁿ
   * @param shots of each setting, from 1 to 1,000,000
   * @param seed of states and counts
   */
  public QuantumState(int qubits, int rank, int shots, long seed) {
    if (qubits < 1 || qubits > MOST_QUBITS) {
      throw new InvalidInputException(
          String.format("tomography: 1 to %d qubits, not %d", MOST_QUBITS, qubits));
    }
    this.qubits = qubits;
    this.size = 1 << qubits;
    if (rank < 1 || rank > size || shots < 1 || shots > MOST_SHOTS) {
      throw new InvalidInputException(
          String.format(
              "tomography: a rank from 1 to %d and 1 to %d shots, not %d and %d",
              size, MOST_SHOTS, rank, shots));
    }
    this.rank = rank;
    this.shots = shots;
    this.seed = seed;
    this.factor = mixture();
  }

  private Matrix mixture() {
    Matrix all = Matrix.zeros(2 * size, 2 * rank);
    for (int k = 0; k < rank; k++) {
      double squares = 0;
      for (int i = 0; i < size; i++) {
        double re = GaussianNumbers.at(seed, STATE, i, 2L * k);
        double im = GaussianNumbers.at(seed, STATE, i, 2L * k + 1);
        squares += re * re + im * im;
        all.set(i, 2 * k, re);
        all.set(size + i, 2 * k, im);
        all.set(i, 2 * k + 1, -im);
        all.set(size + i, 2 * k + 1, re);
      }
      double scale = 1 / Math.sqrt(2 * rank * squares);
      all.scaleColumn(2 * k, scale);
      all.scaleColumn(2 * k + 1, scale);
    }
    return all;
  }

  /** Draws the counts of a setting, one uniform number a shot. */
  private Shot shoot(int setting) {
    int[] counts = new int[size];
    double[] probabilities = new double[size];
    for (int outcome = 0; outcome < size; outcome++) {
      probabilities[outcome] = probability(eigenvector(qubits, setting, outcome));
    }
    for (int shot = 0; shot < shots; shot++) {
      double left = GaussianNumbers.uniform(seed, SHOT, setting, shot);
      int outcome = 0;
      while (outcome < size - 1 && left >= probabilities[outcome]) {
        left -= probabilities[outcome++];
      }
      counts[outcome]++;
    }
    return new Shot(setting, counts);
  }

  /** zᴴρz of z = (Re z; Im z): twice the form of ½[B −C; C B]. */
  private double probability(double[] z) {
    return 2 * QuadraticForms.value(factor, z);
  }

  /** The product of one eigenvector a qubit: 2ⁿ real parts, then 2ⁿ imaginary ones. */
  static double[] eigenvector(int qubits, int setting, int outcome) {
    int size = 1 << qubits;
    double[] z = new double[2 * size];
    z[0] = 1;
    int rest = setting;
    for (int qubit = 0; qubit < qubits; qubit++, rest /= 3) {
      int half = 1 << qubit;
      double[] v = ofOne(rest % 3, (outcome >> qubit & 1) == 0 ? 1 : -1);
      for (int i = 0; i < half; i++) {
        double re = z[i];
        double im = z[size + i];
        for (int bit = 0; bit < 2; bit++) {
          z[bit * half + i] = re * v[2 * bit] - im * v[2 * bit + 1];
          z[size + bit * half + i] = re * v[2 * bit + 1] + im * v[2 * bit];
        }
      }
    }
    return z;
  }

  /** An eigenvector of σ_x, σ_y or σ_z: two real parts, each with its imaginary part behind it. */
  private static double[] ofOne(int axis, int sign) {
    double h = Math.sqrt(0.5);
    return switch (axis) {
      case 0 -> new double[] {h, 0, sign * h, 0};
      case 1 -> new double[] {h, 0, 0, sign * h};
      default -> sign > 0 ? new double[] {1, 0, 0, 0} : new double[] {0, 0, 1, 0};
    };
  }

  private double[] form(long i) {
    return eigenvector(qubits, (int) (i / size), (int) (i % size));
  }

  @Override
  public String name() {
    return "tomography";
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("qubits", qubits);
    parameters.put("rank", rank);
    parameters.put("shots", shots);
    parameters.put("seed", seed);
    return parameters;
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.RANK_ONE;
  }

  @Override
  public Structure structure() {
    return Structure.HERMITIAN;
  }

  @Override
  public int rows() {
    return 2 * size;
  }

  @Override
  public int cols() {
    return 2 * size;
  }

  @Override
  public long count() {
    return (long) Math.pow(3, qubits) * size;
  }

  @Override
  public Measurement measurement(long i) {
    double[] z = form(i);
    double[] twice = z.clone();
    for (int k = 0; k < twice.length; k++) {
      twice[k] *= 2;
    }
    return new Measurement(
        new SensingMatrix.RankOne(SensingVector.dense(twice), SensingVector.dense(z)), share(i), 1);
  }

  private double share(long i) {
    int setting = (int) (i / size);
    Shot shot = last;
    if (shot == null || shot.setting != setting) {
      shot = shoot(setting);
      last = shot;
    }
    return (double) shot.counts[(int) (i % size)] / shots;
  }

  @Override
  public double noise(long i) {
    return share(i) - probability(form(i));
  }

  @Override
  public Optional<Factors> truth() {
    return Optional.of(new Factors(factor.copy(), factor.copy()));
  }

  /**
   * Half the norm of the noise, ‖Σ noise_i z_iz_iᴴ‖/(2N): shares of few shots are shrunk less than
   * by all of it.
   */
  @Override
  public OptionalDouble lambda() {
    Matrix sum = Matrix.zeros(2 * size, 2 * size);
    for (long i = 0; i < count(); i++) {
      addOuter(sum, form(i), noise(i));
    }
    double[] values = SymmetricEigen.of(sum).values();
    double norm = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
    return OptionalDouble.of(norm / (2 * count()));
  }

  /** Adds a multiple of zzᴴ, as [B −C; C B]. */
  private void addOuter(Matrix sum, double[] z, double factor) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double re = factor * (z[i] * z[j] + z[size + i] * z[size + j]);
        double im = factor * (z[size + i] * z[j] - z[i] * z[size + j]);
        sum.set(i, j, sum.get(i, j) + re);
        sum.set(size + i, size + j, sum.get(size + i, size + j) + re);
        sum.set(size + i, j, sum.get(size + i, j) + im);
        sum.set(i, size + j, sum.get(i, size + j) - im);
      }
    }
  }
}
