package org.overrank.data.ranking;

import org.overrank.data.entries.RowsToRank;

/**
 * How lists are judged.
 *
 * @param goal what they are compared by
 * @param part of the rows that is looked at
 * @param share of those, at random
 * @param whole whether further lengths are told, and plain rankings beside
 */
public record RankingQuestion(RankingGoal goal, RowsToRank.Part part, double share, boolean whole) {
  /**
   * All that can be told.
   *
   * @param goal what lists are compared by
   * @param part of the rows
   * @return of all of those
   */
  public static RankingQuestion whole(RankingGoal goal, RowsToRank.Part part) {
    return new RankingQuestion(goal, part, 1, true);
  }
}
