package org.overrank.spark.entries;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.BiasFit;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.ColdCounts;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.IdRemarks;
import org.overrank.data.entries.KnownCells;
import org.overrank.data.entries.RangeCut;
import org.overrank.data.entries.RowTerms;
import org.overrank.data.entries.Scales;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelSide;
import org.overrank.data.model.ValueRange;
import org.overrank.data.picture.HeatMap;
import org.overrank.data.picture.Predictions;
import org.overrank.data.ranking.RankingJudgement;
import org.overrank.data.ranking.RankingQuestion;
import org.overrank.data.table.DataCounts;
import org.overrank.linalg.Matrix;
import org.overrank.loss.Loss;
import org.overrank.loss.Losses;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Units;
import org.overrank.sensing.Background;
import org.overrank.sensing.EntryBlock;
import org.overrank.spark.BlockObjectives;

/**
 * A table of entries as persisted blocks, with what is needed to speak of its rows and columns by
 * their ids and of its values in their own units.
 *
 * <p>Partition k holds exactly one block, that of range k; the ranges tile the rows. Not safe for
 * use by several threads.
 */
public final class EntryData implements MeasuredData {
  private static final long BYTES_PER_ENTRY = 20;

  private final RowSide rows;
  private final IdIndex cols;
  private final DataCounts counts;
  private final ColdCounts cold;
  private final double trainWeight;
  private final int rootUnit;
  private final double valueMean;
  private final Units units;
  private final double backgroundWeight;
  private final Units heldOutUnits;
  private final RangeCut columnCut;
  private final JavaRDD<EntryBlock> train;
  private final @Nullable JavaRDD<EntryBlock> heldOut;
  private final @Nullable HeldOutCells heldOutCells;
  private final ValueRange valueRange;
  private final Supplier<EntryData> whole;
  private @Nullable JavaRDD<EntryBlock> transposed;
  private @Nullable Background background;
  private Loss loss = Losses.SQUARED;
  private boolean weighted;
  private @Nullable HeldOutRanking ranking;

  EntryData(
      RowSide rows,
      IdIndex cols,
      DataCounts counts,
      ColdCounts cold,
      double trainWeight,
      int rootUnit,
      double valueMean,
      Units units,
      double backgroundWeight,
      Units heldOutUnits,
      RangeCut columnCut,
      JavaRDD<EntryBlock> train,
      @Nullable JavaRDD<EntryBlock> heldOut,
      @Nullable HeldOutCells heldOutCells,
      ValueRange valueRange,
      Supplier<EntryData> whole) {
    this.rows = rows;
    this.cols = cols;
    this.counts = counts;
    this.cold = cold;
    this.trainWeight = trainWeight;
    this.rootUnit = rootUnit;
    this.valueMean = valueMean;
    this.units = units;
    this.backgroundWeight = backgroundWeight;
    this.heldOutUnits = heldOutUnits;
    this.columnCut = columnCut;
    this.train = train;
    this.heldOut = heldOut;
    this.heldOutCells = heldOutCells;
    this.valueRange = valueRange;
    this.whole = whole;
  }

  /**
   * Charges predictions otherwise.
   *
   * @param other how
   * @param byWeights whether entries have weights, and no coefficients besides
   * @return this
   */
  EntryData under(Loss other, boolean byWeights) {
    loss = other.forTargets(units.toResidual(1));
    weighted = byWeights;
    return this;
  }

  /** What cells without an entry are measured by; with the scales of all rows. */
  private @Nullable Background background() {
    if (backgroundWeight > 0 && background == null) {
      background = rows.scales().background(backgroundWeight);
    }
    return background;
  }

  @Override
  public ProblemShape shape() {
    return ProblemShape.ofEntries(rows.ids().size(), cols.size(), counts.train())
        .in(units)
        .over(background())
        .under(loss);
  }

