package org.overrank.linalg.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.overrank.linalg.Dot;
import org.overrank.linalg.Gram;
import org.overrank.linalg.Matrix;
import org.overrank.linalg.Multiply;
import org.overrank.linalg.RowProducts;
import org.overrank.linalg.RowUpdate;

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
    sumsOfRowsHaveTheSameBits(n, p);

    int whole = n - n % Kernels.LANES;
    double[] sums = wild(40, 7);
    double[] otherSums = sums.clone();
    scalar.addProducts4(p, 0, y, 0, whole, sums, 5);
    vector.addProducts4(p, 0, y, 0, whole, otherSums, 5);
    scalar.addProducts(x, 1, y, 2, whole, sums, 3);
    vector.addProducts(x, 1, y, 2, whole, otherSums, 3);
    assertThat(otherSums).isEqualTo(sums);
    double[][] ys = {wild(n, 13), wild(n, 14), wild(n, 15), wild(n, 16)};
    double[] many = wild(4 * 35 + 5, 8);
    double[] otherMany = many.clone();
    scalar.addProducts4x4(p, 0, ys, 0, 0, whole, many, 5, 35);
    vector.addProducts4x4(p, 0, ys, 0, 0, whole, otherMany, 5, 35);
    assertThat(otherMany).isEqualTo(many);
    oneLoopHasTheBitsOfTwo(p, ys, y, whole);
  }

  private void oneLoopHasTheBitsOfTwo(double[][] p, double[][] rows, double[] y, int whole) {
    double[] factors = wild(5, 40);
    double[] sum = wild(p[0].length, 41);
    double[] sums = wild(4 * Kernels.LANES, 42);
    double[] expectedSum = sum.clone();
    double[] expectedSums = sums.clone();
    scalar.addRows(expectedSum, factors, 1, 1, p, 4, 0, whole);
    scalar.addProducts4(rows, 0, y, 0, whole, expectedSums, 0);
    for (Kernels kernels : new Kernels[] {scalar, vector}) {
      double[] c = sum.clone();
      double[] s = sums.clone();
      kernels.addRowsAndProducts(c, factors, 1, p, rows, y, 0, whole, s);
      assertThat(c).isEqualTo(expectedSum);
      assertThat(s).isEqualTo(expectedSums);
    }
  }

  private void sumsOfRowsHaveTheSameBits(int n, double[][] p) {
    double[][] factors = {wild(6, 20), wild(6, 21), wild(6, 22), wild(6, 23)};
    double[][] one = {wild(n, 30), wild(n, 31), wild(n, 32), wild(n, 33), wild(n, 34)};
    double[][] other = Arrays.stream(one).map(double[]::clone).toArray(double[][]::new);
    int from = n / 5;
    scalar.addOuter4(one, 1, factors, 2, p, 1, 4, from, n);
    vector.addOuter4(other, 1, factors, 2, p, 1, 4, from, n);
    scalar.addRows(one[0], factors[0], 1, 2, p, 3, from, n);
    vector.addRows(other[0], factors[0], 1, 2, p, 3, from, n);
    assertThat(other).isEqualTo(one);
  }

  /** The order of a sum is its definition, whatever group or stretch a row falls into. */
  @ParameterizedTest
  @ValueSource(ints = {16, 21, 64, 70})
  void gatheredRowsHaveTheBitsOfOneAfterTheOther(int width) {
    for (GatherKernels kernels :
        new GatherKernels[] {new ScalarGatherKernels(), new VectorGatherKernels()}) {
      for (int count : new int[] {0, 1, 2, 3, 4, 7, 9}) {
        double[] u = wild(width + 3, 1);
        double[] v = wild(6 * width, 2);
        int[] rows = {5, 5, 0, 1, 3, 3, 2, 4, 0};
        double[] out = new double[count];
        kernels.products(u, 3, v, rows, 0, count, width, out, new double[GatherKernels.SCRATCH]);
        double[] sum = wild(width + 2, 3);
        double[] expectedSum = sum.clone();
        kernels.addRows(out, v, rows, 0, count, width, sum, 2);
        double[] expectedRows = v.clone();
        for (int e = 0; e < count; e++) {
          assertThat(out[e]).isEqualTo(scalar.dot(u, 3, v, rows[e] * width, width));
          scalar.axpy(out[e], v, rows[e] * width, expectedSum, 2, width);
          scalar.axpy(out[e], u, 3, expectedRows, rows[e] * width, width);
        }
        assertThat(sum).isEqualTo(expectedSum);
        kernels.scatter(out, u, 3, v, rows, 0, count, width);
        assertThat(v).isEqualTo(expectedRows);
      }
    }
  }

  /** Products of matrices of any shape, each entry one chain of multiply-adds. */
  @ParameterizedTest
  @ValueSource(ints = {3, 16, 67, 300})
  void entriesOfProductsAreSummedInOrder(int n) {
    Matrix a = Matrix.wrap(7, n, wild(7 * n, 1));
    Matrix b = Matrix.wrap(n, 65, wild(65 * n, 2));
    Matrix product = Multiply.ab(a, b);
    Matrix gram = Gram.xtx(b);
    for (int j = 0; j < 65; j++) {
      double entry = 0;
      double square = 0;
      for (int k = 0; k < n; k++) {
        entry = Math.fma(a.get(5, k), b.get(k, j), entry);
        square = Math.fma(b.get(k, 3), b.get(k, j), square);
      }
      assertThat(product.get(5, j)).isEqualTo(entry);
      assertThat(gram.get(3, j)).isEqualTo(square);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 511, 512, 1030})
  void productsOfManyRowsWithManyVectorsHaveTheBitsOfOneInnerProduct(int n) {
    double[][] rows = new double[11][];
    double[][] vectors = new double[5][];
    Arrays.setAll(rows, q -> wild(n, q));
    Arrays.setAll(vectors, k -> wild(n, 100 + k));
    RowProducts products = new RowProducts(12, 7);
    sumsOfManyVectorsHaveTheBitsOfOne(rows, n, products);
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

  private static void sumsOfManyVectorsHaveTheBitsOfOne(
      double[][] rows, int n, RowProducts products) {
    double[][] factors = {wild(13, 1), wild(13, 2), wild(13, 3), wild(13, 4), wild(13, 5)};
    double[][] sums = new double[5][n];
    products.addTo(rows, 11, factors, 1, sums);
    for (int k = 0; k < 5; k++) {
      double[] alone = new double[n];
      RowUpdate.addRows(alone, rows, 11, factors[k], 1, 1, n);
      assertThat(sums[k]).isEqualTo(alone);
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
