package org.overrank.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.overrank.linalg.Matrix;
import org.overrank.objective.BlockResidual;
import org.overrank.objective.Factors;
import org.overrank.objective.Partial;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Residual;
import org.overrank.objective.ResidualSums;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;
import scala.Tuple2;

/**
 * G = (2/N) A*(r) with r persisted beside the blocks: a product costs one job and O(nnz · k) flops.
 *
 * <p>The factors stay broadcast until it is closed, so that a lost residual can be computed again.
 */
final class DistributedResidual implements Residual {
  private final JavaSparkContext context;
  private final ProblemShape shape;
  private final JavaRDD<? extends MeasurementBlock> blocks;
  private final Broadcast<Factors> point;
  private final JavaRDD<double[]> residuals;
  private final ResidualSums.Answer sums;
  private final long driverBytes;

  DistributedResidual(
      JavaSparkContext context,
      ProblemShape shape,
      JavaRDD<? extends MeasurementBlock> blocks,
      Factors factors,
      long driverBytes) {
    this.context = context;
    this.driverBytes = driverBytes;
    this.shape = shape;
    this.blocks = blocks;
    Broadcast<Factors> broadcast = context.broadcast(factors);
    this.point = broadcast;
    this.residuals =
        blocks
            .map(block -> BlockResidual.at(block, broadcast.value()))
            .setName("overrank residual")
            .persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<Partial> contributions =
        zip(blocks, residuals).map(pair -> BlockResidual.sums(pair._1(), pair._2()));
    this.sums =
        JobLabels.duringPass(
            context.sc(),
            "residual that is kept",
            () -> BlockResidual.sums(TreeSum.onDriver(contributions, Partial::plus)));
  }

  private static <B extends MeasurementBlock> JavaRDD<Tuple2<MeasurementBlock, double[]>> zip(
      JavaRDD<B> blocks, JavaRDD<double[]> residuals) {
    return blocks
        .zip(residuals)
        .map(pair -> new Tuple2<MeasurementBlock, double[]>(pair._1(), pair._2()));
  }

  @Override
  public ResidualSums.Answer sums() {
    return sums;
  }

  @Override
  public ProblemShape shape() {
    return shape;
  }

  @Override
  public Matrix product(Side side, Matrix x) {
    Broadcast<Matrix> vectors = context.broadcast(x);
    try {
      JavaRDD<Partial> contributions =
          zip(blocks, residuals)
              .map(pair -> BlockResidual.product(pair._1(), pair._2(), side, vectors.value()));
      long overlapping = (long) (side == Side.ROWS ? shape.rows() : shape.cols()) * x.cols();
      Partial total =
          JobLabels.duringPass(
              context.sc(),
              "product with G",
              () -> TreeSum.of(contributions, Partial::plus, overlapping, driverBytes));
      return BlockResidual.product(total, side, shape);
    } finally {
      vectors.destroy();
    }
  }

  @Override
  public void close() {
    residuals.unpersist(false);
    point.destroy();
  }
}
