package org.overrank.sensing;

import java.util.Arrays;
import org.overrank.linalg.Dot;
import org.overrank.linalg.RowUpdate;

/** Vectors with all their entries. */
final class DenseVectors implements VectorTable {
  private static final long serialVersionUID = 1L;

  private final double[][] vectors;

  DenseVectors(double[][] vectors) {
    this.vectors = vectors;
  }

  @Override
  public void combine(int i, double[][] x, double[] out) {
    Arrays.fill(out, 0);
    RowUpdate.addRows(out, x, vectors[i].length, vectors[i], 0, 1, out.length);
  }

  @Override
  public void spread(int first, int count, double[] z, double[][] p, double[][] out) {
    double[] factors = new double[count];
    for (int a = 0; a < out.length; a++) {
      for (int c = 0; c < count; c++) {
        factors[c] = z[c] * vectors[first + c][a];
      }
      RowUpdate.addRows(out[a], p, count, factors, 0, 1, out[a].length);
    }
  }

  @Override
  public void addSquares(int i, double factor, double[] out) {
    for (int a = 0; a < out.length; a++) {
      out[a] += factor * (vectors[i][a] * vectors[i][a]);
    }
  }

  @Override
  public double[] expanded(int i, double[] scratch) {
    return vectors[i];
  }

  @Override
  public double normSquared(int i) {
    return Dot.product(vectors[i], 0, vectors[i], 0, vectors[i].length);
  }

  @Override
  public long bytes() {
    return vectors.length == 0 ? 0 : (8L * vectors[0].length + 24) * vectors.length;
  }
}