  /**
   * The ids of the rows, those without training entries included; many come to the driver only when
   * it first asks for them.
   *
   * @return d1 ids
   */
  @Override
  public IdIndex rows() {
    return rows.ids().all();
  }

  /**
   * The ids of the rows, where their entries are.
   *
   * @return by the ranges of {@link #train}, those without training entries included
   */
  public JavaRDD<IdIndex> rowIds() {
    return rows.ids().ranges();
  }

  /**
   * What the ids of the rows are kept as.
   *
   * @return the kind
   */
  @Override
  public IdIndex.Kind rowKind() {
    return rows.ids().kind();
  }

  /**
   * Whether the driver has the rows' ids anyway, since they are few.
   *
   * @return false where {@link #rows} brings them there
   */
  public boolean rowsAreAtHand() {
    return rows.ids().areAtHand();
  }

  /** Scales and biases of the rows by the ranges of {@link #train}, in the units of the blocks. */
  JavaRDD<RowTerms> rowTerms() {
    return rows.terms();
  }

  /** The biases of the fit, divided by the unit of {@link #heldOutCells}. */
  RowSide rowSide() {
    return rows;
  }

  BiasFit biases() {
    return rows.finish().biases();
  }

  /**
   * The ids of the columns, those without training entries included.
   *
   * @return d2 ids
   */
  @Override
  public IdIndex cols() {
    return cols;
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>(rows.ids().remarks());
    remarks.addAll(IdRemarks.of("column", cols));
    return remarks;
  }

  @Override
  public Centering centering() {
    return rows.centering();
  }

  @Override
  public double mean() {
    return rows.mean();
  }

  @Override
  public Scales scales() {
    return rows.scales();
  }

  @Override
  public DataCounts counts() {
    return counts;
  }

  @Override
  public ColdCounts cold() {
    return cold;
  }

  @Override
  public double trainWeight() {
    return Math.scalb(trainWeight, 2 * rootUnit);
  }

  @Override
  public double rootTrainWeight() {
    return Math.scalb(Math.sqrt(trainWeight), rootUnit);
  }

  @Override
  public double valueMean() {
    return valueMean;
  }

  /**
   * The measurements of the fit by ranges of rows: targets √w (y − centre), coefficients √w s t,
   * both in the units of {@link #shape}.
   *
   * @return persisted blocks
   */
  public JavaRDD<EntryBlock> train() {
    return train;
  }

  /**
   * The rows as a model tells them, but without factors: in the units of the data.
   *
   * @return by the ranges of {@link #train}
   */
  public JavaRDD<ModelSide> rowSides() {
    return rows.sides();
  }

  /**
   * The columns as a model tells them, but without factors.
   *
   * @return ids, scales and biases in the units of the data
   */
  public ModelSide colSide() {
    return rows.sideOfColumns(cols);
  }

  /**
   * The same measurements by ranges of columns, in as many partitions. Built by a shuffle of {@link
   * #train} in the first job that reads it, then persisted.
   *
   * @return blocks of the d2 × d1 matrix
   */
  public JavaRDD<EntryBlock> transposed() {
    if (transposed == null) {
      transposed =
          TransposedCopy.of(train, rows.ids().size(), cols.size(), columnCut, background())
              .setName("overrank entries by columns")
              .persist(StorageLevel.MEMORY_AND_DISK());
    }
    return transposed;
  }

  /**
   * The measurements kept out of the fit: targets y − centre, coefficients s t, which is 0 where
   * the row or the column has no training entries; in units of their own in which the matrix is
   * that of the fit.
   *
   * @return persisted blocks by the ranges of {@link #train}, or null if nothing was to be held out
   */
  public @Nullable JavaRDD<EntryBlock> heldOut() {
    return heldOut;
  }

  /**
   * The cells kept out of the fit with their values as they were read.
   *
   * @return the cells, or null if nothing was to be held out
   */
  public @Nullable HeldOutCells heldOutCells() {
    return heldOutCells;
  }

