package org.overrank.spark.measurements;

import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.MatrixBlock;
import org.overrank.spark.DistributedObjective;
import org.overrank.spark.table.DataCounts;

/**
 * A table of measurements as persisted blocks, one a partition, in the order of the input. Not safe
 * for use by several threads.
 */
public final class MeasurementData implements AutoCloseable {
  private final BlockSpec spec;
  private final JavaRDD<AssembledBlock> blocks;
  private final BlockSummary summary;

  MeasurementData(BlockSpec spec, JavaRDD<AssembledBlock> blocks, BlockSummary summary) {
    this.spec = spec;
    this.blocks = blocks;
    this.summary = summary;
  }

  /**
   * What the blocks have in common: kind, shape, storage.
   *
   * @return the specification
   */
  public BlockSpec spec() {
    return spec;
  }

  /**
   * The size of the problem.
   *
   * @return d1, d2 and the N measurements of the fit
   */
  public ProblemShape shape() {
    return ProblemShape.ofMatrices(spec.rows(), spec.cols(), summary.train());
  }

  /**
   * The measurements of the fit, weights folded in.
   *
   * @return persisted blocks
   */
  public JavaRDD<MatrixBlock> train() {
    return blocks.map(AssembledBlock::train);
  }

  /**
   * The objective of the measurements of the fit.
   *
   * @return the data term; to be closed before these data
   */
  public Objective objective() {
    return new DistributedObjective(shape(), train(), null);
  }

  /**
   * The objective of the measurements kept out of the fit, all weights 1.
   *
   * @return the data term, or null if none were held out
   */
  public @Nullable Objective heldOut() {
    if (summary.heldOut() == 0) {
      return null;
    }
    ProblemShape shape = ProblemShape.ofMatrices(spec.rows(), spec.cols(), summary.heldOut());
    return new DistributedObjective(shape, blocks.map(AssembledBlock::heldOut), null);
  }

  /**
   * What became of the rows of the table.
   *
   * @return counts; there are no duplicates
   */
  public DataCounts counts() {
    return new DataCounts(summary.train(), summary.heldOut(), summary.badRows(), 0);
  }

  /**
   * The weights of all measurements of the fit together.
   *
   * @return Σ w
   */
  public double trainWeight() {
    return summary.trainWeight();
  }

  /**
   * The memory of all blocks.
   *
   * @return bytes
   */
  public long bytes() {
    return summary.bytes();
  }

  /** Releases the blocks. */
  @Override
  public void close() {
    blocks.unpersist();
  }
}
