package org.overrank.bench;

/** What gives every column a score, for a row of which some columns are known. */
@FunctionalInterface
interface Ranker {
  /**
   * Scores.
   *
   * @param known columns of the row, ascending
   * @return by column
   */
  double[] scores(int[] known);
}
