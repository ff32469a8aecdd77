package org.overrank.fit;

/** Told about a fit while it runs; progress lines and checkpoints are observers. */
@FunctionalInterface
public interface FitObserver {
  /**
   * An iteration ended.
   *
   * @param row its line of the trace
   */
  void onIteration(TraceRow row);

  /**
   * Tells another one too.
   *
   * @param next who is told after this
   * @return both
   */
  default FitObserver andThen(FitObserver next) {
    return row -> {
      onIteration(row);
      next.onIteration(row);
    };
  }
}
