package org.overrank.sweep;

import java.util.List;
import org.overrank.fit.Checkpoints;
import org.overrank.fit.FitResult;
import org.overrank.fit.FitSettings;

/** What a sweep remembers of its trials. */
public interface Journal {
  /**
   * A trial has ended; called by one thread at a time.
   *
   * @param trial which
   * @param settings what it was asked
   * @param result what it found
   * @param seconds from its beginning to its end, waiting for others included
   */
  void onResult(FitSettings trial, FitSettings settings, FitResult result, double seconds);

  /**
   * What this thread does from now on is for these trials.
   *
   * @param trials one, or all that share the next pass
   */
  default void onWork(List<FitSettings> trials) {}

  /**
   * Where a trial leaves checkpoints.
   *
   * @param trial which
   * @return a place of its own
   */
  default Checkpoints checkpoints(FitSettings trial) {
    return Checkpoints.none();
  }
}
