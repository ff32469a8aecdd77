package org.overrank.fit;

import java.util.Optional;

/** Where a fit leaves word of how far it is. */
public interface Checkpoints {
  /**
   * What an earlier run of the same fit left.
   *
   * @return its last checkpoint, or empty to begin anew
   */
  Optional<FitCheckpoint> load();

  /**
   * Whether it is time for another one.
   *
   * @return true if the work since the last one is worth keeping
   */
  boolean isDue();

  /**
   * Keeps a checkpoint in the place of the last one.
   *
   * @param checkpoint a moment of the fit
   */
  void save(FitCheckpoint checkpoint);

  /**
   * No checkpoints.
   *
   * @return a place that keeps nothing
   */
  static Checkpoints none() {
    return new Checkpoints() {
      @Override
      public Optional<FitCheckpoint> load() {
        return Optional.empty();
      }

      @Override
      public boolean isDue() {
        return false;
      }

      @Override
      public void save(FitCheckpoint checkpoint) {}
    };
  }
}
