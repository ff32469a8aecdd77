package org.overrank.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector instructions must change speed only: never a bit. */
class KernelsTest {
  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  @Test
  void theTestsRunWithVectorInstructions() {
    assertThat(ChosenKernels.BEST.getClass())
        .isEqualTo(VectorKernels.worthwhile() ? VectorKernels.class : ScalarKernels.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8, 9, 15, 16, 17, 63, 64, 100, 1023})
  void bothSetsGiveTheSameBits(int n) {
    double[] x = wild(n + 3, 1);
    double[] y = wild(n + 5, 2);
    assertThat(vector.dot(x, 3, y, 2, n)).isEqualTo(scalar.dot(x, 3, y, 2, n));

    double[] one = y.clone();
    double[] other = y.clone();
    scalar.axpy(0.3, x, 2, one, 4, n);
    vector.axpy(0.3, x, 2, other, 4, n);
    assertThat(other).isEqualTo(one).isNotEqualTo(n == 0 ? new double[0] : y);

    double[][] p = {wild(n, 3), wild(n, 4), wild(n, 5), wild(n, 6)};

    int whole = n - n % Kernels.LANES;
    double[] sums = wild(40, 7);
    double[] otherSums = sums.clone();
    scalar.addProducts4(p, 0, y, 0, whole, sums, 5);
    vector.addProducts4(p, 0, y, 0, whole, otherSums, 5);
    scalar.addProducts(x, 1, y, 2, whole, sums, 3);
    vector.addProducts(x, 1, y, 2, whole, otherSums, 3);
    assertThat(otherSums).isEqualTo(sums);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 511, 512, 1030})
  void productsOfManyRowsWithManyVectorsHaveTheBitsOfOneInnerProduct(int n) {
    double[][] rows = new double[11][];
    double[][] vectors = new double[5][];
    Arrays.setAll(rows, q -> wild(n, q));
    Arrays.setAll(vectors, k -> wild(n, 100 + k));
    RowProducts products = new RowProducts(12, 7);
    for (int count : new int[] {11, 4, 1}) {
      double[][] out = new double[5][13];
      products.multiply(rows, count, vectors, out, 2);
      for (int k = 0; k < 5; k++) {
        for (int q = 0; q < count; q++) {
          assertThat(out[k][2 + q]).isEqualTo(Dot.product(rows[q], 0, vectors[k], 0, n));
        }
        assertThat(out[k][1]).isZero();
        assertThat(out[k][2 + count == 13 ? 1 : 2 + count]).isZero();
      }
    }
  }

  /** Numbers of very different sizes, so that another order of additions shows. */
  private static double[] wild(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] numbers = new double[n];
    Arrays.setAll(numbers, i -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-20, 20)));
    return numbers;
  }
}
