package org.overrank.bench;

import dev.ludovic.netlib.lapack.LAPACK;
import java.util.List;
import org.netlib.util.intW;

/**
 * EASE (Steck, 2019): columns by a linear model of columns without a diagonal, B = I − P diag(1/P)
 * with P = (XᵀX + λI)⁻¹.
 */
final class Ease implements Ranker {
  private final int cols;
  private final double[] inverse;

  private Ease(int cols, double[] inverse) {
    this.cols = cols;
    this.inverse = inverse;
  }

  static Ease of(RankingSplit split, double ridge) {
    int n = split.cols();
    double[] gram = gram(split.train(), n);
    for (int b = 0; b < n; b++) {
      gram[b * n + b] += ridge;
    }
    intW info = new intW(0);
    LAPACK.getInstance().dpotrf("L", n, gram, n, info);
    if (info.val == 0) {
      LAPACK.getInstance().dpotri("L", n, gram, n, info);
    }
    if (info.val != 0) {
      throw new IllegalStateException("XtX + lambda I cannot be inverted: " + info.val);
    }
    for (int b = 0; b < n; b++) {
      for (int c = 0; c < b; c++) {
        gram[b * n + c] = gram[c * n + b]; // The lower triangle by columns is the upper by rows.
      }
    }
    return new Ease(n, gram);
  }

  private static double[] gram(List<int[]> rows, int n) {
    double[] gram = new double[n * n];
    for (int[] row : rows) {
      for (int b : row) {
        for (int c : row) {
          gram[b * n + c]++;
        }
      }
    }
    return gram;
  }

  @Override
  public double[] scores(int[] known) {
    double[] scores = new double[cols];
    for (int b : known) {
      for (int c = 0; c < cols; c++) {
        scores[c] -= b == c ? 0 : inverse[b * cols + c] / inverse[c * cols + c];
      }
    }
    return scores;
  }
}
