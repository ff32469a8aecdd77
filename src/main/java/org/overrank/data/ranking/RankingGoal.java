package org.overrank.data.ranking;

import java.io.Serializable;
import java.util.Locale;
import org.overrank.linalg.EnumWords;
import org.overrank.linalg.InvalidInputException;

/**
 * What a list is to be best by.
 *
 * @param metric which
 * @param cutoff how long the list is
 */
public record RankingGoal(RankingMetric metric, int cutoff) implements Serializable {
  /** What lists are compared by unless said otherwise. */
  public static final RankingGoal USUAL = new RankingGoal(RankingMetric.NDCG, 100);

  /**
   * Reads words such as {@code ndcg@100}.
   *
   * @param text a metric and a cutoff
   * @return the goal
   * @throws InvalidInputException if it is none
   */
  public static RankingGoal of(String text) {
    String[] parts = text.split("@", -1);
    try {
      if (parts.length == 2 && parts[1].matches("[1-9]\\d{0,5}")) {
        return new RankingGoal(
            EnumWords.parse(RankingMetric.class, parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (InvalidInputException | IllegalArgumentException e) {
      // Said below.
    }
    throw new InvalidInputException(
        "not a metric and a length, such as ndcg@100 or recall@20: " + text);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s@%d", EnumWords.of(metric), cutoff);
  }

  /**
   * The metric of a ranking.
   *
   * @param ranking with this cutoff
   * @return its mean
   */
  public double of(Ranking ranking) {
    return ranking.at().stream()
        .filter(at -> at.cutoff() == cutoff)
        .findFirst()
        .orElseThrow()
        .of(metric);
  }
}
