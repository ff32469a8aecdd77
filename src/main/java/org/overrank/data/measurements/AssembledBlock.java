package org.overrank.data.measurements;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.overrank.linalg.GaussianNumbers;
import org.overrank.sensing.BlockSpec;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.Measurement;

/** The block of the fit, the block held out, and what they were made of. */
public final class AssembledBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The stream of random numbers that decides about measurements. */
  private static final long HOLDOUT_STREAM = 0x6d65617375726573L;

  private final MatrixBlock train;
  private final MatrixBlock heldOut;
  private final BlockSummary summary;

  private AssembledBlock(MatrixBlock train, MatrixBlock heldOut, BlockSummary summary) {
    this.train = train;
    this.heldOut = heldOut;
    this.summary = summary;
  }

  /**
   * Puts chunks together.
   *
   * @param arrived all chunks of one block, in any order
   * @param spec of the blocks
   * @param options share and seed of the hold-out
   * @return the block
   */
  public static AssembledBlock of(
      Iterator<MeasurementChunk> arrived, BlockSpec spec, MeasurementOptions options) {
    List<MeasurementChunk> chunks = new ArrayList<>();
    arrived.forEachRemaining(chunks::add);
    chunks.sort(Comparator.comparingLong(MeasurementChunk::firstOrder));
    List<Measurement> train = new ArrayList<>();
    List<Measurement> heldOut = new ArrayList<>();
    double weight = 0;
    double sum = 0;
    for (MeasurementChunk chunk : chunks) {
      for (int k = 0; k < chunk.measurements().size(); k++) {
        Measurement measurement = chunk.measurements().get(k);
        if (isHeldOut(chunk.order(k), options)) {
          heldOut.add(new Measurement(measurement.matrix(), measurement.value(), 1));
        } else {
          train.add(measurement);
          weight += measurement.weight();
          sum += measurement.value();
        }
      }
    }
    MatrixBlock trainBlock = spec.build(train);
    MatrixBlock heldOutBlock = spec.build(heldOut);
    return new AssembledBlock(
        trainBlock, heldOutBlock, summary(chunks, trainBlock, heldOutBlock, weight, sum));
  }

  private static boolean isHeldOut(long order, MeasurementOptions options) {
    return options.holdout() > 0
        && GaussianNumbers.uniform(options.seed(), HOLDOUT_STREAM, order, 0) < options.holdout();
  }

  private static BlockSummary summary(
      List<MeasurementChunk> chunks,
      MatrixBlock train,
      MatrixBlock heldOut,
      double weight,
      double sum) {
    long bad = 0;
    long first = Long.MAX_VALUE;
    String problem = "";
    for (MeasurementChunk chunk : chunks) {
      bad += chunk.badRows();
      if (chunk.firstBad() < first) {
        first = chunk.firstBad();
        problem = chunk.problem();
      }
    }
    long bytes = train.bytes() + heldOut.bytes();
    return new BlockSummary(
        train.count(),
        heldOut.count(),
        bad,
        first,
        problem,
        weight,
        sum,
        bytes,
        train.targetExponent(),
        train.coefficientExponent(),
        heldOut.targetExponent());
  }

  /** The measurements of the fit. */
  public MatrixBlock train() {
    return train;
  }

  /** The measurements kept out, with weights of 1. */
  public MatrixBlock heldOut() {
    return heldOut;
  }

  /** {@return counts and sizes of the block} */
  public BlockSummary summary() {
    return summary;
  }
}