  @Override
  public ValueRange valueRange() {
    return valueRange;
  }

  @Override
  public ValueRange allValues() {
    return heldOutCells == null ? valueRange : valueRange.plus(heldOutCells.range());
  }

  /**
   * Tells of the cells kept out of the fit, but of those in rows and columns of which it knows
   * nothing.
   *
   * @param matrix what predicts
   * @param clip to which it is clipped
   * @param taker is told, by rows and in a row by columns; of nothing where nothing was to be held
   *     out
   * @throws IOException if the taker does
   */
  public void forEachHeldOut(MatrixByRange matrix, ValueRange clip, HeldOutCells.Taker taker)
      throws IOException {
    if (heldOutCells != null) {
      heldOutCells.forEach(rowIds(), matrix, clip, taker);
    }
  }

  /**
   * A matrix that the driver has, where the entries are.
   *
   * @param matrix by the ids of these data
   * @return at every range; closed by the caller
   */
  public MatrixByRange byRange(LowRankMatrix matrix) {
    return MatrixByRange.of(this, matrix);
  }

  @Override
  public @Nullable HoldoutJudgement judge(LowRankMatrix matrix, ValueRange clip) {
    try (MatrixByRange all = byRange(matrix)) {
      return judge(all, clip);
    }
  }

  /**
   * The same of a matrix that is where the entries are.
   *
   * @param matrix what the fit has found
   * @param clip to which predictions are clipped
   * @return the comparison, or null where nothing was kept out that the fit knows anything of
   */
  public @Nullable HoldoutJudgement judge(MatrixByRange matrix, ValueRange clip) {
    // Baselines of ratings say nothing where the table is of clicks.
    return backgroundWeight > 0 || heldOutCells == null || counts.heldOut() == cold.heldOut()
        ? null
        : HoldoutJudge.of(this, heldOutCells, matrix, clip);
  }

  @Override
  public boolean ranks() {
    return heldOutCells != null && counts.heldOut() > 0;
  }

  @Override
  public boolean holdsOutRows() {
    return heldOutCells != null && heldOutCells.areRows();
  }

  @Override
  public @Nullable RankingJudgement rank(Matrix right, double lambda, RankingQuestion question) {
    if (heldOutCells != null && ranking == null) {
      ranking = new HeldOutRanking(this, heldOutCells);
    }
    return ranking == null ? null : ranking.judge(right, lambda, question);
  }

  @Override
  public Predictions predictions(LowRankMatrix matrix, ValueRange clip) {
    return new EntryPicture(this, matrix, clip).predictions();
  }

  @Override
  public HeatMap map(LowRankMatrix matrix, ValueRange clip) {
    return new EntryPicture(this, matrix, clip).map();
  }

  @Override
  public int partitions() {
    return train.getNumPartitions();
  }

  @Override
  public long bytes() {
    return BYTES_PER_ENTRY * counts.train();
  }

  @Override
  public Objective objective() {
    ProblemShape squares = shape().under(Losses.SQUARED);
    return BlockObjectives.over(squares, train, this::transposed, bytes()).under(loss, weighted);
  }

  @Override
  public @Nullable Objective heldOutObjective() {
    long known = knownHeldOut();
    if (heldOut == null || known == 0) {
      return null;
    }
    ProblemShape shape = ProblemShape.ofEntries(rows.ids().size(), cols.size(), known);
    return BlockObjectives.over(
            shape.in(heldOutUnits), heldOut.map(KnownCells::of), null, BYTES_PER_ENTRY * known)
        .under(loss, false);
  }

  @Override
  public EntryData whole() {
    return whole.get().under(loss, weighted);
  }

  /** Releases the blocks. */
  @Override
  public void close() {
    rows.close();
    train.unpersist();
    if (heldOut != null) {
      heldOut.unpersist();
    }
    if (heldOutCells != null) {
      heldOutCells.close();
    }
    if (transposed != null) {
      transposed.unpersist();
    }
  }
}
