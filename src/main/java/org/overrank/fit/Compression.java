package org.overrank.fit;

import java.util.Optional;
import org.overrank.linalg.InvalidInputException;
import org.overrank.objective.GramCompression;
import org.overrank.objective.Objective;
import org.overrank.objective.ProblemShape;

/** Whether many measurements are replaced by a few equivalent ones before a fit. */
public enum Compression {
  /** Where it is the faster way and costs no digit that the asked gap needs. */
  AUTO,
  /** Not at all. */
  NEVER,
  /** In any case that fits the driver. */
  ALWAYS;

  /** d1·d2 up to which the factor's (d1·d2)² doubles are kept on the driver. */
  private static final long MOST_CELLS = 4000;

  /**
   * d1·d2 up to which one Gram pass, N(d1·d2)² flops, is cheaper than the passes it saves: some
   * hundred, each of 4·N·d1·d2 flops that wait for memory.
   */
  private static final long CHEAP_CELLS = 800;

  /** Measurements for each of the equivalent ones below which a pass is cheap already. */
  private static final long FEWEST_PER_CELL = 4;

  /** Rounding may be this part of the gap at most. */
  private static final double SHARE_OF_GAP = 1e-2;

  /**
   * Compresses, if it is asked for and pays; at most one pass.
   *
   * @param data the measurements
   * @param relativeGap the gap that the fit is to prove
   * @return the equivalent problem, or empty
   * @throws InvalidInputException if it is asked for and cannot be done
   */
  public Optional<Objective> of(Objective data, double relativeGap) {
    ProblemShape shape = data.shape();
    long cells = (long) shape.rows() * shape.cols();
    if (this == ALWAYS) {
      requirePossible(shape, cells);
      return Optional.of(GramCompression.of(data).objective());
    }
    boolean pays = cells <= CHEAP_CELLS && shape.measurements() >= FEWEST_PER_CELL * (cells + 1);
    if (this == NEVER || shape.sparse() || !pays || !shape.loss().isSquared()) {
      return Optional.empty();
    }
    GramCompression compression = GramCompression.of(data);
    boolean exact = compression.digitsLost() <= SHARE_OF_GAP * relativeGap;
    return exact ? Optional.of(compression.objective()) : Optional.empty();
  }

  private static void requirePossible(ProblemShape shape, long cells) {
    if (shape.sparse()) {
      throw new InvalidInputException("compress always: entries have nothing to compress");
    }
    if (!shape.loss().isSquared()) {
      throw new InvalidInputException("compress always: only squares can be compressed");
    }
    if (cells > MOST_CELLS) {
      throw new InvalidInputException(
          String.format(
              "compress always: %d x %d = %d cells are more than the %d that fit the driver",
              shape.rows(), shape.cols(), cells, MOST_CELLS));
    }
  }
}
