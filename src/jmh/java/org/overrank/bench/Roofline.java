package org.overrank.bench;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.overrank.linalg.RowProducts;

/**
 * What the machine can do: fused multiply-adds in registers, reading memory, and the triad of the
 * STREAM benchmark. An operation of each is {@link #FLOPS} or {@link #BYTES}.
 */
@State(Scope.Thread)
public class Roofline {
  /** Flops of one {@link #peakFma}. */
  public static final double FLOPS = 2.0 * 16 * 512 * 64;

  private static final int ROWS = 4_000;
  private static final int LENGTH = 10_000;

  /** Bytes of one {@link #read}; the triad moves as many. */
  public static final double BYTES = 8.0 * ROWS * LENGTH;

  private final double[] registers = new double[512];

  /** What {@link #read} and {@link #triad} go through: far more than caches hold. */
  @State(Scope.Thread)
  public static class Memory {
    private final double[][] rows = new double[ROWS][LENGTH];
    private final double[][] vector = new double[1][LENGTH];
    private final double[][] out = new double[1][ROWS];
    private final RowProducts products = new RowProducts(4, 1);
    private final double[][] four = new double[4][];

    /** Touches every page. */
    @Setup
    public void fill() {
      for (double[] row : rows) {
        Arrays.fill(row, 1.5);
      }
      Arrays.fill(vector[0], 0.5);
    }
  }

  /** Chains of 16 for every element: one load and one store for 16 multiply-adds. */
  @Benchmark
  public double peakFma() {
    double[] x = registers;
    for (int round = 0; round < 64; round++) {
      chain(x);
    }
    return x[7];
  }

  private static void chain(double[] x) {
    double a = 0.9999;
    double b = 1e-4;
    for (int j = 0; j < x.length; j++) {
      double y = Math.fma(Math.fma(Math.fma(Math.fma(x[j], a, b), a, b), a, b), a, b);
      y = Math.fma(Math.fma(Math.fma(Math.fma(y, a, b), a, b), a, b), a, b);
      y = Math.fma(Math.fma(Math.fma(Math.fma(y, a, b), a, b), a, b), a, b);
      x[j] = Math.fma(Math.fma(Math.fma(Math.fma(y, a, b), a, b), a, b), a, b);
    }
  }

  /** Every row times one vector that stays in the cache. */
  @Benchmark
  public double read(Memory memory) {
    for (int first = 0; first < ROWS; first += 4) {
      System.arraycopy(memory.rows, first, memory.four, 0, 4);
      memory.products.multiply(memory.four, 4, memory.vector, memory.out, first);
    }
    return memory.out[0][0];
  }

  /** a = b + s c over a third of the memory each. */
  @Benchmark
  public double triad(Memory memory) {
    int third = ROWS / 3;
    for (int i = 0; i < third; i++) {
      triad(memory.rows[i], memory.rows[third + i], memory.rows[2 * third + i]);
    }
    return memory.rows[0][0];
  }

  private static void triad(double[] a, double[] b, double[] c) {
    for (int j = 0; j < a.length; j++) {
      a[j] = b[j] + 0.5 * c[j];
    }
  }
}
