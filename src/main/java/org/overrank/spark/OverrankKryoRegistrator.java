package org.overrank.spark;

import com.esotericsoftware.kryo.Kryo;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.util.io.ChunkedByteBuffer;
import org.overrank.data.model.EvaluatedGroup;
import org.overrank.data.model.FoldedRows;
import org.overrank.data.model.LossTotals;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ModelSide;
import org.overrank.linalg.Matrix;
import org.overrank.loss.HuberLoss;
import org.overrank.loss.LogisticLoss;
import org.overrank.loss.PoissonLoss;
import org.overrank.loss.QuantileLoss;
import org.overrank.loss.SquaredLoss;
import org.overrank.objective.BlockResidual;
import org.overrank.objective.Curvature;
import org.overrank.objective.FactorSlice;
import org.overrank.objective.Factors;
import org.overrank.objective.GramMatrix;
import org.overrank.objective.HessianProduct;
import org.overrank.objective.InverseBlocks;
import org.overrank.objective.LineSamples;
import org.overrank.objective.LineSearchQuartic;
import org.overrank.objective.Partial;
import org.overrank.objective.Projection;
import org.overrank.objective.ResidualAdjoint;
import org.overrank.objective.ResidualSums;
import org.overrank.objective.Slice;
import org.overrank.objective.SparseSlice;
import org.overrank.objective.ValueAndGradient;
import org.overrank.sensing.BlockClasses;
import org.overrank.spark.entries.EntryWire;
import org.overrank.spark.measurements.MeasurementWire;
import org.overrank.spark.model.EvaluationPart;

/** Registers every class that a pass moves, so that Kryo can be run with required registration. */
public final class OverrankKryoRegistrator implements KryoRegistrator {
  private static final List<Class<?>> CLASSES =
      List.of(
          Matrix.class,
          Factors.class,
          LowRankMatrix.class,
          LossTotals.class,
          Partial.class,
          Partial[].class,
          BlockResidual.class,
          Slice[].class,
          FactorSlice.class,
          SparseSlice.class,
          double[].class,
          double[][].class,
          int[].class,
          long[].class,
          Object[].class,
          ArrayList.class,
          EvaluationPart.class,
          EvaluatedGroup.class,
          // What Spark itself moves when rows are fetched partition by partition.
          ChunkedByteBuffer[].class);

  private static final List<Class<? extends Record>> RECORDS =
      List.of(
          ValueAndGradient.class,
          LineSearchQuartic.class,
          LineSamples.class,
          HessianProduct.class,
          Projection.class,
          InverseBlocks.class,
          ResidualAdjoint.class,
          ResidualSums.class,
          Curvature.class,
          GramMatrix.class,
          FoldedRows.class,
          ModelSide.class,
          SquaredLoss.class,
          HuberLoss.class,
          LogisticLoss.class,
          PoissonLoss.class,
          QuantileLoss.class);

  /** Created by Spark. */
  public OverrankKryoRegistrator() {}

  @Override
  public void registerClasses(Kryo kryo) {
    CLASSES.forEach(kryo::register);
    BlockClasses.CLASSES.forEach(kryo::register);
    BlockClasses.RECORDS.forEach(type -> register(kryo, type));
    MeasurementWire.CLASSES.forEach(kryo::register);
    MeasurementWire.RECORDS.forEach(type -> register(kryo, type));
    EntryWire.CLASSES.forEach(kryo::register);
    EntryWire.COLUMN_TYPES.forEach(type -> kryo.register(type.getClass()));
    LibraryClasses.all().forEach(kryo::register);
    RECORDS.forEach(type -> register(kryo, type));
    EntryWire.RECORDS.forEach(type -> register(kryo, type));
  }

  private static <R extends Record> void register(Kryo kryo, Class<R> type) {
    kryo.register(type, new RecordSerializer<>(type));
  }
}
