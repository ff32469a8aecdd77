package org.overrank.spark;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many bytes of the heap are objects that are alive, sampled again and again.
 *
 * <p>By the JVM's histogram of objects: the heap's own count of bytes in use includes the unused
 * ends of regions, which for large arrays can be as much again.
 */
final class LiveHeap {
  private static final long PAUSE_MILLIS = 10;

  private LiveHeap() {}

  /** The largest growth seen while something ran, in bytes. */
  static long peakDuring(Runnable work) throws InterruptedException {
    long before = live();
    long peak = before;
    Thread worker = new Thread(work);
    worker.start();
    while (worker.isAlive()) {
      peak = Math.max(peak, live());
      worker.join(PAUSE_MILLIS);
    }
    return peak - before;
  }

  /** Collects garbage and adds up what is left: the last line is "Total", objects, bytes. */
  private static long live() {
    try {
      Object histogram =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      String total = histogram.toString().stripTrailing();
      return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
