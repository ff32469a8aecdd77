package org.overrank.landscape;

import java.util.Arrays;
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
 * K disjoint rings: completion of the all-ones matrix from the diagonal (weight w) and the edges
 * (i, i ± 1 mod n) of each ring (weight 1); nothing is known between the rings (theory, section 5).
 *
 * @param rings K, at least 1
 * @param size n, the nodes of a ring, at least 3
 * @param weight w, positive
 */
public record Ring(int rings, int size, double weight) implements Instance {
  private static final int PER_NODE = 3;

  /** Checks the ranges. */
  public Ring {
    if (rings < 1 || size < 3 || !(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException(
          String.format(
              "ring: at least 1 ring of at least 3 nodes and a positive weight, not %d, %d, %s",
              rings, size, weight));
    }
    if ((long) rings * size > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException("ring: " + rings + " x " + size + " nodes are too many");
    }
  }

  @Override
  public String name() {
    return rings == 1 ? "ring" : "rings";
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("rings", rings);
    parameters.put("size", size);
    parameters.put("weight", weight);
    return parameters;
  }

  @Override
  public MeasurementKind kind() {
    return MeasurementKind.ENTRIES;
  }

  @Override
  public int rows() {
    return rings * size;
  }

  @Override
  public int cols() {
    return rows();
  }

  @Override
  public long count() {
    return (long) PER_NODE * rows();
  }

  @Override
  public boolean isWeighted() {
    return weight != 1;
  }

  /** Node by node: its diagonal entry, the one to its successor, the one to its predecessor. */
  @Override
  public Measurement measurement(long i) {
    int node = (int) (i / PER_NODE);
    int ring = node / size * size;
    int place = node - ring;
    int step = (int) (i % PER_NODE);
    int other = ring + (step == 2 ? place + size - 1 : place + step) % size;
    return new Measurement(new SensingMatrix.Entry(node, other, 1), 1, step == 0 ? weight : 1);
  }

  @Override
  public Optional<Factors> truth() {
    return Optional.of(new Factors(ones(), ones()));
  }

  private Matrix ones() {
    double[] ones = new double[rows()];
    Arrays.fill(ones, 1);
    return Matrix.wrap(rows(), 1, ones);
  }

  @Override
  public OptionalDouble lambda() {
    return OptionalDouble.of(1e-3 / rows());
  }

  /**
   * The trap with a winding number in two columns, U = V, stationary as λ → 0: node j of a ring at
   * ρ(cos 2πqj/n, sin 2πqj/n) with ρ² = (w + 2c)/(w + 2c²), c = cos 2πq/n.
   *
   * @param winding q, how often a ring goes round
   * @return (U, V), of width 2
   */
  public Factors windingTrap(int winding) {
    double angle = 2 * Math.PI * winding / size;
    double c = StrictMath.cos(angle);
    double radius = Math.sqrt((weight + 2 * c) / (weight + 2 * c * c));
    Matrix u = Matrix.zeros(rows(), 2);
    for (int node = 0; node < rows(); node++) {
      u.set(node, 0, radius * StrictMath.cos(angle * (node % size)));
      u.set(node, 1, radius * StrictMath.sin(angle * (node % size)));
    }
    return new Factors(u, u.copy());
  }
}
