package org.overrank.linalg;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a call allocates once it is compiled. How far the compiler gets differs from one run of the
 * tests to the next by a few objects a call, so tests ask for less than an object, of at least
 * {@link #OBJECT} bytes, for each of the many things that a call goes through, never for none.
 */
public final class Allocations {
  /** The least that an object takes. */
  public static final long OBJECT = 16;

  private static final int CALLS = 100;
  private static final int ROUNDS = 200;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  /** Bytes of a call of this thread, the least of many, which ends where that is below enough. */
  public static long bytesOf(Runnable call, long enough) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least >= enough; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int k = 0; k < CALLS; k++) {
        call.run();
      }
      least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS);
    }
    return least;
  }
}
