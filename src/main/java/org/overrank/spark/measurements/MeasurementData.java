package org.overrank.spark.measurements;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Scales;
import org.overrank.data.measurements.AssembledBlock;
import org.overrank.data.measurements.BlockSummary;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.picture.HeatMap;
import org.overrank.data.picture.PredictedSample;
import org.overrank.data.picture.Predictions;
import org.overrank.data.table.DataCounts;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.BlockObjectives;

/**
 * A table of measurements as persisted blocks, one a partition, in the order of the input. Not safe
 * for use by several threads.
 */
public final class MeasurementData implements MeasuredData {
  private final BlockSpec spec;
  private final JavaRDD<AssembledBlock> blocks;
  private final BlockSummary summary;
  private final Supplier<MeasurementData> whole;

  MeasurementData(
      BlockSpec spec,
      JavaRDD<AssembledBlock> blocks,
      BlockSummary summary,
      Supplier<MeasurementData> whole) {
    this.spec = spec;
    this.blocks = blocks;
    this.summary = summary;
    this.whole = whole;
  }

  /**
   * What the blocks have in common: kind, shape, storage.
   *
   * @return the specification
   */
  public BlockSpec spec() {
    return spec;
  }

  @Override
  public ProblemShape shape() {
    return ProblemShape.ofMatrices(spec.rows(), spec.cols(), summary.train()).in(summary.units());
  }

  /**
   * The measurements of the fit in user units, weights folded in.
   *
   * @return persisted blocks
   */
  public JavaRDD<MatrixBlock> train() {
    return blocks.map(AssembledBlock::train);
  }

  @Override
  public Objective objective() {
    return objective(shape(), train());
  }

  @Override
  public @Nullable Objective heldOutObjective() {
    if (summary.heldOut() == 0) {
      return null;
    }
    ProblemShape shape = ProblemShape.ofMatrices(spec.rows(), spec.cols(), summary.heldOut());
    JavaRDD<MatrixBlock> heldOut = blocks.map(AssembledBlock::heldOut);
    return objective(shape.in(summary.heldOutUnits()), heldOut);
  }

  private Objective objective(ProblemShape shape, JavaRDD<MatrixBlock> blocks) {
    int target = shape.units().target();
    int coefficient = shape.units().coefficient();
    // What is drawn anew in every pass takes no room, but the time of numbers that are kept.
    double drawn = (double) Double.BYTES * shape.measurements() * shape.rows() * shape.cols();
    return BlockObjectives.over(
        shape,
        blocks.map(block -> block.in(target, coefficient)),
        null,
        spec.kind() == MeasurementKind.SEEDED_GAUSSIAN ? (long) drawn : bytes());
  }

  /** {@inheritDoc} Of what was fitted, both are times the roots of the weights. */
  @Override
  public Predictions predictions(LowRankMatrix matrix, ValueRange clip) {
    boolean heldOut = summary.heldOut() > 0;
    long count = heldOut ? summary.heldOut() : summary.train();
    Broadcast<Factors> point =
        JavaSparkContext.fromSparkContext(blocks.context()).broadcast(matrix.factors());
    try {
      List<PredictedSample> parts =
          blocks
              .map(block -> heldOut ? block.heldOut() : block.train())
              .mapPartitionsWithIndex(
                  (part, all) -> List.of(sample(all.next(), part, point.value(), count)).iterator(),
                  false)
              .collect();
      PredictedSample sample = parts.stream().reduce(PredictedSample::plus).orElseThrow();
      return Predictions.of(heldOut, count, sample, null, null);
    } finally {
      point.destroy();
    }
  }

  private static PredictedSample sample(MatrixBlock block, int part, Factors point, long all) {
    PredictedSample sample = new PredictedSample(all);
    double[] images = new double[block.count()];
    block.forward(point.left(), point.right(), images);
    for (int i = 0; i < images.length; i++) {
      sample.offer(part, i, block.target(i), images[i]);
    }
    return sample;
  }

  @Override
  public HeatMap map(LowRankMatrix matrix, ValueRange clip) {
    return HeatMap.of(matrix);
  }

  @Override
  public MeasurementData whole() {
    return whole.get();
  }

  @Override
  public DataCounts counts() {
    return new DataCounts(summary.train(), summary.heldOut(), summary.badRows(), 0);
  }

  @Override
  public double trainWeight() {
    return summary.trainWeight();
  }

  @Override
  public double rootTrainWeight() {
    return Math.sqrt(summary.trainWeight());
  }

  @Override
  public double valueMean() {
    return 0;
  }

  @Override
  public long bytes() {
    return summary.bytes();
  }

  @Override
  public int partitions() {
    return blocks.getNumPartitions();
  }

  /** The indices from 0. */
  @Override
  public IdIndex rows() {
    return IdIndex.ofLongs(LongStream.range(0, spec.rows()).toArray());
  }

  /** The indices from 0. */
  @Override
  public IdIndex cols() {
    return IdIndex.ofLongs(LongStream.range(0, spec.cols()).toArray());
  }

  @Override
  public Centering centering() {
    return Centering.constant(0);
  }

  @Override
  public Scales scales() {
    return Scales.plain();
  }

  /** Releases the blocks. */
  @Override
  public void close() {
    blocks.unpersist();
  }
}
