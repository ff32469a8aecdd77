package org.overrank.spark;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.overrank.data.PassCost;
import org.overrank.loss.Loss;
import org.overrank.objective.Answers;
import org.overrank.objective.BackgroundResidual;
import org.overrank.objective.BlockPass;
import org.overrank.objective.Factors;
import org.overrank.objective.Objective;
import org.overrank.objective.Partial;
import org.overrank.objective.ProblemShape;
import org.overrank.objective.Request;
import org.overrank.objective.Residual;
import org.overrank.sensing.LossBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * An objective over an RDD of blocks; a pass is one Spark job.
 *
 * <p>The requests of a batch, factors included, are shared with all tasks, see {@link Transport};
 * every partition contributes its block's share; {@link TreeSum} adds the shares in block order.
 * The blocks belong to the caller, who persists and releases them.
 */
public final class DistributedObjective implements Objective {
  private final JavaSparkContext context;
  private final ProblemShape shape;
  private final JavaRDD<? extends MeasurementBlock> byRows;
  private final @Nullable Supplier<? extends JavaRDD<? extends MeasurementBlock>> byColumns;
  private final long driverBytes;
  private final Transport transport;

  /**
   * An objective over blocks.
   *
   * @param shape the size of the problem
   * @param byRows one block a partition; for entries the ranges tile the rows in partition order.
   *     With a local master its functions run in several threads at once, see {@link Neighbours}
   * @param byColumns the transposed copy of entries, asked for when a pass first needs it; null for
   *     measurements without such a copy
   */
  public DistributedObjective(
      ProblemShape shape,
      JavaRDD<? extends MeasurementBlock> byRows,
      @Nullable Supplier<? extends JavaRDD<? extends MeasurementBlock>> byColumns) {
    this(
        shape,
        byRows,
        byColumns,
        PassCost.driverLimit(),
        Transport.of(JavaSparkContext.fromSparkContext(byRows.context())));
  }

  DistributedObjective(
      ProblemShape shape,
      JavaRDD<? extends MeasurementBlock> byRows,
      @Nullable Supplier<? extends JavaRDD<? extends MeasurementBlock>> byColumns,
      long driverBytes,
      Transport transport) {
    this.context = JavaSparkContext.fromSparkContext(byRows.context());
    this.shape = shape;
    this.byRows = byRows;
    this.byColumns = byColumns;
    this.driverBytes = driverBytes;
    this.transport = transport;
  }

  @Override
  public ProblemShape shape() {
    return shape;
  }

  @Override
  public Answers evaluate(List<? extends Request<?>> batch) {
    return BlockPass.evaluate(
        batch,
        shape,
        (copy, requests) ->
            JobLabels.duringPass(
                context.sc(), JobLabels.words(requests), () -> pass(blocks(copy), requests)));
  }

  private JavaRDD<? extends MeasurementBlock> blocks(Side copy) {
    if (copy == Side.ROWS) {
      return byRows;
    }
    if (byColumns == null) {
      throw new UnsupportedOperationException("these measurements have no transposed copy");
    }
    return byColumns.get();
  }

  private List<Partial> pass(
      JavaRDD<? extends MeasurementBlock> blocks, List<Request<?>> requests) {
    try (Shared<List<Request<?>>> shared = transport.share(context, requests)) {
      return sum(blocks, shared, requests);
    }
  }

  private <B extends MeasurementBlock> List<Partial> sum(
      JavaRDD<B> blocks, Shared<List<Request<?>>> shared, List<Request<?>> requests) {
    long doubles = requests.stream().mapToLong(r -> r.overlappingDoubles(shape)).sum();
    return TreeSum.of(
        blocks, new Contribution<B>(shared), BlockPass::sum, doubles, driverBytes, transport);
  }

  /** What a block contributes to all requests of a pass. */
  private static final class Contribution<B extends MeasurementBlock>
      extends BlockTask<B, List<Partial>> {
    private static final long serialVersionUID = 1L;
    private final Shared<List<Request<?>>> requests;

    Contribution(Shared<List<Request<?>>> requests) {
      this.requests = requests;
    }

    @Override
    List<Partial> of(B block) {
      return BlockPass.contribute(block, requests.value());
    }
  }

  @Override
  public Residual residual(Factors point, double ridge) {
    return BackgroundResidual.over(
        point,
        new DistributedResidual(context, shape, byRows, point, ridge, driverBytes, transport));
  }

  @Override
  public Objective under(Loss loss, boolean weighted) {
    return loss.isSquared()
        ? this
        : new DistributedObjective(
            shape.under(loss),
            under(byRows, loss, weighted),
            byColumns == null ? null : () -> under(byColumns.get(), loss, weighted),
            driverBytes,
            transport);
  }

  private <B extends MeasurementBlock> JavaRDD<LossBlock> under(
      JavaRDD<B> blocks, Loss loss, boolean weighted) {
    int target = shape.units().target();
    int coefficient = shape.units().coefficient();
    return blocks.map(each -> new LossBlock(each, loss, target, coefficient, weighted));
  }

  @Override
  public Objective roundedBy(double width) {
    return shape.loss().smoothing() == 0
        ? this
        : new DistributedObjective(
            shape.under(shape.loss().roundedBy(width)),
            roundedBy(byRows, width),
            byColumns == null ? null : () -> roundedBy(byColumns.get(), width),
            driverBytes,
            transport);
  }

  private static <B extends MeasurementBlock> JavaRDD<LossBlock> roundedBy(
      JavaRDD<B> blocks, double width) {
    return blocks.map(each -> ((LossBlock) each).roundedBy(width));
  }

  @Override
  public void close() {}
}
