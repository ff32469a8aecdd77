package org.overrank.sensing;

/** The problems of one row of entries after another, the other factor fixed. */
interface RowSystem {
  /** Factors the normal matrix of a row, which what follows is about. */
  void factor(int row);

  /** Finds the minimiser of the row's problem. */
  void solve();

  /** The live array of the minimiser u, R long. */
  double[] solution();

  /** The live array of r = c m − y at the minimiser, from 0 on, before the loss is added. */
  double[] residuals();

  /**
   * What the row's entries say once it is solved.
   *
   * @param before a sum so far
   * @return the sum with the entries' share in the loss
   */
  double addLoss(double before);

  /** Half the derivatives of the loss by the cells, once it is added; live, from 0 on. */
  double[] slopes();

  /** The entries with half the second derivatives of the loss by the cells at the minimiser. */
  EntryBlock curved();

  /** x ← N⁻¹ x, N the normal matrix of the row. */
  void inverseTimes(double[] x, int at);
}
