package org.overrank.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Time spent since a beginning.
 *
 * @param wall seconds on the clock
 * @param cpu seconds of all threads of this process
 */
record Usage(double wall, double cpu) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** What the clocks say now. */
  static Usage now() {
    return new Usage(1e-9 * System.nanoTime(), 1e-9 * SYSTEM.getProcessCpuTime());
  }

  /** What has passed since this moment. */
  Usage spent() {
    Usage now = now();
    return new Usage(now.wall - wall, now.cpu - cpu);
  }
}
