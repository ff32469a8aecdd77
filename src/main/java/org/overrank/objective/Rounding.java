package org.overrank.objective;

import java.util.IdentityHashMap;
import java.util.List;
import org.overrank.linalg.FloatMatrix;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.RowMatrix;

/**
 * Rounds the factors of one batch of requests to floats, each factor once, so that requests that
 * share one still do.
 */
public final class Rounding {
  private final IdentityHashMap<Matrix, RowMatrix> known = new IdentityHashMap<>();

  /**
   * The batch as it travels with {@link org.overrank.sensing.Storage#FLOAT}.
   *
   * @param batch not modified
   * @return for each request itself, or what {@link Request#rounded} puts in its place
   */
  public static List<Request<?>> of(List<? extends Request<?>> batch) {
    Rounding rounding = new Rounding();
    return batch.stream().<Request<?>>map(request -> request.rounded(rounding)).toList();
  }

  RowMatrix round(RowMatrix factor) {
    return factor instanceof Matrix doubles
        ? known.computeIfAbsent(doubles, FloatMatrix::nearest)
        : factor;
  }

  RoundedFactors round(Point point) {
    return new RoundedFactors(round(point.left()), round(point.right()));
  }
}
