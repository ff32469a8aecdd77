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
}
