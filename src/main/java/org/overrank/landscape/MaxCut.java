package org.overrank.landscape;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;

/**
 * The semidefinite relaxation of a cut, min ⟨C, X⟩ over X ⪰ 0 with ones on its diagonal, inside
 * rank-one sensing (theory, section 5): with e above ‖C‖_2 and a_i = (C + eI)^{-1/2}e_i, the
 * measurements are a_ia_iᵀ with targets 1, and λ = 0.02/(ne).
 */
public final class MaxCut implements Instance {
  private static final long serialVersionUID = 1L;

  private static final long COST = 31;
  private static final int MOST = 2000;

  /** Which costs are drawn. */
  public enum Cost {
    /** Symmetric, with independent standard normal entries. */
    GAUSSIAN,
    /** The adjacency of a random graph: a cut of many edges is cheap. */
    GRAPH
  }

  private final int size;
  private final Cost cost;
  private final double density;
  private final long seed;
  private final double shift;
  private final Matrix root;

  /**
   * An instance.
   *
   * @param size n, from 2 to 2000
   * @param cost which costs
   * @param density the share of edges of a graph, in (0, 1]
   * @param seed of the costs
   */
  public MaxCut(int size, Cost cost, double density, long seed) {
    if (size < 2 || size > MOST || !(density > 0 && density <= 1)) {
      throw new InvalidInputException(
          String.format(
              "max-cut: a size from 2 to %d and a density above 0, at most 1, not %d and %s",
              MOST, size, density));
    }
    this.size = size;
    this.cost = cost;
    this.density = density;
    this.seed = seed;
    SymmetricEigen eigen = SymmetricEigen.of(costs());
    double norm = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[size - 1]));
    if (norm == 0) {
      throw new InvalidInputException("max-cut: the graph has no edge; take a larger density");
    }
    this.shift = 1.1 * norm;
    this.root = inverseRoot(eigen, shift);
  }

  /**
   * C.
   *
   * @return a new symmetric n × n matrix with a zero diagonal
   */
  public Matrix costs() {
    Matrix c = Matrix.zeros(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        double value =
            cost == Cost.GAUSSIAN
                ? GaussianNumbers.at(seed, COST, i, j)
                : GaussianNumbers.uniform(seed, COST, i, j) < density ? 1 : 0;
        c.set(i, j, value);
        c.set(j, i, value);
      }
    }
    return c;
  }

  /** (C + eI)^{-1/2}. */
  private static Matrix inverseRoot(SymmetricEigen eigen, double shift) {
    int n = eigen.values().length;
    Matrix result = Matrix.zeros(n, n);
    for (int k = 0; k < n; k++) {
      double weight = 1 / Math.sqrt(eigen.values()[k] + shift);
      for (int i = 0; i < n; i++) {
        double left = weight * eigen.vectors().get(i, k);
        for (int j = 0; j < n; j++) {
          result.data()[i * n + j] += left * eigen.vectors().get(j, k);
        }
      }
    }
    return result;
  }

  @Override
  public String name() {
    return "max-cut";
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("size", size);
    parameters.put("cost", cost.name().toLowerCase(Locale.ROOT));
    parameters.put("density", density);
    parameters.put("seed", seed);
    parameters.put("shift", shift);
    return parameters;
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.RANK_ONE;
  }

  @Override
  public int rows() {
    return size;
  }

  @Override
  public int cols() {
    return size;
  }

  @Override
  public long count() {
    return size;
  }

  @Override
  public Measurement measurement(long i) {
    double[] a = new double[size];
    System.arraycopy(root.data(), (int) i * size, a, 0, size);
    SensingVector vector = SensingVector.dense(a);
    return new Measurement(new SensingMatrix.RankOne(vector, vector), 1, 1);
  }

  /** The optimum of a relaxation has no closed form. */
  @Override
  public Optional<Factors> truth() {
    return Optional.empty();
  }

  @Override
  public OptionalDouble lambda() {
    return OptionalDouble.of(0.02 / (size * shift));
  }
}
