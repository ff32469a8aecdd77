package org.overrank.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.ColdCounts;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Scales;
import org.overrank.data.measurements.IdSides;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.picture.HeatMap;
import org.overrank.data.picture.Predictions;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.data.ranking.RankingQuestion;
import org.overrank.data.table.DataCounts;
import org.overrank.linalg.Matrix;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;

/**
 * Measurements that were read, of any kind, and what is needed to speak of the fitted matrix in the
 * units and by the ids of the data. Close it to release the blocks.
 */
public interface MeasuredData extends AutoCloseable {
  /**
   * The size of the problem, and the units of its objective: all else is in user units.
   *
   * @return d1, d2 and the N measurements of the fit
   */
  ProblemShape shape();

  /**
   * How many blocks there are.
   *
   * @return P
   */
  int partitions();

  /**
   * The memory that one copy of the blocks takes, all executors together.
   *
   * @return bytes
   */
  long bytes();

  /**
   * The objective of the measurements of the fit.
   *
   * @return the data term; closed before these data are
   */
  Objective objective();

  /**
   * The objective of the measurements kept out of the fit, all weights 1; not those in rows and
   * columns of which the fit knows nothing.
   *
   * @return the data term, or null if there are none
   */
  @Nullable Objective heldOutObjective();

  /**
   * The same measurements with none kept out of the fit, to the bit as if they had been read so.
   * The table is not read again, but what became of it is sorted again.
   *
   * @return new data; the caller closes them
   */
  MeasuredData whole();

  /**
   * What became of the rows of the table.
   *
   * @return counts
   */
  DataCounts counts();

  /**
   * What the fit knows nothing of.
   *
   * @return counts, zero for other kinds than entries
   */
  default ColdCounts cold() {
    return ColdCounts.NONE;
  }

  /**
   * Held-out measurements that a fit can be right or wrong on.
   *
   * @return how many
   */
  default long knownHeldOut() {
    return counts().heldOut() - cold().heldOut();
  }

  /**
   * The weights of all measurements of the fit together.
   *
   * @return Σ w
   */
  double trainWeight();

  /**
   * The root of {@link #trainWeight}, also where that over- or underflows.
   *
   * @return √Σ w
   */
  double rootTrainWeight();

  /**
   * The weighted mean of the values of the fit, before anything was subtracted.
   *
   * @return Σ w y / Σ w; 0 for other kinds than entries, whose values are no cells
   */
  double valueMean();

  /**
   * The least and the largest value of the fit, before anything was subtracted.
   *
   * @return the range; null for other kinds than entries, whose values are no cells
   */
  default @Nullable ValueRange valueRange() {
    return null;
  }

  /**
   * The least and the largest value, of the fit and of what was kept out of it.
   *
   * @return the range; null as that of {@link #valueRange}
   */
  default @Nullable ValueRange allValues() {
    return valueRange();
  }

  /**
   * Compares a matrix with what was kept out of the fit, and with plain baselines on the same; some
   * passes over the measurements.
   *
   * @param matrix what the fit has found, by the ids of these data
   * @param clip to which predictions are clipped
   * @return the comparison, or null where nothing was kept out that the fit knows anything of
   */
  default @Nullable HoldoutJudgement judge(LowRankMatrix matrix, ValueRange clip) {
    return null;
  }

  /**
   * Whether lists of columns can be judged by what was kept out of the fit.
   *
   * @return whether cells were kept out
   */
  default boolean ranks() {
    return false;
  }

  /**
   * Whether whole rows were kept out of the fit, of which it can tell nothing until a part of their
   * cells is known.
   *
   * @return false where the fit has seen something of every row, but for chance
   */
  default boolean holdsOutRows() {
    return false;
  }

  /**
   * Judges the lists of columns that a fit makes by what was kept out of it, beside plain rankings;
   * about a pass over the measurements, and one over all cells of the rows that are judged.
   *
   * @param right V, in user units
   * @param lambda λ that it was fitted with
   * @param question what is looked at
   * @return the judgement, or null where no row can be judged
   */
  default @Nullable RankingJudgement rank(Matrix right, double lambda, RankingQuestion question) {
    return null;
  }

  /**
   * What stands for the ids where measurements are told by ids, and are no cells.
   *
   * @return both sides, or null
   */
  default @Nullable IdSides sides() {
    return null;
  }

  /**
   * The matrix by ids of a point of a problem with {@link #sides}.
   *
   * @param found (U, V) in user units
   * @return the matrix
   */
  default LowRankMatrix matrix(Factors found) {
    throw new IllegalStateException("these measurements are not told by ids");
  }

  /**
   * How a matrix predicts: what was kept out of the fit, or where nothing was, what was fitted.
   *
   * @param matrix what was fitted, by the ids of these data
   * @param clip to which predictions are clipped
   * @return for a page; one pass over those measurements
   */
  Predictions predictions(LowRankMatrix matrix, ValueRange clip);

  /**
   * A matrix in tiles, beside what was measured of it.
   *
   * @param matrix what was fitted, by the ids of these data
   * @param clip to which predictions are clipped
   * @return for a page; one pass over the measurements where they are cells, else none
   */
  HeatMap map(LowRankMatrix matrix, ValueRange clip);

  /**
   * The ids of the rows.
   *
   * @return d1 ids
   */
  IdIndex rows();

  /**
   * What the ids of the rows are kept as.
   *
   * @return the kind
   */
  default IdIndex.Kind rowKind() {
    return rows().kind();
  }

  /**
   * The ids of the columns.
   *
   * @return d2 ids
   */
  IdIndex cols();

  /**
   * What was subtracted from the values.
   *
   * @return μ and biases; nothing for other kinds than entries
   */
  Centering centering();

  /**
   * The constant alone of what was subtracted.
   *
   * @return μ
   */
  default double mean() {
    return centering().mean();
  }

  /**
   * The coefficients of the cells, to be undone in a model.
   *
   * @return s and t; ones for other kinds than entries
   */
  Scales scales();

  /**
   * What may not be meant about the ids.
   *
   * @return lines for a user, most often none
   */
  default List<String> remarks() {
    return List.of();
  }

  @Override
  void close();
}
