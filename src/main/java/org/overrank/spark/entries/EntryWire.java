package org.overrank.spark.entries;

import java.util.BitSet;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.overrank.data.entries.BaselineFit;
import org.overrank.data.entries.BiasFit;
import org.overrank.data.entries.BlockFinish;
import org.overrank.data.entries.BlockSizes;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.Clash;
import org.overrank.data.entries.ColumnOrder;
import org.overrank.data.entries.ColumnShare;
import org.overrank.data.entries.EntryChunk;
import org.overrank.data.entries.EntryMagnitudes;
import org.overrank.data.entries.EntryMapping;
import org.overrank.data.entries.HeldOutErrors;
import org.overrank.data.entries.IdCounts;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.IdRemarks;
import org.overrank.data.entries.IdSketch;
import org.overrank.data.entries.IdSplits;
import org.overrank.data.entries.KeyedChunk;
import org.overrank.data.entries.LocalIds;
import org.overrank.data.entries.ParsedPartition;
import org.overrank.data.entries.RawBlock;
import org.overrank.data.entries.RawTotals;
import org.overrank.data.entries.Regularizer;
import org.overrank.data.entries.RowNeighbours;
import org.overrank.data.entries.RowTerms;
import org.overrank.data.entries.Scales;
import org.overrank.data.entries.ScanSummary;
import org.overrank.data.entries.SideCounts;
import org.overrank.data.entries.SortedEntries;
import org.overrank.data.entries.Unobserved;
import org.overrank.data.model.ErrorTotals;
import org.overrank.data.model.ValueRange;
import org.overrank.data.picture.CellErrors;
import org.overrank.data.picture.LineSums;
import org.overrank.data.picture.PredictedSample;
import org.overrank.data.picture.TileCut;
import org.overrank.data.picture.TileSums;
import org.overrank.data.picture.WorstLines;
import org.overrank.data.ranking.ItemNeighbours;
import org.overrank.data.ranking.Popularity;
import org.overrank.data.ranking.RankingContest;
import org.overrank.data.ranking.RankingGoal;
import org.overrank.data.ranking.RankingMetric;
import org.overrank.data.ranking.RankingTotals;
import org.overrank.data.table.InputOrder;
import org.overrank.data.table.Segment;
import org.overrank.linalg.ExactSum;

/** The classes that reading entries sends between driver and executors, for Kryo. */
public final class EntryWire {
  /** Classes that Kryo copies field by field. */
  public static final List<Class<?>> CLASSES =
      List.of(
          ParsedPartition.class,
          LocalIds.class,
          IdCounts.class,
          IdIndex.class,
          IdSketch.class,
          IdSplits.class,
          IdRemarks.class,
          Segment.class,
          Segment[].class,
          ScanSummary.class,
          InputOrder.class,
          EntryMapping.class,
          EntryChunk.class,
          SortedEntries.class,
          RawBlock.class,
          SideCounts.class,
          BiasFit.class,
          RowTerms.class,
          BlockFinish.class,
          Regularizer.class,
          Centering.class,
          Scales.class,
          ColumnShare.class,
          ColumnOrder.class,
          BaselineFit.class,
          RowNeighbours.class,
          HeldOutErrors.class,
          ErrorTotals.class,
          ExactSum.class,
          CellErrors.class,
          PredictedSample.class,
          WorstLines.class,
          TileSums.class,
          TileCut.class,
          LineSums.class,
          RankingTotals.class,
          RankingContest.class,
          RankingMetric.class,
          Popularity.class,
          ItemNeighbours.class,
          BitSet.class,
          BitSet[].class,
          ExactSum[].class,
          int[][].class,
          String[].class);

  /**
   * Types of columns: Spark itself sends them when it reads the schema of Parquet in a job, and
   * does not register all.
   */
  public static final List<DataType> COLUMN_TYPES =
      List.of(
          DataTypes.BooleanType,
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.FloatType,
          DataTypes.DoubleType,
          DataTypes.StringType,
          DataTypes.BinaryType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType,
          DataTypes.NullType,
          DataTypes.createDecimalType(),
          DataTypes.createArrayType(DataTypes.LongType),
          DataTypes.createMapType(DataTypes.LongType, DataTypes.LongType));

  /** Records. */
  public static final List<Class<? extends Record>> RECORDS =
      List.of(
          Clash.class,
          KeyedChunk.class,
          Unobserved.class,
          RawTotals.class,
          EntryMagnitudes.class,
          BlockSizes.class,
          ValueRange.class,
          RowNeighbours.Nearest.class,
          WorstLines.Line.class,
          RankingGoal.class,
          HeldOutRanking.Lists.class,
          HeldOutCells.Exponents.class,
          HeldOutCells.Predicted.class,
          MatrixByRange.Columns.class);

  private EntryWire() {}
}
