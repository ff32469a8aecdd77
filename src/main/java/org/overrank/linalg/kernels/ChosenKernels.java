package org.overrank.linalg.kernels;

/** Which set of kernels this JVM uses: decided once, so that calls cost nothing. */
public final class ChosenKernels {
  /** Plain loops: for short work on the way, for which vector instructions warm up too slowly. */
  public static final Kernels SCALAR = new ScalarKernels();

  /** Plain loops over rows that an index picks. */
  static final GatherKernels SCALAR_GATHER = new ScalarGatherKernels();

  private static final boolean VECTORS = vectorsAreThere();

  /** The faster set that this JVM has. */
  public static final Kernels BEST = VECTORS ? new VectorKernels() : SCALAR;

  /** The faster set that this JVM has, for rows that an index picks. */
  static final GatherKernels BEST_GATHER = VECTORS ? new VectorGatherKernels() : SCALAR_GATHER;

  /** Below this many columns vector instructions gain nothing. */
  private static final int NARROW = 2 * Kernels.LANES;

  /** Below this many products in one call they gain less than they cost to warm up. */
  private static final int LITTLE = 512;

  private ChosenKernels() {}

  /** Vector instructions need the incubator module, which Spark adds to its own JVMs. */
  private static boolean vectorsAreThere() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        && VectorKernels.worthwhile();
  }

  /** The set for a sum of {@code depth} rows along {@code width} columns. */
  public static Kernels of(int width, int depth) {
    return width < NARROW || (long) width * depth < LITTLE ? SCALAR : BEST;
  }

  /** The set for rows of one width that an index picks. */
  public static GatherKernels gather(int width) {
    return width < NARROW ? SCALAR_GATHER : BEST_GATHER;
  }
}
