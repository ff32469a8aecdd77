package org.overrank.sweep;

/** One rider's place on the shared passes: aboard or ashore. */
final class Seat {
  private final SharedPasses passes;
  private boolean aboard = true;

  /**
   * A seat that is taken already.
   *
   * @param passes where {@link SharedPasses#board} was called for it
   */
  Seat(SharedPasses passes) {
    this.passes = passes;
  }

  void take() {
    if (!aboard) {
      passes.board();
      aboard = true;
    }
  }

  void leave() {
    if (aboard) {
      passes.leave();
      aboard = false;
    }
  }
}
