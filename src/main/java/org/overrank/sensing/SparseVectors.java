package org.overrank.sensing;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.overrank.linalg.RowUpdate;

/** Vectors with the entries that are not zero, in compressed rows. */
final class SparseVectors implements VectorTable {
  private static final long serialVersionUID = 1L;

  private final int[] offsets;
  private final int[] indices;
  private final double[] values;

  private SparseVectors(int[] offsets, int[] indices, double[] values) {
    this.offsets = offsets;
    this.indices = indices;
    this.values = values;
  }

  /** Entries of the same index add up. */
  static SparseVectors of(List<SensingVector> vectors) {
    int[] offsets = new int[vectors.size() + 1];
    int most = vectors.stream().mapToInt(v -> v.values().length).reduce(0, Math::addExact);
    int[] indices = new int[most];
    double[] values = new double[most];
    int size = 0;
    for (int i = 0; i < vectors.size(); i++) {
      TreeMap<Integer, Double> entries = new TreeMap<>();
      SensingVector vector = vectors.get(i);
      for (int k = 0; k < vector.values().length; k++) {
        if (vector.index(k) < 0 || vector.index(k) >= vector.length()) {
          throw new IllegalArgumentException(
              "entry at " + vector.index(k) + " of " + vector.length());
        }
        entries.merge(vector.index(k), vector.values()[k], Double::sum);
      }
      for (var entry : entries.entrySet()) {
        indices[size] = entry.getKey();
        values[size++] = entry.getValue();
      }
      offsets[i + 1] = size;
    }
    return new SparseVectors(offsets, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
  }

  @Override
  public void combine(int i, double[][] x, double[] out) {
    Arrays.fill(out, 0);
    for (int e = offsets[i]; e < offsets[i + 1]; e++) {
      RowUpdate.add1(out, x[indices[e]], values[e], 0, out.length);
    }
  }

  @Override
  public void spread(int first, int count, double[] z, double[][] p, double[][] out) {
    for (int c = 0; c < count; c++) {
      for (int e = offsets[first + c]; e < offsets[first + c + 1]; e++) {
        RowUpdate.add1(out[indices[e]], p[c], z[c] * values[e], 0, p[c].length);
      }
    }
  }

  @Override
  public void addSquares(int i, double factor, double[] out) {
    for (int e = offsets[i]; e < offsets[i + 1]; e++) {
      out[indices[e]] += factor * (values[e] * values[e]);
    }
  }

  @Override
  public double[] expanded(int i, double[] scratch) {
    Arrays.fill(scratch, 0);
    for (int e = offsets[i]; e < offsets[i + 1]; e++) {
      scratch[indices[e]] = values[e];
    }
    return scratch;
  }

  @Override
  public double normSquared(int i) {
    double sum = 0;
    for (int e = offsets[i]; e < offsets[i + 1]; e++) {
      sum += values[e] * values[e];
    }
    return sum;
  }

  @Override
  public long bytes() {
    return 12L * values.length + 4L * offsets.length + 64;
  }
}
