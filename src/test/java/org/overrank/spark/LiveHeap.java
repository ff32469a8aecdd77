package org.overrank.spark;

import java.lang.management.ManagementFactory;

/** How much of the heap is in use and not garbage, sampled by collecting it again and again. */
final class LiveHeap {
  private static final long PAUSE_MILLIS = 10;

  private LiveHeap() {}

  /** The largest growth seen while something ran, in bytes. */
  static long peakDuring(Runnable work) throws InterruptedException {
    long before = live();
    long[] peak = {before};
    Thread worker = new Thread(work);
    worker.start();
    while (worker.isAlive()) {
      peak[0] = Math.max(peak[0], live());
      worker.join(PAUSE_MILLIS);
    }
    return peak[0] - before;
  }

  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
