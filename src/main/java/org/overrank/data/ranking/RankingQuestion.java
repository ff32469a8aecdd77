package org.overrank.data.ranking;

/**
 * How lists are judged.
 *
 * @param goal what they are compared by
 * @param share of the rows that is looked at, at random
 * @param whole whether further lengths are told, and plain rankings beside
 */
public record RankingQuestion(RankingGoal goal, double share, boolean whole) {
  /**
   * All that can be told.
   *
   * @param goal what lists are compared by
   * @return of all rows
   */
  public static RankingQuestion whole(RankingGoal goal) {
    return new RankingQuestion(goal, 1, true);
  }
}
