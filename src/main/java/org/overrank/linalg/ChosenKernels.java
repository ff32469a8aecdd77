package org.overrank.linalg;

/** Which set of kernels this JVM uses: decided once, so that calls cost nothing. */
final class ChosenKernels {
  /** Plain loops: for short work on the way, for which vector instructions warm up too slowly. */
  static final Kernels SCALAR = new ScalarKernels();

  /** The faster set that this JVM has. */
  static final Kernels BEST = choose();

  private ChosenKernels() {}

  /** Vector instructions need the incubator module, which Spark adds to its own JVMs. */
  private static Kernels choose() {
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return present && VectorKernels.worthwhile() ? new VectorKernels() : SCALAR;
  }
}
