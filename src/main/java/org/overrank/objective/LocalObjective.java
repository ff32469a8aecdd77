package org.overrank.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.PowersOfTwo;
import org.overrank.loss.Loss;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.EntryBlock;
import org.overrank.sensing.EntryCells;
import org.overrank.sensing.LossBlock;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.Measurement;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/** An objective over blocks in this JVM; a pass is a loop over them. */
public final class LocalObjective implements Objective {
  private final ProblemShape shape;
  private final List<? extends MeasurementBlock> byRows;
  private final Supplier<? extends List<? extends MeasurementBlock>> source;
  private @Nullable List<? extends MeasurementBlock> byColumns;

  /**
   * An objective over blocks.
   *
   * @param byRows at least one block; for entries their ranges tile the rows in order
   * @param byColumns the transposed copy of entries, its ranges tiling the columns in order; empty
   *     for measurements without such a copy
   */
  public LocalObjective(
      List<? extends MeasurementBlock> byRows, List<? extends MeasurementBlock> byColumns) {
    this(shapeOf(byRows), byRows, byColumns);
  }

  /**
   * An objective over blocks that stand for other measurements.
   *
   * @param shape what to divide by: N may differ from what the blocks hold
   * @param byRows at least one block
   * @param byColumns the transposed copy of entries, or empty
   */
  public LocalObjective(
      ProblemShape shape,
      List<? extends MeasurementBlock> byRows,
      List<? extends MeasurementBlock> byColumns) {
    this(shape, byRows, () -> byColumns);
  }

  /**
   * An objective over blocks whose transposed copy is made when a pass first needs it.
   *
   * @param shape what to divide by: N may differ from what the blocks hold
   * @param byRows at least one block
   * @param byColumns makes the transposed copy, or an empty one; asked once
   */
  public LocalObjective(
      ProblemShape shape,
      List<? extends MeasurementBlock> byRows,
      Supplier<? extends List<? extends MeasurementBlock>> byColumns) {
    this.shape = shape;
    this.byRows = List.copyOf(byRows);
    this.source = byColumns;
  }

  /**
   * Measurements of any kind, in the units that solvers work in.
   *
   * @param spec their kind and shape, entries apart
   * @param measurements at least one, weights not yet folded in
   * @return one block of them as an objective
   */
  public static LocalObjective of(BlockSpec spec, List<Measurement> measurements) {
    MatrixBlock block = spec.build(measurements);
    Units units =
        new Units(
            PowersOfTwo.orNone(block.targetExponent()),
            PowersOfTwo.orNone(block.coefficientExponent()));
    ProblemShape shape =
        ProblemShape.ofMatrices(spec.rows(), spec.cols(), measurements.size()).in(units);
    return new LocalObjective(
        shape, List.of(block.in(units.target(), units.coefficient())), List.of());
  }

  /**
   * Entries, in the units that solvers work in.
   *
   * @param rows d1
   * @param cols d2
   * @param entries at least one, weights not yet folded in
   * @return the entries, by rows and by columns, as an objective
   */
  public static LocalObjective ofEntries(int rows, int cols, List<Measurement> entries) {
    EntryCells cells = EntryCells.scaled(entries);
    Units units = new Units(cells.targetExponent(), cells.coefficientExponent());
    return new LocalObjective(
        ProblemShape.ofEntries(rows, cols, entries.size()).in(units),
        List.of(cells.byRows(rows, cols)),
        List.of(cells.byColumns(rows, cols)));
  }

  private static ProblemShape shapeOf(List<? extends MeasurementBlock> blocks) {
    long count = blocks.stream().mapToLong(MeasurementBlock::count).sum();
    MeasurementBlock any = blocks.get(0);
    return new ProblemShape(any.rows(), any.cols(), count, any instanceof EntryBlock, Units.NONE);
  }

  @Override
  public ProblemShape shape() {
    return shape;
  }

  @Override
  public Answers evaluate(List<? extends Request<?>> batch) {
    return BlockPass.evaluate(
        batch, shape, (copy, requests) -> pass(copy == Side.ROWS ? byRows : columns(), requests));
  }

  private synchronized List<? extends MeasurementBlock> columns() {
    if (byColumns == null) {
      byColumns = List.copyOf(source.get());
    }
    return byColumns;
  }

  private static List<Partial> pass(
      List<? extends MeasurementBlock> blocks, List<Request<?>> requests) {
    List<List<Partial>> contributions = new ArrayList<>();
    for (MeasurementBlock block : blocks) {
      contributions.add(BlockPass.contribute(block, requests));
    }
    return OrderedTree.sumGroups(contributions, BlockPass::sum);
  }

  @Override
  public Residual residual(Factors point, double ridge) {
    List<BlockResidual> residuals = new ArrayList<>();
    for (MeasurementBlock block : byRows) {
      residuals.add(BlockResidual.at(block, point, ridge));
    }
    return BackgroundResidual.over(point, new LocalResidual(residuals, point));
  }

  @Override
  public Objective under(Loss loss, boolean weighted) {
    return loss.isSquared()
        ? this
        : new LocalObjective(
            shape.under(loss),
            under(byRows, loss, weighted),
            () -> under(source.get(), loss, weighted));
  }

  private List<LossBlock> under(
      List<? extends MeasurementBlock> blocks, Loss loss, boolean weighted) {
    Units units = shape.units();
    return blocks.stream()
        .map(each -> new LossBlock(each, loss, units.target(), units.coefficient(), weighted))
        .toList();
  }

  @Override
  public Objective roundedBy(double width) {
    return shape.loss().smoothing() == 0
        ? this
        : new LocalObjective(
            shape.under(shape.loss().roundedBy(width)),
            roundedBy(byRows, width),
            () -> roundedBy(columns(), width));
  }

  private static List<LossBlock> roundedBy(List<? extends MeasurementBlock> blocks, double width) {
    return blocks.stream().map(each -> ((LossBlock) each).roundedBy(width)).toList();
  }

  @Override
  public void close() {}

  private final class LocalResidual implements Residual {
    private final List<BlockResidual> residuals;
    private final ResidualSums.Answer sums;
    private final double[] solvedColumns;

    LocalResidual(List<BlockResidual> residuals, Factors point) {
      this.residuals = residuals;
      Partial total = sum((block, residual) -> residual.share());
      this.sums = BlockResidual.sums(total, shape, point);
      this.solvedColumns = BlockResidual.solvedColumns(total);
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
      return BlockResidual.product(
          sum((block, residual) -> residual.product(block, side, x)), side, shape);
    }

    @Override
    public Matrix gramTimes(Matrix x) {
      return shape.sparse()
          ? BlockResidual.gram(sum((block, residual) -> residual.gram(block, x)), shape)
          : Residual.super.gramTimes(x);
    }

    private Partial sum(BiFunction<MeasurementBlock, BlockResidual, Partial> share) {
      List<Partial> partials = new ArrayList<>();
      for (int i = 0; i < residuals.size(); i++) {
        partials.add(share.apply(byRows.get(i), residuals.get(i)));
      }
      return OrderedTree.sumGroups(partials, Partial::sum);
    }

    @Override
    public void close() {}
  }
}
