package org.overrank.objective;

import java.io.Serializable;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/**
 * A question about all measurements, answered in one pass over them.
 *
 * <p>A request travels to the blocks, each block contributes, the contributions are added in block
 * order, and the sum becomes the answer on the driver. Requests know nothing of each other, so an
 * answer does not depend on which other requests shared its pass.
 *
 * @param <A> kind of answer
 */
public interface Request<A> extends Serializable {
  /**
   * The copy of the measurements that is read.
   *
   * @return ROWS for the copy partitioned by rows, COLUMNS for the transposed copy of entries
   */
  default Side copy() {
    return Side.ROWS;
  }

  /**
   * What one block contributes; runs on an executor.
   *
   * @param block measurements, not modified
   * @return a new contribution
   */
  Partial contribute(MeasurementBlock block);

  /**
   * How many doubles every block contributes in full, so that they must be added up; slices that
   * belong to one block each do not count. Decides where the sum is made.
   *
   * @param shape the size of the problem
   * @return an upper bound
   */
  default long overlappingDoubles(ProblemShape shape) {
    return 0;
  }

  /**
   * The answer.
   *
   * @param total the sum of all contributions; may be reused
   * @param shape the size of the problem
   * @return the answer
   */
  A answer(Partial total, ProblemShape shape);
}
