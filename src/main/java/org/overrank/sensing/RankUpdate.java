package org.overrank.sensing;

/**
 * N += XᵀX for eight rows X at a time, upper triangle only: the inner loop of an ALS sweep.
 *
 * <p>Eight products are added per load and store of N, along contiguous rows, so the compiler
 * vectorises; 8n² flops over 8n² bytes of N, which stays in cache. The sum of the eight products is
 * formed first, in order, then added to N: part of what fixes a result's bits.
 */
final class RankUpdate {
  /** How many rows are added at once. */
  static final int ROWS = 8;

  private RankUpdate() {}

  /**
   * Adds the outer products of eight rows.
   *
   * @param rows eight rows of length n one behind the other, not modified
   * @param start where the first begins
   * @param n their length
   * @param normal n × n, its upper triangle is added to
   */
  static void addUpper(double[] rows, int start, int n, double[] normal) {
    for (int i = 0; i < n; i++) {
      addRow(rows, start, i, n, normal);
    }
  }

  private static void addRow(double[] x, int start, int i, int n, double[] normal) {
    int r1 = start + n;
    int r2 = r1 + n;
    int r3 = r2 + n;
    int r4 = r3 + n;
    int r5 = r4 + n;
    int r6 = r5 + n;
    int r7 = r6 + n;
    double x0 = x[start + i];
    double x1 = x[r1 + i];
    double x2 = x[r2 + i];
    double x3 = x[r3 + i];
    double x4 = x[r4 + i];
    double x5 = x[r5 + i];
    double x6 = x[r6 + i];
    double x7 = x[r7 + i];
    int out = i * n;
    for (int j = i; j < n; j++) {
      normal[out + j] +=
          x0 * x[start + j]
              + x1 * x[r1 + j]
              + x2 * x[r2 + j]
              + x3 * x[r3 + j]
              + x4 * x[r4 + j]
              + x5 * x[r5 + j]
              + x6 * x[r6 + j]
              + x7 * x[r7 + j];
    }
  }
}
