package org.overrank.landscape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementKind;
import org.overrank.sensing.SensingMatrix;

/**
 * A problem with a bad local minimum at search rank R0 in closed form (theory, section 5).
 *
 * <p>With a = e₁f₁ᵀ and p = R0^{-1/2} Σ_{j=2..R0+1} e_jf_jᵀ, the N = d1·d2 measurements are, up to
 * √(N/2), √((1 ± δ)/2)(a ± p) and √(1 + δ)B for an orthonormal basis B of what is orthogonal to
 * both; so (N/2)A*A = aaᵀ + ppᵀ + δ(apᵀ + paᵀ) + (1 + δ)Π. Targets are those of M* = μ e₁f₁ᵀ, and λ
 * = l/2. The scaling makes f, G and curvatures those of ½‖·‖² + (l/2)(‖U‖² + ‖V‖²).
 *
 * @param trapRank R0 ≥ 1
 * @param delta δ in (0, 1)
 * @param mu μ &gt; 0
 * @param penalty l &gt; 0, below δμ/√R0
 * @param rows d1 ≥ R0 + 1
 * @param cols d2 ≥ R0 + 1
 */
public record Trap(int trapRank, double delta, double mu, double penalty, int rows, int cols)
    implements Instance {
  /** Checks the ranges. */
  public Trap {
    if (trapRank < 1 || rows <= trapRank || cols <= trapRank || (long) rows * cols > 1 << 16) {
      throw new InvalidInputException(
          String.format(
              "trap: a rank of at least 1 and a matrix with a row and a column more, up to 65536"
                  + " cells, not rank %d and %d x %d",
              trapRank, rows, cols));
    }
    if (!(delta > 0 && delta < 1)
        || !(mu > 0 && mu < 1e100)
        || !(penalty > 0 && penalty * Math.sqrt(trapRank) < delta * mu)) {
      throw new InvalidInputException(
          String.format(
              "trap: 0 < delta < 1, mu > 0 and 0 < l < delta mu / sqrt(rank), not delta %s, mu %s,"
                  + " l %s",
              delta, mu, penalty));
    }
  }

  @Override
  public String name() {
    return "trap";
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("rank", trapRank);
    parameters.put("delta", delta);
    parameters.put("mu", mu);
    parameters.put("l", penalty);
    parameters.put("rows", rows);
    parameters.put("cols", cols);
    return parameters;
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.DENSE;
  }

  @Override
  public long count() {
    return (long) rows * cols;
  }

  /** a + p, a − p, the vectors orthogonal to p among the diagonal cells, the other cells. */
  @Override
  public Measurement measurement(long i) {
    double[] cells = new double[rows * cols];
    if (i < 2) {
      double sign = i == 0 ? 1 : -1;
      double scale = Math.sqrt((1 + sign * delta) / 2);
      cells[0] = scale;
      for (int j = 1; j <= trapRank; j++) {
        cells[diagonal(j)] = sign * scale / Math.sqrt(trapRank);
      }
    } else if (i <= trapRank) {
      helmert((int) i - 1, cells);
    } else {
      cells[otherCell((int) i - trapRank - 1)] = Math.sqrt(1 + delta);
    }
    double root = Math.sqrt(count() / 2.0);
    for (int j = 0; j < cells.length; j++) {
      cells[j] *= root;
    }
    return new Measurement(new SensingMatrix.Dense(cells), mu * cells[0], 1);
  }

  private int diagonal(int j) {
    return j * cols + j;
  }

  /** The k-th Helmert vector on cells 1 … R0 of the diagonal: k equal entries and their balance. */
  private void helmert(int k, double[] cells) {
    double scale = Math.sqrt(1 + delta) / Math.sqrt((double) k * (k + 1));
    for (int j = 1; j <= k; j++) {
      cells[diagonal(j)] = scale;
    }
    cells[diagonal(k + 1)] = -k * scale;
  }

  /** The k-th cell that is not one of the first R0 + 1 on the diagonal. */
  private int otherCell(int k) {
    int cell = k;
    for (int j = 0; j <= trapRank && diagonal(j) <= cell; j++) {
      cell++;
    }
    return cell;
  }

  @Override
  public Optional<Factors> truth() {
    Factors truth = Factors.zeros(rows, cols, 1);
    truth.left().set(0, 0, Math.sqrt(mu));
    truth.right().set(0, 0, Math.sqrt(mu));
    return Optional.of(truth);
  }

  @Override
  public OptionalDouble lambda() {
    return OptionalDouble.of(penalty / 2);
  }

  /**
   * The trap: U = V = c(0, I, 0) with c² = δμ/√R0 − l, always stationary.
   *
   * @return (U, V), of width R0
   */
  public Factors trapPoint() {
    double c = Math.sqrt(square());
    Matrix left = Matrix.zeros(rows, trapRank);
    Matrix right = Matrix.zeros(cols, trapRank);
    for (int j = 0; j < trapRank; j++) {
      left.set(j + 1, j, c);
      right.set(j + 1, j, c);
    }
    return new Factors(left, right);
  }

  @Override
  public Optional<Factors> trap() {
    return Optional.of(trapPoint());
  }

  /** c². */
  private double square() {
    return delta * mu / Math.sqrt(trapRank) - penalty;
  }

  /**
   * f at the trap: (μ² − t²)/2 with t = δμ − l√R0.
   *
   * @return its value
   */
  public double trapValue() {
    double t = delta * mu - penalty * Math.sqrt(trapRank);
    return (mu * mu - t * t) / 2;
  }

  /**
   * The least f of any search rank: that of M = (μ − l)e₁f₁ᵀ.
   *
   * @return lμ − l²/2
   */
  public double optimum() {
    return penalty * mu - penalty * penalty / 2;
  }

  /** s = μ(1 − δ²) + δl√R0. */
  private double slope() {
    return mu * (1 - delta * delta) + delta * penalty * Math.sqrt(trapRank);
  }

  /**
   * ‖G‖_op at the trap.
   *
   * @return max(s, l)
   */
  public double trapNorm() {
    return Math.max(slope(), penalty);
  }

  /**
   * The least curvature of f at the trap in a direction of norm 1 that uses one more column.
   *
   * @return l − ‖G‖_op: negative where one more column leads out
   */
  public double escapeCurvature() {
    return penalty - trapNorm();
  }

  /**
   * Whether the trap is a local minimum at search rank R0.
   *
   * @return s ≤ c²(1 + δ) + l
   */
  public boolean isLocalMinimum() {
    return slope() <= square() * (1 + delta) + penalty;
  }

  /**
   * Whether the trap is above the global minimum.
   *
   * @return s &gt; l
   */
  public boolean isBad() {
    return slope() > penalty;
  }
}
