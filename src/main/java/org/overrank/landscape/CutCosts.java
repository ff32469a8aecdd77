package org.overrank.landscape;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.linalg.InvalidInputException;
import org.overrank.linalg.Matrix;

/** The costs C of a cut of n nodes: symmetric, with a zero diagonal. */
public sealed interface CutCosts extends Serializable
    permits CutCosts.Gaussian, CutCosts.Graph, TrappingCosts {
  /**
   * The costs.
   *
   * @param n how many nodes
   * @return C, a new n × n matrix
   * @throws InvalidInputException if there are no such costs for so few nodes
   */
  Matrix draw(int n);

  /**
   * A bad local minimum of these costs.
   *
   * @param n how many nodes
   * @return its n rows, each of norm 1; empty where none is known
   */
  default Optional<Matrix> trap(int n) {
    return Optional.empty();
  }

  /**
   * What the costs were made with.
   *
   * @return names and numbers or words, in a fixed order
   */
  Map<String, Object> parameters();

  /**
   * Independent standard normal costs.
   *
   * @param seed of the draw
   */
  record Gaussian(long seed) implements CutCosts {
    @Override
    public Matrix draw(int n) {
      return pairs(n, i -> j -> GaussianNumbers.at(seed, STREAM, i, j));
    }

    @Override
    public Map<String, Object> parameters() {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("cost", "gaussian");
      parameters.put("seed", seed);
      return parameters;
    }
  }

  /**
   * The adjacency of a random graph: a cut of many edges is cheap.
   *
   * @param density the share of the edges, in (0, 1]
   * @param seed of the draw
   */
  record Graph(double density, long seed) implements CutCosts {
    /** Checks the range. */
    public Graph {
      if (!(density > 0 && density <= 1)) {
        throw new InvalidInputException(
            "max-cut: a density above 0, at most 1, is needed, not " + density);
      }
    }

    @Override
    public Matrix draw(int n) {
      return pairs(n, i -> j -> GaussianNumbers.uniform(seed, STREAM, i, j) < density ? 1.0 : 0.0);
    }

    @Override
    public Map<String, Object> parameters() {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("cost", "graph");
      parameters.put("density", density);
      parameters.put("seed", seed);
      return parameters;
    }
  }

  /** Which of the independent numbers of a seed the costs are drawn from. */
  long STREAM = 31;

  private static Matrix pairs(int n, IntFunction<IntToDoubleFunction> costs) {
    Matrix c = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      IntToDoubleFunction row = costs.apply(i);
      for (int j = 0; j < i; j++) {
        double value = row.applyAsDouble(j);
        c.set(i, j, value);
        c.set(j, i, value);
      }
    }
    return c;
  }
}
