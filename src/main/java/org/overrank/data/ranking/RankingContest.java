package org.overrank.data.ranking;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.overrank.linalg.ExactSum;

/** Lists of a matrix and of plain rankings for the same rows, summed exactly; on the wire. */
public final class RankingContest implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final MathContext DIGITS = new MathContext(40);

  private final RankingGoal goal;
  private final RankingTotals own;
  private final ArrayList<RankingTotals> rivals = new ArrayList<>();
  private final ArrayList<ExactSum> gains = new ArrayList<>();
  private final ArrayList<ExactSum> squares = new ArrayList<>();

  /**
   * No rows yet.
   *
   * @param goal what is compared
   * @param cutoffs further lengths of lists that are looked at
   * @param popular the popular columns
   * @param rivals how many plain rankings there are
   */
  public RankingContest(RankingGoal goal, List<Integer> cutoffs, BitSet popular, int rivals) {
    TreeSet<Integer> all = new TreeSet<>(cutoffs);
    all.add(goal.cutoff());
    this.goal = goal;
    this.own = new RankingTotals(List.copyOf(all), popular);
    for (int j = 0; j < rivals; j++) {
      this.rivals.add(new RankingTotals(List.copyOf(all), popular));
      gains.add(new ExactSum());
      squares.add(new ExactSum());
    }
  }

  /** {@return the longest list that is looked at} */
  public int longest() {
    return own.longest();
  }

  /**
   * Adds a row.
   *
   * @param list the matrix's columns, best first
   * @param theirs those of each plain ranking
   * @param relevant the columns to find, ascending, at least one
   */
  public void add(int[] list, List<int[]> theirs, int[] relevant) {
    own.add(list, relevant);
    double score = score(list, relevant);
    for (int j = 0; j < rivals.size(); j++) {
      rivals.get(j).add(theirs.get(j), relevant);
      double gain = score - score(theirs.get(j), relevant);
      gains.get(j).add(gain);
      squares.get(j).add(gain * gain);
    }
  }

  private double score(int[] list, int[] relevant) {
    boolean[] hits = RankingTotals.hits(list, relevant);
    return goal.metric().of(hits, goal.cutoff(), relevant.length);
  }

  /**
   * Adds other rows.
   *
   * @param other of the same matrix and plain rankings
   * @return this
   */
  public RankingContest plus(RankingContest other) {
    own.plus(other.own);
    for (int j = 0; j < rivals.size(); j++) {
      rivals.get(j).plus(other.rivals.get(j));
      gains.get(j).add(other.gains.get(j));
      squares.get(j).add(other.squares.get(j));
    }
    return this;
  }

  /** {@return how many rows there are} */
  public long rows() {
    return own.rows();
  }

  /**
   * What all this says.
   *
   * @param columns how many columns can be in lists
   * @param names of the plain rankings
   * @return the judgement over all rows, at least one
   */
  public RankingJudgement judgement(long columns, List<String> names) {
    List<RankingJudgement.Rival> judged = new ArrayList<>();
    for (int j = 0; j < rivals.size(); j++) {
      BigDecimal n = BigDecimal.valueOf(rows());
      double mean = gains.get(j).value().divide(n, DIGITS).doubleValue();
      double square = squares.get(j).value().divide(n, DIGITS).doubleValue();
      double error = Math.sqrt(Math.max(0, square - mean * mean) / rows());
      judged.add(
          new RankingJudgement.Rival(names.get(j), rivals.get(j).ranking(columns), mean, error));
    }
    return new RankingJudgement(goal, own.ranking(columns), judged);
  }

  /** For a stream of parts. */
  public static RankingContest sum(Stream<RankingContest> parts) {
    return parts.reduce(RankingContest::plus).orElseThrow();
  }
}
