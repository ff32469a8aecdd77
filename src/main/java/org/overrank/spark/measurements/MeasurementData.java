package org.overrank.spark.measurements;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.overrank.data.MeasuredData;
import org.overrank.data.entries.Baseline;
import org.overrank.data.entries.Centering;
import org.overrank.data.entries.HeldOutErrors;
import org.overrank.data.entries.IdIndex;
import org.overrank.data.entries.Scales;
import org.overrank.data.measurements.AssembledBlock;
import org.overrank.data.measurements.BlockSummary;
import org.overrank.data.measurements.IdSides;
import org.overrank.data.model.HoldoutJudgement;
import org.overrank.data.model.LowRankMatrix;
import org.overrank.data.model.ValueRange;
import org.overrank.data.model.WarmStart;
import org.overrank.data.picture.HeatMap;
import org.overrank.data.picture.PredictedSample;
import org.overrank.data.picture.Predictions;
import org.overrank.data.table.DataCounts;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.loss.Loss;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.OrderedTree;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Units;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementKind;
import org.overrank.spark.BlockObjectives;
import org.overrank.spark.Jobs;

/**
 * A table of measurements as persisted blocks, one a partition, in the order of the input. Not safe
 * for use by several threads.
 */
public final class MeasurementData implements MeasuredData {
  private final BlockSpec spec;
  private final JavaRDD<AssembledBlock> blocks;
  private final BlockSummary summary;
  private final Loss loss;
  private final @Nullable IdSides sides;
  private final Supplier<MeasurementData> whole;

  MeasurementData(
      BlockSpec spec,
      JavaRDD<AssembledBlock> blocks,
      BlockSummary summary,
      Loss loss,
      @Nullable IdSides sides,
      Supplier<MeasurementData> whole) {
    this.spec = spec;
    this.blocks = blocks;
    this.summary = summary;
    this.loss = loss.forTargets(summary.units().toResidual(1));
    this.sides = sides;
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
    return squares(summary.train(), summary.units()).under(loss);
  }

  private ProblemShape squares(long count, Units units) {
    return ProblemShape.ofMatrices(spec.rows(), spec.cols(), count).in(units);
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
    return objective(squares(summary.train(), summary.units()), train()).under(loss, false);
  }

  @Override
  public @Nullable Objective heldOutObjective() {
    if (summary.heldOut() == 0) {
      return null;
    }
    ProblemShape shape = squares(summary.heldOut(), summary.heldOutUnits());
    JavaRDD<MatrixBlock> heldOut = blocks.map(AssembledBlock::heldOut);
    return objective(shape, heldOut).under(loss, false);
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
        JavaSparkContext.fromSparkContext(blocks.context())
            .broadcast(WarmStart.point(matrix, this));
    try {
      List<PredictedSample> parts =
          Jobs.collect(
              blocks
                  .map(block -> heldOut ? block.heldOut() : block.train())
                  .mapPartitionsWithIndex(
                      (part, all) ->
                          List.of(sample(all.next(), part, point.value(), count)).iterator(),
                      false));
      PredictedSample sample = parts.stream().reduce(PredictedSample::plus).orElseThrow();
      return Predictions.of(heldOut, count, sample, null, null);
    } finally {
      point.destroy();
    }
  }

  /** Beside the mean of what was fitted. */
  @Override
  public @Nullable HoldoutJudgement judge(LowRankMatrix matrix, ValueRange clip) {
    if (summary.heldOut() == 0) {
      return null;
    }
    double mean = summary.trainSum() / summary.train();
    double share = HeldOutErrors.MOST_RESIDUALS / summary.heldOut();
    int unit = PowersOfTwo.orNone(summary.heldOutTarget());
    Loss charged = loss;
    Broadcast<Factors> point =
        JavaSparkContext.fromSparkContext(blocks.context())
            .broadcast(WarmStart.point(matrix, this));
    try {
      return Jobs.collect(
              blocks
                  .map(AssembledBlock::heldOut)
                  .mapPartitionsWithIndex(
                      (part, all) ->
                          List.of(
                                  errors(
                                      all.next(), part, point.value(), mean, charged, unit, share))
                              .iterator(),
                      false))
          .stream()
          .reduce(HeldOutErrors::plus)
          .orElseThrow()
          .judgement(List.of(Baseline.MEAN));
    } finally {
      point.destroy();
    }
  }

  private static HeldOutErrors errors(
      MatrixBlock block, int part, Factors point, double mean, Loss loss, int unit, double share) {
    double[] images = new double[block.count()];
    block.forward(point.left(), point.right(), images);
    Arrays.setAll(images, i -> loss.response(images[i]));
    double[] actual = new double[images.length];
    Arrays.setAll(actual, block::target);
    return HeldOutErrors.of(actual, images, part, mean, loss, unit, share);
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
  public @Nullable IdSides sides() {
    return sides;
  }

  /** {@inheritDoc} A pass tells which ids were measured. */
  @Override
  public LowRankMatrix matrix(Factors found) {
    List<double[][]> sums =
        Jobs.collect(
            train()
                .map(
                    block -> {
                      double[][] both = {new double[block.rows()], new double[block.cols()]};
                      block.addCurvature(both[0], both[1]);
                      return both;
                    }));
    return Objects.requireNonNull(sides)
        .matrix(
            found,
            OrderedTree.sumArrays(sums.stream().map(both -> both[0]).toList()),
            OrderedTree.sumArrays(sums.stream().map(both -> both[1]).toList()),
            valueMean());
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
    return sides == null ? 0 : summary.trainSum() / summary.train();
  }

  @Override
  public long bytes() {
    return summary.bytes();
  }

  @Override
  public int partitions() {
    return blocks.getNumPartitions();
  }

  /** The indices from 0, if measurements are not told by ids. */
  @Override
  public IdIndex rows() {
    return sides != null
        ? sides.rows().ids()
        : IdIndex.ofLongs(LongStream.range(0, spec.rows()).toArray());
  }

  /** The indices from 0, if measurements are not told by ids. */
  @Override
  public IdIndex cols() {
    return sides != null
        ? sides.cols().ids()
        : IdIndex.ofLongs(LongStream.range(0, spec.cols()).toArray());
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
