package org.overrank.landscape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.SymmetricEigen;
import org.overrank.objective.Factors;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;
import org.overrank.sensing.SensingVector;

/**
 * The semidefinite relaxation of a cut, min ⟨C, X⟩ over X ⪰ 0 with ones on its diagonal, inside
 * rank-one sensing (theory, section 5): with e above ‖C‖_2 and a_i = (C + eI)^{-1/2}e_i, the
 * measurements are a_ia_iᵀ with targets 1, and λ = 0.02/(ne). Its own form is the same with {@link
 * org.overrank.objective.Structure#PSD}; without, it is embedded in matrices of all kinds.
 */
public final class MaxCut implements Instance {
  private static final long serialVersionUID = 1L;

  private static final int MOST = 2000;
  private static final double HALF = 0.5;

  private final int size;
  private final CutCosts costs;
  private final double shift;
  private final Matrix root;

  /**
   * An instance.
   *
   * @param size n, from 2 to 2000
   * @param costs which costs
   */
  public MaxCut(int size, CutCosts costs) {
    if (size < 2 || size > MOST) {
      throw new InvalidInputException(
          String.format("max-cut: a size from 2 to %d is needed, not %d", MOST, size));
    }
    this.size = size;
    this.costs = costs;
    SymmetricEigen eigen = SymmetricEigen.of(costs());
    double norm = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[size - 1]));
    if (norm == 0) {
      throw new InvalidInputException("max-cut: the graph has no edge; take a larger density");
    }
    this.shift = 1.1 * norm;
    this.root = power(eigen, shift, -HALF);
  }

  /**
   * C.
   *
   * @return a new symmetric n × n matrix with a zero diagonal
   */
  public Matrix costs() {
    return costs.draw(size);
  }

  /** (C + eI)^exponent. */
  private static Matrix power(SymmetricEigen eigen, double shift, double exponent) {
    int n = eigen.values().length;
    Matrix result = Matrix.zeros(n, n);
    for (int k = 0; k < n; k++) {
      double weight = Math.pow(eigen.values()[k] + shift, exponent);
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
    parameters.putAll(costs.parameters());
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

  /** The costs' own bad minimum V as U = V = (C + eI)^{1/2}V, which is stationary as λ → 0. */
  @Override
  public Optional<Factors> trap() {
    return costs
        .trap(size)
        .map(rows -> Multiply.ab(power(SymmetricEigen.of(costs()), shift, HALF), rows))
        .map(side -> new Factors(side, side.copy()));
  }

  @Override
  public OptionalDouble lambda() {
    return OptionalDouble.of(0.02 / (size * shift));
  }
}
