package org.overrank.spark;

import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
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
 * <p>The factors stay shared until it is closed, so that a lost residual can be computed again.
 */
final class DistributedResidual implements Residual {
  private final JavaSparkContext context;
  private final ProblemShape shape;
  private final Shared<Factors> point;
  private final JavaRDD<BlockResidual> residuals;
  private final JavaRDD<Tuple2<MeasurementBlock, BlockResidual>> pairs;
  private final ResidualSums.Answer sums;
  private final double[] solvedColumns;
  private final long driverBytes;
  private final Transport transport;

  DistributedResidual(
      JavaSparkContext context,
      ProblemShape shape,
      JavaRDD<? extends MeasurementBlock> blocks,
      Factors factors,
      double ridge,
      long driverBytes,
      Transport transport) {
    this.context = context;
    this.transport = transport;
    this.driverBytes = driverBytes;
    this.shape = shape;
    Shared<Factors> shared = transport.share(context, factors);
    this.point = shared;
    this.residuals =
        blocks
            .map(block -> BlockResidual.at(block, shared.value(), ridge))
            .setName("overrank residual")
            .persist(StorageLevel.MEMORY_AND_DISK());
    this.pairs = zip(blocks, residuals);
    boolean computed = false;
    try {
      Partial total = JobLabels.duringPass(context.sc(), "residual that is kept", this::summed);
      this.sums = BlockResidual.sums(total, shape, factors);
      this.solvedColumns = BlockResidual.solvedColumns(total);
      computed = true;
    } finally {
      if (!computed) {
        close();
      }
    }
  }

  private Partial summed() {
    return TreeSum.of(pairs, new Sums(), Partial::sum, 0, driverBytes, transport);
  }

  /** A block beside its residual. */
  private abstract static class PairTask
      extends BlockTask<Tuple2<MeasurementBlock, BlockResidual>, Partial> {
    private static final long serialVersionUID = 1L;
  }

  /** What a block contributes to the sums over the residual. */
  private static final class Sums extends PairTask {
    private static final long serialVersionUID = 1L;

    @Override
    Partial of(Tuple2<MeasurementBlock, BlockResidual> pair) {
      return pair._2().share();
    }
  }

  /** What a block contributes to a product. */
  private static final class Product extends PairTask {
    private static final long serialVersionUID = 1L;
    private final Side side;
    private final Shared<Matrix> vectors;

    Product(Side side, Shared<Matrix> vectors) {
      this.side = side;
      this.vectors = vectors;
    }

    @Override
    Partial of(Tuple2<MeasurementBlock, BlockResidual> pair) {
      return pair._2().product(pair._1(), side, vectors.value());
    }
  }

  /** What a block of whole rows contributes to a product with GᵀG. */
  private static final class GramProduct extends PairTask {
    private static final long serialVersionUID = 1L;
    private final Shared<Matrix> vectors;

    GramProduct(Shared<Matrix> vectors) {
      this.vectors = vectors;
    }

    @Override
    Partial of(Tuple2<MeasurementBlock, BlockResidual> pair) {
      return pair._2().gram(pair._1(), vectors.value());
    }
  }

  private static <B extends MeasurementBlock> JavaRDD<Tuple2<MeasurementBlock, BlockResidual>> zip(
      JavaRDD<B> blocks, JavaRDD<BlockResidual> residuals) {
    return blocks
        .zip(residuals)
        .map(pair -> new Tuple2<MeasurementBlock, BlockResidual>(pair._1(), pair._2()));
  }

  @Override
  public ResidualSums.Answer sums() {
    return sums;
  }

  @Override
  public double[] solvedColumns() {
    return solvedColumns;
  }

  @Override
  public ProblemShape shape() {
    return shape;
  }

  @Override
  public Matrix product(Side side, Matrix x) {
    long overlapping = (long) (side == Side.ROWS ? shape.rows() : shape.cols()) * x.cols();
    Partial total = pass("product with G", x, vectors -> new Product(side, vectors), overlapping);
    return BlockResidual.product(total, side, shape);
  }

  @Override
  public Matrix gramTimes(Matrix x) {
    if (!shape.sparse()) {
      return Residual.super.gramTimes(x);
    }
    Partial total = pass("product with G'G", x, GramProduct::new, (long) shape.cols() * x.cols());
    return BlockResidual.gram(total, shape);
  }

  private Partial pass(
      String label, Matrix x, Function<Shared<Matrix>, PairTask> task, long overlapping) {
    try (Shared<Matrix> vectors = transport.share(context, x)) {
      return JobLabels.duringPass(
          context.sc(),
          label,
          () ->
              TreeSum.of(
                  pairs, task.apply(vectors), Partial::sum, overlapping, driverBytes, transport));
    }
  }

  @Override
  public void close() {
    residuals.unpersist(false);
    point.close();
  }
}
