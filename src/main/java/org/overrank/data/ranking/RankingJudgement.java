package org.overrank.data.ranking;

import java.util.Comparator;
import java.util.List;

/**
 * How good the lists of a fitted matrix are, beside those of plain rankings on the same rows.
 *
 * @param goal what they are compared by
 * @param own of the matrix
 * @param rivals of plain rankings, maybe none
 */
public record RankingJudgement(RankingGoal goal, Ranking own, List<Rival> rivals) {
  /** Detaches the list. */
  public RankingJudgement {
    rivals = List.copyOf(rivals);
  }

  /**
   * One plain ranking.
   *
   * @param name what it ranks by
   * @param ranking how good its lists are
   * @param gain by how much the matrix is better by the goal, negative where it is worse
   * @param gainError standard error of that, from the differences row by row
   */
  public record Rival(String name, Ranking ranking, double gain, double gainError) {}

  /** {@return by the goal, of the matrix} */
  public double score() {
    return goal.of(own);
  }

  /** {@return the plain ranking that is best by the goal, of equal ones the first} */
  public Rival best() {
    return rivals.stream().min(Comparator.comparingDouble(Rival::gain)).orElseThrow();
  }
}
