package org.overrank.sensing;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The targets √w y of a block and the roots √w that its matrices are scaled by. */
final class Targets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] values;
  private final double @Nullable [] roots;

  private Targets(double[] values, double @Nullable [] roots) {
    this.values = values;
    this.roots = roots;
  }

  static Targets of(List<Measurement> measurements) {
    int n = measurements.size();
    double[] values = new double[n];
    double[] roots = new double[n];
    boolean weighted = false;
    for (int i = 0; i < n; i++) {
      roots[i] = Math.sqrt(measurements.get(i).weight());
      values[i] = roots[i] * measurements.get(i).value();
      weighted |= roots[i] != 1;
    }
    return new Targets(values, weighted ? roots : null);
  }

  int count() {
    return values.length;
  }

  /** √w y. */
  double value(int i) {
    return values[i];
  }

  /** √w. */
  double root(int i) {
    return roots == null ? 1 : roots[i];
  }

  long bytes() {
    return 8L * values.length * (roots == null ? 1 : 2) + 64;
  }
}
