package org.overrank.objective;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.overrank.sensing.MatrixBlock;
import org.overrank.sensing.MeasurementBlock;
import org.overrank.sensing.Side;

/** What one block contributes to a batch, and how batches of contributions add up. */
public final class BlockPass {
  private BlockPass() {}

  /** One pass over one copy of the measurements. */
  @FunctionalInterface
  public interface Pass {
    /**
     * Reads the copy once.
     *
     * @param copy which copy
     * @param requests requests that read it, at least one
     * @return the summed contributions, one a request, in order
     */
    List<Partial> over(Side copy, List<Request<?>> requests);
  }

  /**
   * Answers a batch with at most one pass over each copy.
   *
   * @param batch the requests
   * @param shape the size of the problem
   * @param pass makes one pass
   * @return the answers
   */
  public static Answers evaluate(List<? extends Request<?>> batch, ProblemShape shape, Pass pass) {
    List<Request<?>> asked = new ArrayList<>();
    List<Partial> totals = new ArrayList<>();
    for (Side copy : Side.values()) {
      List<Request<?>> requests = reading(batch, copy);
      if (!requests.isEmpty()) {
        asked.addAll(requests);
        totals.addAll(pass.over(copy, requests));
      }
    }
    return Answers.of(asked, totals, shape);
  }

  /**
   * The contributions of one block to every request.
   *
   * @param block measurements
   * @param batch requests for the copy that the block belongs to
   * @return one contribution a request, in order
   */
  public static List<Partial> contribute(MeasurementBlock block, List<? extends Request<?>> batch) {
    List<MatrixRequest> shared = new ArrayList<>();
    if (block instanceof MatrixBlock matrices) {
      for (Request<?> request : batch) {
        if (request instanceof MatrixRequest known && known.seesMatrix(matrices)) {
          shared.add(known);
        }
      }
    }
    Iterator<Partial> answered =
        shared.isEmpty()
            ? Collections.emptyIterator()
            : SharedReading.of((MatrixBlock) block, shared).iterator();
    Iterator<MatrixRequest> asked = shared.iterator();
    MatrixRequest next = asked.hasNext() ? asked.next() : null;
    List<Partial> partials = new ArrayList<>(batch.size());
    for (Request<?> request : batch) {
      if (request == next) {
        partials.add(answered.next());
        next = asked.hasNext() ? asked.next() : null;
      } else {
        partials.add(request.contribute(block));
      }
    }
    return partials;
  }

  /**
   * Adds the contributions of neighbouring blocks from left to right.
   *
   * @param group what each contributes to the same requests; not used afterwards
   * @return one sum for each request
   */
  public static List<Partial> sum(List<List<Partial>> group) {
    List<Partial> sums = new ArrayList<>();
    for (int i = 0; i < group.get(0).size(); i++) {
      int request = i;
      sums.add(Partial.sum(group.stream().map(block -> block.get(request)).toList()));
    }
    return sums;
  }

  private static List<Request<?>> reading(List<? extends Request<?>> batch, Side copy) {
    List<Request<?>> result = new ArrayList<>();
    for (Request<?> request : batch) {
      if (request.copy() == copy) {
        result.add(request);
      }
    }
    return result;
  }
}
